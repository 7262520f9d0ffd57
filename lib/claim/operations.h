// SPDX-License-Identifier: Apache-2.0
// What HQ decides of a claim by hand, each with its reason; everything else is derived.
#pragma once

#include "lib/change/noun.h"

namespace kontor::claim {

extern const Form decide_form;  // claim.decide {record, evidence, decision, reason}
extern const Form split_form;   // claim.split {stage, weights, reason}
extern const Form hold_form;    // claim.hold {reason}
extern const Form resume_form;  // claim.resume {reason?}

// A late touch that stands for review is let in or left out. rejected: not_in_review,
// already_decided, claim_ended, claim_reversed, record_unknown, share_below_zero.
Outcome check_decide(const State& state, const Operation& operation, const Context& context);
void apply_decide(Overlay& state, const Operation& operation, const Context& context);

// Weights by partner in place of a stage's model. rejected: stage_unknown, weights_empty,
// claim_ended, claim_reversed, share_below_zero.
Outcome check_split(const State& state, const Operation& operation, const Context& context);
void apply_split(Overlay& state, const Operation& operation, const Context& context);

// No run settles a held claim; what is held is never more than the account has open. rejected:
// claim_ended, wrong_state.
Outcome check_hold(const State& state, const Operation& operation, const Context& context);
void apply_hold(Overlay& state, const Operation& operation, const Context& context);

// The next run settles it. rejected: wrong_state.
Outcome check_resume(const State& state, const Operation& operation, const Context& context);
void apply_resume(Overlay& state, const Operation& operation, const Context& context);

}  // namespace kontor::claim
