// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::plan {

extern const Form apply_form;   // plan.apply {version, body}
extern const Form accept_form;  // plan.accept {version, sellers}
extern const Form reject_form;  // plan.reject {version, reason}
extern const Form retire_form;  // plan.retire {since}

// A version that is new is the newest + 1. The newest may be replaced until the day from which it
// is valid: after that claims may rest on it. rejected: plan_name, plan_form, plan_lint (detail
// names the rules), version_gap, version_in_force.
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

// A business accepts the split of a version, for itself and the named sellers; a second acceptance
// adds sellers. rejected: version_unknown, acceptance_not_needed, no_partner (HQ is no payee),
// nothing_to_do.
Outcome check_accept(const State& state, const Operation& operation, const Context& context);
void apply_accept(Overlay& state, const Operation& operation, const Context& context);

// The other answer: the shares of the business stay held. A later acceptance takes it back, a
// rejection never takes back an acceptance. rejected: as above, already_accepted.
Outcome check_reject(const State& state, const Operation& operation, const Context& context);
void apply_reject(Overlay& state, const Operation& operation, const Context& context);

// The versions that there are judge no sale that is closed on the day or later; claims stay, and a
// later version is not touched. rejected: date_in_past, nothing_to_do.
Outcome check_retire(const State& state, const Operation& operation, const Context& context);
void apply_retire(Overlay& state, const Operation& operation, const Context& context);

void acceptance_audience(const State& hq, const std::string& id, const Json& record,
                         Projection& out);
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::plan
