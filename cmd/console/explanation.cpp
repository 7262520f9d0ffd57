// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/explanation.h"

#include "cmd/console/output.h"
#include "lib/base/text.h"

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

using About = std::function<std::string(const std::string&)>;

void write_node(const Json& node, const About& about, const std::string& indent, std::string& out) {
  out += indent + printable(node.str("step"));
  if (node.has("rule")) out += " (" + printable(node.str("rule")) + ")";
  if (const Json* result = node.find("result")) {
    const std::string text = pairs(*result);
    if (!text.empty()) out += ": " + text;
  }
  out += "\n";
  if (const Json* inputs = node.find("inputs")) {
    const std::string text = pairs(*inputs);
    if (!text.empty()) out += indent + "  from " + text + "\n";
  }
  for (const Json& cause : node.list("because")) {
    out += indent + "  because " + printable(cause.string());
    if (about) out += about(cause.string());
    out += "\n";
  }
  for (const Json& step : node.list("steps")) write_node(step, about, indent + "  ", out);
}

}  // namespace

const Form& explanation_form() { return kForm; }

std::string explanation_text(const Json& node, const About& about) {
  std::string out;
  write_node(node, about, "", out);
  return out;
}

}  // namespace kontor::cli
