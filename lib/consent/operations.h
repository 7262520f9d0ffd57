// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "lib/change/noun.h"

namespace kontor::consent {

// Rejected: permitted_missing (nobody may use it), already_expired.
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

// Rejected: nothing_to_do (withdrawn before).
Outcome check_withdraw(const State& state, const Operation& operation, const Context& context);
void apply_withdraw(Overlay& state, const Operation& operation, const Context& context);

// Sets the timer of a consent that ends by itself: projection knows no clock, the ledger does.
void derive(Overlay& state, const std::set<RecordKey>& changed, const Cause& cause);
void expire(Overlay& state, const Json& timer, const Cause& cause);

// The scope that obtained it; what the customer's own scope obtained, who holds the customer too.
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// Cards of pooled leads go where a consent lets them.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

}  // namespace kontor::consent
