// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/reader.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/plan/problems.h"
#include "lib/plan/record.h"
#include "lib/plan/unknown.h"

namespace kontor::plan {
namespace {

constexpr std::string_view kSchema = "plan/1";
// Other files of the product, by the word of their schema.
constexpr std::array<std::string_view, 6> kOtherFiles = {"offer",  "outlet", "partner",
                                                         "policy", "seller", "target"};

constexpr std::array<TestWord, 10> kTests = {{
    {"not", "ne", "another value, or none", "not = 1"},
    {"!=", "ne", "the same as not", "\"!=\" = 1"},
    {"=", "eq", "the value", "\"=\" = 1"},
    {"below", "lt", "less, or earlier", "below = 3"},
    {"<", "lt", "the same as below", "\"<\" = 3"},
    {"above", "gt", "more, or later", "above = 1"},
    {">", "gt", "the same as above", "\">\" = 1"},
    {"in", "in", "one of a list", "in = [1, 2]"},
    {"same_as", "same_as", "the value of another field", "same_as = \"item.quantity\""},
    {"from", "", "with to: from this value to that one, both included", "from = 1, to = 3"},
}};

constexpr std::array<std::string_view, 6> kConditional = {"factor", "premium", "credit",
                                                          "tier",   "hold",    "override"};
constexpr std::array<BaseFor, 4> kBases = {BaseFor::kItem, BaseFor::kGroup, BaseFor::kBrand,
                                           BaseFor::kAny};

class Reader {
 public:
  explicit Reader(const TomlFile& file) : file_(file), body_(out_.body) {}

  PlanFile read() {
    body_ = file_.root;
    if (!body_.is_object() || is_foreign()) return std::move(out_);
    for (const std::string_view list : kConditional) conditions_of(std::string(list));
    base();
    stages();
    split();
    const std::vector<BodyProblem> problems = safe_problems();
    for (const BodyProblem& problem : problems) {
      const bool told = problem.path == "schema" || is_misspelt(problem, problems);
      if (!told) problem_found(problem);
    }
    return std::move(out_);
  }

 private:
  // A file of something else has one finding, not one a key.
  bool is_foreign() {
    const Json* schema = body_.find("schema");
    const std::string format = schema && schema->is_string() ? schema->string() : "";
    if (format == kSchema) return false;
    const std::string noun = format.substr(0, format.find('/'));
    const bool known = std::find(kOtherFiles.begin(), kOtherFiles.end(), noun) != kOtherFiles.end();
    const std::string first = "a plan begins with schema = \"plan/1\"";
    if (known) {
      add("schema", "a file of kontor " + noun + " (" + format + "), not a plan",
          "kontor " + noun + " lint " + file_.name);
    } else if (noun == "plan") {
      add("schema", "this program knows no format \"" + format + "\"", first);
    } else if (schema) {
      add("schema", "the schema is not that of a plan", first);
    } else if (!body_.has("plan")) {
      add("", "not a plan: neither a schema nor a table [plan]", first);
    } else {
      add("", "no line names the schema", first);
      return false;  // the rest may be a plan
    }
    return true;
  }

  // What is missing because it stands there under a word that looks like it.
  bool is_misspelt(const BodyProblem& missing, const std::vector<BodyProblem>& problems) const {
    if (missing.message != "missing") return false;
    return std::any_of(problems.begin(), problems.end(), [&](const BodyProblem& one) {
      const std::optional<Unknown> unknown = unknown_of(body_, one);
      return unknown && unknown->meant_path() == missing.path;
    });
  }

  void add(const std::string& path, std::string message, std::string remedy = {}) {
    out_.findings.push_back(
        {"plan", path, file_.place(path), std::move(message), std::move(remedy), true});
  }

  std::vector<BodyProblem> safe_problems() {
    if (out_.findings.empty()) return body_problems(body_);
    std::vector<BodyProblem> form;  // the rest would only repeat
    for (Problem& problem : check_form(body_form, body_)) form.push_back({std::move(problem), {}});
    return form;
  }

  void problem_found(const BodyProblem& problem) {
    const std::string path = out_.in_file(problem.path);
    std::string remedy = problem.remedy;
    const std::optional<Unknown> unknown = unknown_of(body_, problem);
    if (unknown) remedy = meant(unknown->word, unknown->known);
    if (problem.message == "not a whole number") {
      remedy = "a whole number without quotes; money in minor units: 1250 is 12.50";
    }
    if (remedy.empty()) remedy = "kontor-plan(5) tells what stands there";
    const bool key = unknown && unknown->is_key;
    add(path, (path.empty() ? "" : path + ": ") + (key ? "unknown key" : problem.message), remedy);
  }

  void conditions_of(const std::string& list) {
    Json* rows = body_.find(list);
    if (!rows || !rows->is_array()) return;
    for (std::size_t i = 0; i < rows->items().size(); ++i) {
      conditions_in(rows->items()[i], item_path(list, i), item_path(list, i));
    }
  }

  // `body` and `file` are the row's paths here and there.
  void conditions_in(Json& row, const std::string& body, const std::string& file) {
    const Json* when = row.is_object() ? row.find("when") : nullptr;
    if (!when) return;
    if (!when->is_object()) {
      return add(file + ".when", file + ".when: not a table of conditions");
    }
    Json out = Json::array();
    list_ = body + ".when";
    groups_ = 0;
    table(*when, file + ".when", 0, out);
    row.set("when", std::move(out));
  }

  void table(const Json& when, const std::string& path, std::int64_t group, Json& out) {
    for (const auto& [field, test] : when.members()) {
      if (field == "all" || field == "any") {
        nested(field, test, path, group, out);
      } else {
        condition(field, test, key_path(path, field), group, out);
      }
    }
  }

  void nested(const std::string& word, const Json& list, const std::string& path,
              std::int64_t group, Json& out) {
    if (!list.is_array() || group != 0) {
      return add(path, path + ": " + word + " is a list of tables, not inside another any");
    }
    const std::int64_t inner = word == "any" ? ++groups_ : 0;
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      const Json& item = list.items()[i];
      const std::string below = item_path(path + "." + word, i);
      const bool one = item.is_object() && (inner == 0 || item.members().size() == 1);
      if (!one) {
        add(below, below + ": a table inside any holds one condition");
      } else {
        table(item, below, inner, out);
      }
    }
  }

  void condition(const std::string& field, const Json& test, const std::string& path,
                 std::int64_t group, Json& out) {
    Json row = Json::object({{"field", field}});
    if (group > 0) row.set("any", group);
    if (test.is_object() && test.has("from") && test.has("to") && test.members().size() == 2) {
      row.set("op", "range");
      row.set("value", Json::array({test.at("from"), test.at("to")}));
      return push(std::move(row), path, out);
    }
    if (!test.is_object()) {
      row.set("op", test.is_array() ? "in" : "eq");
      row.set("value", test);
      return push(std::move(row), path, out);
    }
    for (const auto& [word, value] : test.members()) {
      const auto known = std::find_if(kTests.begin(), kTests.end(),
                                      [&](const TestWord& row_of) { return row_of.word == word; });
      if (known == kTests.end() || known->op.empty()) {
        add(path, path + ": \"" + word + "\" is no comparison", comparison(word));
        continue;
      }
      row.set("op", known->op);
      row.set("value", value);
      push(row, path, out);
    }
  }

  static std::string comparison(const std::string& word) {
    const std::vector<std::string_view> known = {"not",  "below",   "above", "in",
                                                 "from", "same_as", "to"};
    const std::string_view near = nearest(word, known);
    return near.empty() || near == word ? "use not, below, above, in, same_as, or from with to"
                                        : "did you mean \"" + std::string(near) + "\"?";
  }

  void push(Json row, const std::string& path, Json& out) {
    out_.moved[item_path(list_, out.items().size())] = path;
    out.push(std::move(row));
  }

  // Names of the members of `table` in the order of the file.
  std::vector<std::string> in_file_order(const std::string& table, const Json& root) {
    std::vector<std::string> names;
    for (const auto& [name, value] : root.members()) names.push_back(name);
    std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
      const Place left = file_.place(key_path(table, a));
      const Place right = file_.place(key_path(table, b));
      return std::pair(left.line, left.column) < std::pair(right.line, right.column);
    });
    return names;
  }

  void rows(const std::string& table, std::string_view key) {
    const Json root = body_.at(table);
    Json out = Json::array();
    for (const std::string& name : in_file_order(table, root)) {
      if (!root.at(name).is_object()) continue;
      out_.moved[item_path(table, out.items().size())] = key_path(table, name);
      Json row = root.at(name);
      row.set(key, name);
      out.push(std::move(row));
    }
    body_.set(table, std::move(out));
  }

  // All rows of the four tables become one list.
  void base() {
    Json all = Json::array();
    bool found = false;
    for (const BaseFor of_what : kBases) {
      const std::string table = base_table(of_what);
      if (!body_.has(table)) continue;
      found = true;
      const Json root = body_.at(table);
      body_.erase(table);
      if (of_what == BaseFor::kAny) {
        base_rows(root, of_what, "", table, all);
      } else if (!root.is_object()) {
        add(table, table + ": not a table of names");
      } else {
        for (const std::string& name : in_file_order(table, root)) {
          base_rows(root.at(name), of_what, name, key_path(table, name), all);
        }
      }
    }
    if (found) body_.set("base", std::move(all));
  }

  // One row, or a list of rows.
  void base_rows(const Json& value, BaseFor of_what, const std::string& name,
                 const std::string& path, Json& all) {
    if (!value.is_array()) return base_row(value, of_what, name, path, all);
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      base_row(value.items()[i], of_what, name, item_path(path, i), all);
    }
  }

  void base_row(Json row, BaseFor of_what, const std::string& name, const std::string& path,
                Json& all) {
    if (!row.is_object()) return add(path, path + ": neither a table nor a list of tables");
    const std::string here = item_path("base", all.items().size());
    out_.moved[here] = path;
    conditions_in(row, here, path);
    const std::string table = base_table(of_what);
    row.set("for", of_what == BaseFor::kItem ? "item" : table.substr(table.find('_') + 1));
    if (!name.empty()) row.set("name", name);
    all.push(std::move(row));
  }

  void stages() {
    const Json* table = body_.find("stages");
    if (!table || !table->is_object()) return;
    const Json root = *table;
    for (const auto& [name, value] : root.members()) {
      if (value.is_object()) continue;
      if (name == "if_absent" || name == "late_grace") {
        body_.set(name, value);
        if (name == "if_absent") absent(value);
      } else {
        const std::vector<std::string_view> known = {"if_absent", "late_grace"};
        const std::string_view near = nearest(name, known);
        const std::string path = key_path("stages", name);
        add(path, path + ": unknown key, and no stage",
            near.empty() ? "a stage is a table: " + name + " = { weight = 50 }"
                         : "did you mean \"" + std::string(near) + "\"?");
      }
    }
    rows("stages", "name");
  }

  // Any other word would be read as the usual one.
  void absent(const Json& value) {
    if (!value.is_string() || value.string().starts_with("to:")) return;
    const std::vector<std::string_view> known = {"redistribute", "forfeit", "to:STAGE"};
    const std::string& word = value.string();
    if (std::find(known.begin(), known.end() - 1, word) != known.end() - 1) return;
    add("stages.if_absent", "stages.if_absent: \"" + word + "\" is none of the three ways",
        meant(word, known));
  }

  void split() {
    const Json* table = body_.find("split");
    if (table && table->is_object()) rows("split", "of");
  }

  const TomlFile& file_;
  PlanFile out_;
  Json& body_;
  std::string list_;         // path of the list of conditions that is being read
  std::int64_t groups_ = 0;  // of it
};

}  // namespace

std::span<const TestWord> test_words() { return kTests; }

std::string PlanFile::in_file(const std::string& path) const {
  if (path == "if_absent" || path == "late_grace") return "stages." + path;
  for (std::size_t end = path.size(); end > 0; --end) {
    if (end < path.size() && path[end] != '.' && path[end] != '[') continue;
    const auto found = moved.find(path.substr(0, end));
    if (found != moved.end()) return found->second + path.substr(end);
  }
  return path;
}

PlanFile read_plan(const TomlFile& file) { return Reader(file).read(); }

Json body_from_toml(const TomlFile& file) {
  PlanFile plan = read_plan(file);
  refuse_if_any(file, plan.findings);
  return std::move(plan.body);
}

}  // namespace kontor::plan
