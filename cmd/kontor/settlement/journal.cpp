// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/journal.h"

#include <optional>

#include "cmd/kontor/call.h"
#include "cmd/kontor/settlement/verbs.h"
#include "lib/base/error.h"

namespace kontor::cli {

int print_journal(Call& call) {
  if (!call.workspace().is_hq()) {
    throw Error(Fault::kPermission, "role", "the books of the principal are HQ's",
                "kontor statement list");
  }
  call.out().put(
      settlement::journal(call.workspace().live(), call.args.date("from"), call.args.date("to")));
  return 0;
}

}  // namespace kontor::cli
