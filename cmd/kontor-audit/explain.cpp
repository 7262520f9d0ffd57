// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include "cmd/console/explanation.h"
#include "cmd/kontor-audit/table.h"
#include "lib/audit/basis.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

constexpr Field kFields[] = {
    {.name = "claim", .type = Type::kText, .doc = "its id"},
    {.name = "book", .type = Type::kText, .doc = "in the place of a claim: its id"},
    {.name = "basis", .type = Type::kText, .need = Need::kRequired, .doc = "entry it is read at"},
    {.name = "record",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "claim or book; of a scope its earning or card"},
    {.name = "explanation",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "{step, rule, inputs, result, because, steps}"},
};

}  // namespace

const Form& explain_form() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> out(std::begin(kFields), std::end(kFields));
    for (const Field& field : cli::basis_fields(signed_operation_form)) out.push_back(field);
    return out;
  }();
  static const Form form{"audit.explain", fields};
  return form;
}

int explain(Call& call) {
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone& clone = best_of(clones);
  const Json found = explain_claim(clone, call.args.text("claim"));
  const char* what = found.has("book") ? "book" : "claim";
  call.answer(found, std::string(what) + " " + printable(found.str(what)) + " at " +
                         found.str("basis") + "\n\n" + cli::basis_text(found, clone.path));
  return 0;
}

}  // namespace kontor::auditor
