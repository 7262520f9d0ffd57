// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include "cmd/console/explanation.h"
#include "cmd/kontor-audit/table.h"
#include "lib/audit/basis.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

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
     .form = &signed_operation_form,
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
     .doc = "operations that this clone does not hold: another scope's"},
};

}  // namespace

const Form explain_form{"audit.explain", kFields};

int explain(Call& call) {
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone* chosen = &clones.front();
  for (const Clone& clone : clones) {
    if (clone.scope == "hq") chosen = &clone;
  }
  const Json found = explain_claim(*chosen, call.args.text("claim"));
  call.answer(found, "claim " + printable(found.str("claim")) + " at " + found.str("basis") +
                         "\n\n" + cli::basis_text(found, chosen->path));
  return 0;
}

}  // namespace kontor::auditor
