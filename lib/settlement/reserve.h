// SPDX-License-Identifier: Apache-2.0
// The reserve of an account: held back when it earns, let go as the liability falls.
#pragma once

#include "lib/change/noun.h"
#include "lib/claim/record.h"

namespace kontor::settlement {

// Posts at most one reserve and one release fact dated `until`.
//   reserve  rate x what the account earned with the order up to `until`, rounded half away from
//   zero
//            over all items together, less what was reserved before. An item counts once, when its
//            first facts are settled; premiums never do; nothing is topped up after a reversal.
//   release  what is held beyond the liability that is left: each item's part of the reserve, by
//   the
//            plan's schedule; nothing for what was reversed or can no longer come back.
void post_reserve(Overlay& hq, claim::Plans& plans, const std::string& account, Date until,
                  const Cause& cause);

}  // namespace kontor::settlement
