// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/output.h"
#include "cmd/kontor-audit/table.h"
#include "lib/audit/explain.h"

namespace kontor::auditor {
namespace {

constexpr Field kFields[] = {
    {.name = "id", .type = Type::kText, .need = Need::kRequired, .doc = "of the record"},
    {.name = "kind", .type = Type::kText, .need = Need::kRequired, .doc = "of the record"},
};

}  // namespace

// Beside these a record has what its own schema says.
const Form show_form{"audit.show", kFields};

int show(Call& call) {
  const std::vector<Clone> clones = open_clones(call, {call.args.text("repository")});
  const std::vector<Json> records =
      records_of(clones.front(), call.args.text("id"), call.args.number("at", 0));
  std::string text;
  for (const Json& record : records) {
    if (!text.empty()) text += "\n";
    text += cli::describe(record, {"kind", "id", "rev", "scope"});
  }
  call.answer_items(records, text);
  return 0;
}

}  // namespace kontor::auditor
