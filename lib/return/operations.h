// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::returns {

// HQ's alone: the order is another scope's as a rule. Judged by rule_time, so that a shop that was
// offline loses no deadline of its customer. rejected: handle_unknown, not_closed, item_unknown,
// already_returned, not_returnable, date_in_future, no_withdrawal, period_over, not_an_id.
Outcome check_add(const State&, const Operation&, const Context&);
// Marks the items in the order, and leaves the accepting scope a card of it.
void apply_add(Overlay&, const Operation&, const Context&);
// HQ's: the return does not stand. Items, contract and whatever followed from it are as before;
// what of the claims came back is restored. rejected: already_refused.
Outcome check_reject(const State&, const Operation&, const Context&);
void apply_reject(Overlay&, const Operation&, const Context&);

// The scope that accepted it and the one that sold.
void audience(const State& hq, const std::string& id, const Json& record, Projection&);

}  // namespace kontor::returns
