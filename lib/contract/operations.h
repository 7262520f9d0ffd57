// SPDX-License-Identifier: Apache-2.0
// No operation names a contract; what happens to it follows from its order.
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::contract {

// As its order's holders.
void audience(const State& hq, const std::string& id, const Json& record, Projection&);

// HQ: makes the contract at the submit (pendingActive), activates it when an item is released or
// delivered and no later approval in text form is missing, ends it when no item is left.
void derive(Overlay&, const std::set<RecordKey>& changed, const Cause&);

}  // namespace kontor::contract
