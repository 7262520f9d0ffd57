// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "lib/change/noun.h"

namespace kontor::lead {

// Rejected: consent_mismatch (the consent is another customer's), source_missing.
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

// HQ shows the lead to all whom its consent permits. Rejected: lead_held (someone works on it),
// nothing_to_do (pooled), consent_missing (no partner may have it).
Outcome check_pool(const State& state, const Operation& operation, const Context& context);
void apply_pool(Overlay& state, const Operation& operation, const Context& context);

// A request: the first in the ledger gets the lead, its customer and its consent. Rejected:
// not_visible (not in the pool any more; says nothing of who has it), consent_forbids, no_partner
// (HQ assigns, it does not pick).
Outcome check_pick(const State& hq, const Operation& operation, const Context& context);
void apply_pick(Overlay& hq, const Operation& operation, const Context& context);

// HQ gives the lead to a scope, from whomever. Rejected: nothing_to_do (it has it),
// consent_forbids.
Outcome check_assign(const State& state, const Operation& operation, const Context& context);
void apply_assign(Overlay& state, const Operation& operation, const Context& context);

// The holder, or HQ for it, gives the lead back. Rejected: not_holder, lead_pooled, nothing_to_do.
Outcome check_release(const State& state, const Operation& operation, const Context& context);
void apply_release(Overlay& state, const Operation& operation, const Context& context);

// Keeps lead_history; takes back what a releasing holder was given.
void derive(Overlay& hq, const std::set<RecordKey>& changed, const Cause& cause);

// Its own scope and those it was granted to; while it is pooled, a pool_card for all that may pick
// it.
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::lead
