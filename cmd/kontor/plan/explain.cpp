// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/explain.h"

#include <filesystem>

#include "cmd/console/explanation.h"
#include "cmd/kontor/plan/names.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/text.h"
#include "lib/config/toml.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

Json explanation_of(Call& call, const std::string& word) {
  std::error_code failed;
  if (word.ends_with(".toml") || std::filesystem::is_regular_file(word, failed)) {
    return plan::explain_plan(plan::parse_plan(plan::body_from_toml(read_toml(word))));
  }
  const Json body = plan_version(call, word);
  const StoreState state = call.workspace().live();
  const Json& head = body.at("plan");
  return plan::explain_version(state, *state.get("plan", head.str("id")), head.num("version"));
}

// A chapter is a heading, a rule a line with its place in the file behind it.
std::string text_of(const Json& tree) {
  std::string out = tree.str("rule") + " " + tree.str("result") + "\n";
  for (const Json& chapter : tree.list("steps")) {
    out += "\n" + printable(chapter.str("result")) + "\n";
    for (const Json& rule : chapter.list("steps")) {
      out += "  " + printable(rule.str("result")) + "  [" + printable(rule.str("rule")) + "]\n";
    }
  }
  return out;
}

}  // namespace

const Form* plan_explain_form() { return &explanation_form(); }

int explain_plan_in_words(Call& call) {
  const Json tree = explanation_of(call, call.args.text("plan"));
  call.answer(tree, text_of(tree));
  return 0;
}

}  // namespace kontor::cli
