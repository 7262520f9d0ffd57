// SPDX-License-Identifier: Apache-2.0
// The books of the principal in plain-text accounting, as ledger and hledger read it: every fact
// once, in whole.
//   earned, premium, tiers   expenses:...         -> liabilities:payable:{partner}:{payee}
//   held back                liabilities:payable  -> liabilities:reserve:{partner}:{payee}
//   let go                   liabilities:reserve  -> liabilities:payable
//   settled                  liabilities:payable  -> assets:payout
// What is payable is then what statements leave open, and the reserve what is held.
#pragma once

#include <optional>
#include <string>

#include "lib/base/time.h"
#include "lib/change/state.h"

namespace kontor::settlement {

// Facts dated from `from` to `to`, both included, by date; the same state gives the same bytes.
std::string journal(const State& hq, std::optional<Date> from, std::optional<Date> to);

}  // namespace kontor::settlement
