// SPDX-License-Identifier: Apache-2.0
// The principal's books from a clone of the master, as kontor settlement journal prints them.
#include "lib/settlement/journal.h"

#include "cmd/kontor-audit/table.h"
#include "lib/audit/tree_state.h"
#include "lib/base/error.h"

namespace kontor::auditor {

int journal(Call& call) {
  const std::optional<Date> from = call.args.date("from");
  const std::optional<Date> to = call.args.date("to");
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone& clone = best_of(clones);
  if (clone.scope != "hq") {
    throw Error(Fault::kNoInput, "not_the_master",
                "the books of the principal stand in hq.git alone: this is scope " + clone.scope,
                "kontor-audit extract " + clone.path);
  }
  const TreeState state(clone.repository, clone.head().tree);
  call.env.put(settlement::journal(state, from, to));
  return 0;
}

}  // namespace kontor::auditor
