// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/file_keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "cmd/console/roff.h"
#include "cmd/kontor/manual.h"
#include "cmd/kontor/options.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/plan/lint.h"
#include "lib/plan/reader.h"

using namespace kontor;
using namespace kontor::cli;

namespace {

TomlFile example(std::string_view name) {
  return parse_toml(embedded_example(name), std::string(name) + ".toml");
}

std::string page_text(const FilePage& page) {
  for (const auto& [name, text] : manual_pages()) {
    if (name == "kontor-" + std::string(page.noun) + ".5") return text;
  }
  FAIL("no page of " << page.noun);
  return {};
}

// The last steps of every key that the reader knows; conditions are no keys.
void known_keys(const Form& form, std::vector<std::string>& out) {
  for (const Field& field : form.fields) {
    out.emplace_back(field.name);
    if (field.type == Type::kObject && field.name != "when") known_keys(*field.form, out);
  }
}

std::vector<std::string> last_steps(const FilePage& page) {
  std::vector<std::string> out;
  for (const FileKey& key : file_keys(page))
    out.push_back(key.path.substr(key.path.rfind('.') + 1));
  return out;
}

}  // namespace

TEST_CASE("every key that a reader accepts stands on its page, with a word and an example") {
  for (const FilePage& page : file_page_table()) {
    CAPTURE(page.noun);
    const std::string text = page_text(page);
    for (const FileKey& key : file_keys(page)) {
      CAPTURE(key.path);
      CHECK(text.find("\\fB" + roff(key.path) + "\\fR") != std::string::npos);
      CHECK_FALSE(key.doc.empty());
      CHECK_FALSE(key.example.empty());
      const std::size_t dot = key.path.rfind('.') + 1;
      const bool header = key.example.starts_with('[');
      CHECK((header || key.example.find(key.path.substr(dot)) != std::string::npos));
    }
    std::vector<std::string> known;
    known_keys(form_of(page), known);
    const std::vector<std::string> have = last_steps(page);
    for (const std::string& key : known) {
      const bool names_a_table =
          page.noun == "plan" && (key == "name" || key == "of" || key == "for");
      CHECK_MESSAGE((names_a_table || std::count(have.begin(), have.end(), key) >=
                                          std::count(known.begin(), known.end(), key)),
                    key);
    }
  }
}

TEST_CASE("every example is read, and no law refuses a plan of them") {
  for (const FilePage& page : file_page_table()) {
    for (const std::string_view name : bar_list(page.examples)) {
      CAPTURE(name);
      const TomlFile file = example(name);
      if (page.noun != "plan") {
        CHECK_FALSE(read_form_file(file, page.noun, form_of(page)).empty());
        continue;
      }
      for (const plan::LintFinding& finding :
           plan::lint(plan::parse_plan(plan::body_from_toml(file)))) {
        CHECK_MESSAGE(finding.weight == plan::Weight::kWarning, finding.message);
      }
    }
  }
}

TEST_CASE("a key of a plan stands where the file has it") {
  std::vector<std::string> paths;
  for (const FilePage& page : file_page_table()) {
    if (page.noun != "plan") continue;
    for (const FileKey& key : file_keys(page)) paths.push_back(key.path + ": " + key.example);
  }
  const auto has = [&](const char* line) {
    return std::find(paths.begin(), paths.end(), line) != paths.end();
  };
  CHECK(has("stages.late_grace: late_grace = \"P3D\""));
  CHECK(has("stages.NAME.half_life: half_life = \"P7D\""));
  CHECK(has("split.NAME.seller: seller = 40"));
  CHECK(has("factor[].value: value = \"0.90\""));
  CHECK(has("base.NAME.line: line = \"life\""));
  CHECK(has("tier[].quota: quota = 40"));
}

TEST_CASE("a condition of every word is read") {
  for (const plan::TestWord& word : plan::test_words()) {
    CAPTURE(word.word);
    const std::string plan(embedded_example("plan-life"));
    const std::string factor =
        "\n[[factor]]\nid = \"x\"\nscope = \"pool\"\nvalue = \"1\"\nwhen = { "
        "\"item.quantity\" = { " +
        std::string(word.example) + " } }\n";
    CHECK(plan::read_plan(parse_toml(plan + factor, "plan.toml")).findings.empty());
  }
}
