// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/explanation.h"

#include <map>

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

constexpr std::size_t kShownOid = 12;  // of a set in the tree; whole in the list below it

}  // namespace

const Form& explanation_form() { return kForm; }

std::string explanation_text(const Json& node, const About& about) {
  std::string out;
  write_node(node, about, "", out);
  return out;
}

std::vector<Field> basis_fields(const Form& operation) {
  return {{.name = "operations",
           .type = Type::kObject,
           .need = Need::kRequired,
           .many = Many::kList,
           .form = &operation,
           .doc = "that it rests on"},
          {.name = "timers",
           .type = Type::kText,
           .need = Need::kRequired,
           .many = Many::kList,
           .doc = "deadlines that the ledger itself fired"},
          {.name = "elsewhere",
           .type = Type::kText,
           .need = Need::kRequired,
           .many = Many::kList,
           .doc = "operations of other scopes, which this history does not hold"}};
}

std::string basis_text(const Json& found, const std::string& repository) {
  std::map<std::string, const Json*> operations;
  for (const Json& row : found.list("operations")) operations[row.str("op")] = &row;
  const auto about = [&](const std::string& id) -> std::string {
    const auto row = operations.find(id);
    if (row == operations.end()) return "";
    return "  " + printable(row->second->str("kind")) + " in set " +
           row->second->str("set").substr(0, kShownOid);
  };
  std::string out = explanation_text(found.at("explanation"), about) + "\nrests on\n";
  for (const Json& row : found.list("operations")) {
    out += "  " + printable(row.str("op")) + "  " + printable(row.str("kind")) + "  " +
           printable(row.str("at")) + "  by " + printable(row.str("actor")) + "  " +
           printable(row.str("verdict")) + " in entry " + std::to_string(row.num("entry")) +
           "\n    set " + row.str("set") + " of " + printable(row.str("scope")) + ", " +
           printable(row.str("branch")) + "\n";
  }
  for (const Json& id : found.list("timers"))
    out += "  " + printable(id.string()) + "  a timer of the ledger\n";
  for (const Json& id : found.list("elsewhere"))
    out += "  " + printable(id.string()) + "  of another scope, not in this history\n";
  if (!operations.empty())
    out += "open one: git -C " + printable(repository) + " show SET:ops.jsonl\n";
  return out;
}

}  // namespace kontor::cli
