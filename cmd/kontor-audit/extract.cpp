// SPDX-License-Identifier: Apache-2.0
// The book extract from a clone: the rows that kontor makes from a store, made without one.
#include "lib/claim/extract.h"

#include "cmd/console/amounts.h"
#include "cmd/kontor-audit/table.h"
#include "lib/audit/tree_state.h"

namespace kontor::auditor {

int extract(Call& call) {
  const std::string format = format_option(call, "table|csv|json");
  const claim::ExtractQuery query{
      .payee = call.args.text("payee"), .from = call.args.date("from"), .to = call.args.date("to")};
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone& clone = best_of(clones);
  const TreeState state(clone.repository, clone.head().tree);
  const std::vector<Json> rows = claim::extract(state, query);
  const cli::AmountColumns columns{claim::kExtractColumns, claim::kExtractNumbers};
  if (format == "json") {
    call.env.put(Json::object({{"schema", "audit.extract/1"}, {"items", Json(rows)}}).encode() +
                 "\n");
  } else {
    call.env.put(format == "csv" ? cli::amounts_csv(rows, columns)
                                 : cli::amounts_table(rows, columns, false));
  }
  return 0;
}

}  // namespace kontor::auditor
