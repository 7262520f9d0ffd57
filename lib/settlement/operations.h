// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::settlement {

// rejected: not_an_id, until_in_future, until_before_last.
Outcome check_run(const State& state, const Operation& operation, const Context& context);
// Brings the books of tiers, caps, floors and draws up to the day. For every open account: posts
// the reserve on what it newly earned and the release of what need no longer be held; then, payee
// by payee, settles what is open and on no hold, debits netted. A payee whose sum is a debit, or
// less than the plan's least payout, is carried.
void apply_run(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::settlement
