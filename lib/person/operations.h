// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::person {

// Makes the person that the operation is on, or adds to it; persons that a member belongs to are
// merged into it, their reasons kept. Rejected: too_few_members (fewer than two customers),
// too_many_members, nothing_to_do (joined already), kept_apart (somebody unlinked two of them; rule
// "manual" may).
Outcome check_link(const State& hq, const Operation& operation, const Context& context);
void apply_link(Overlay& hq, const Operation& operation, const Context& context);

// Takes a customer out of its person and remembers from whom. A person of one member is none.
// Rejected: not_member.
Outcome check_unlink(const State& hq, const Operation& operation, const Context& context);
void apply_unlink(Overlay& hq, const Operation& operation, const Context& context);

// Which outlet the customer's target credits go home to, from a day on or from now. Rejected:
// nothing_to_do (it is her home by then).
Outcome check_assign(const State& hq, const Operation& operation, const Context& context);
void apply_assign(Overlay& hq, const Operation& operation, const Context& context);

}  // namespace kontor::person
