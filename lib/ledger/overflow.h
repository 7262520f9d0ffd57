// SPDX-License-Identifier: Apache-2.0
// Sums that leave the integers of a ledger. One operation may cause one, by bounds that were kept
// each for itself: it has no effect then, and the ledger goes on.
#pragma once

#include <functional>

#include "lib/change/noun.h"
#include "lib/ledger/project.h"

namespace kontor {

// Error(kData, "amount_overflow") names the first record that canonical JSON could not hold.
void check_integers(const Overlay& step);
void check_integers(const ScopeChanges& changes);

// Runs what reckons; a sum that is too large is a rejection. Any other error goes on: the store or
// the program is at fault then, and to continue would sign what is wrong.
Outcome unless_overflow(const std::function<Outcome()>& reckon);

}  // namespace kontor
