// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/payload.h"
#include "lib/base/error.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "step", .type = Type::kWord, .need = Need::kRequired, .doc = "of the calculation"},
    {.name = "rule", .type = Type::kText, .doc = "of the plan, or of the ledger"},
    {.name = "inputs", .type = Type::kAny, .doc = "what it was computed from"},
    {.name = "result", .type = Type::kAny, .doc = "what came out"},
    {.name = "because",
     .type = Type::kText,
     .many = Many::kList,
     .doc = "operations and timers behind it"},
    {.name = "steps", .type = Type::kAny, .doc = "the same, one level deeper"},
};
constexpr Form kForm{"claim.explain", kFields};

// "a=1 b=2", nested values as JSON.
std::string pairs(const Json& value) {
  if (!value.is_object()) return cell_text(value);
  std::string out;
  for (const auto& [key, member] : value.members()) {
    out += (out.empty() ? "" : "  ") + key + "=" + cell_text(member);
  }
  return out;
}

void write_node(const Json& node, const std::string& indent, std::string& out) {
  out += indent + node.str("step");
  if (node.has("rule")) out += " (" + node.str("rule") + ")";
  if (const Json* result = node.find("result")) {
    const std::string text = pairs(*result);
    if (!text.empty()) out += ": " + text;
  }
  out += "\n";
  if (const Json* inputs = node.find("inputs")) {
    const std::string text = pairs(*inputs);
    if (!text.empty()) out += indent + "  from " + text + "\n";
  }
  for (const Json& cause : node.list("because"))
    out += indent + "  because " + cause.string() + "\n";
  for (const Json& step : node.list("steps")) write_node(step, indent + "  ", out);
}

}  // namespace

const Form* explain_form() { return &kForm; }

int explain_one_claim(Call& call) {
  Workspace& site = call.workspace();
  const std::string id = target_of(call, "claim|earning");
  if (!site.live().has("claim", id)) {
    throw Error(Fault::kPermission, "role", "this site holds its own part of " + id + " alone",
                "kontor claim show " + id);
  }
  const Json tree = claim::explain_claim(site.live(), id);
  std::string text;
  write_node(tree, "", text);
  call.answer(tree, text);
  return 0;
}

}  // namespace kontor::cli
