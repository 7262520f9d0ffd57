// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include <map>

#include "cmd/console/explanation.h"
#include "cmd/kontor-audit/table.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

constexpr Field kOperationFields[] = {
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "its id"},
    {.name = "kind", .type = Type::kWord, .need = Need::kRequired, .doc = "lead.add"},
    {.name = "on", .type = Type::kText, .need = Need::kRequired, .doc = "record it is about"},
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "as stated"},
    {.name = "actor", .type = Type::kText, .need = Need::kRequired, .doc = "seller or replica"},
    {.name = "verdict", .type = Type::kText, .need = Need::kRequired, .doc = "of HQ"},
    {.name = "set",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "commit of the change set that signs it"},
    {.name = "entry", .type = Type::kInt, .need = Need::kRequired, .doc = "that decided it"},
    {.name = "entry_oid", .type = Type::kWord, .need = Need::kRequired, .doc = "its commit"},
};
constexpr Form kOperation{"audit.operation", kOperationFields};

constexpr Field kFields[] = {
    {.name = "claim", .type = Type::kText, .need = Need::kRequired, .doc = "its id"},
    {.name = "basis", .type = Type::kText, .need = Need::kRequired, .doc = "entry it is read at"},
    {.name = "record", .type = Type::kAny, .need = Need::kRequired, .doc = "claim, or earning"},
    {.name = "explanation",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "{step, rule, inputs, result, because, steps}"},
    {.name = "operations",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kOperation,
     .doc = "that it rests on"},
    {.name = "elsewhere",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "timers, and operations that this clone does not hold"},
};

constexpr std::size_t kShownOid = 12;  // of a set in the tree; whole in the list below it

std::string explanation_of(const Json& found) {
  std::map<std::string, const Json*> operations;
  for (const Json& row : found.list("operations")) operations[row.str("op")] = &row;
  const auto about = [&](const std::string& id) -> std::string {
    const auto row = operations.find(id);
    if (row == operations.end()) return "";
    return "  " + printable(row->second->str("kind")) + " in set " +
           row->second->str("set").substr(0, kShownOid);
  };
  std::string out = "claim " + printable(found.str("claim")) + " at " + found.str("basis") +
                    "\n\n" + cli::explanation_text(found.at("explanation"), about) + "\nrests on\n";
  for (const Json& row : found.list("operations")) {
    out += "  " + printable(row.str("op")) + "  " + printable(row.str("kind")) + "  " +
           printable(row.str("at")) + "  by " + printable(row.str("actor")) + "  set " +
           row.str("set") + "  " + printable(row.str("verdict")) + " in entry " +
           std::to_string(row.num("entry")) + "\n";
  }
  for (const Json& id : found.list("elsewhere"))
    out += "  " + printable(id.string()) + "  not in this clone\n";
  return out;
}

}  // namespace

const Form explain_form{"audit.explain", kFields};

int explain(Call& call) {
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone* chosen = &clones.front();
  for (const Clone& clone : clones) {
    if (clone.scope == "hq") chosen = &clone;
  }
  const Json found = explain_claim(*chosen, call.args.text("claim"));
  call.answer(found, explanation_of(found));
  return 0;
}

}  // namespace kontor::auditor
