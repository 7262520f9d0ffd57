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
  const auto day = [&](const char* option) -> std::optional<Date> {
    if (!call.args.has(option)) return std::nullopt;
    return parse_date(call.args.text(option));
  };
  call.out().put(settlement::journal(call.workspace().live(), day("from"), day("to")));
  return 0;
}

}  // namespace kontor::cli
