// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::dispute {

// rejected: not_an_id, claim_unknown, payee_unknown, not_your_payee, stage_unknown,
// already_disputed.
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

// rejected: wrong_state, adjusts_dismissed, claim_provisional, claim_ended, payee_unknown,
// stage_unknown, below_zero, above_bound.
Outcome check_answer(const State& state, const Operation& operation, const Context& context);
// Each adjustment is a new fact `adjust`; what was posted before stays as it is.
void apply_answer(Overlay& state, const Operation& operation, const Context& context);

// The payee's business, whenever it likes: an open one is taken back. HQ, once it has answered, and
// what it entered itself. rejected: wrong_state, not_answered, not_your_payee.
Outcome check_close(const State& state, const Operation& operation, const Context& context);
void apply_close(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
void of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out);

}  // namespace kontor::dispute
