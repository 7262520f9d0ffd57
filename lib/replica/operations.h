// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::replica {

// rejected: not_a_slug, scope_unknown, role_scope (hq_admin belongs to hq and to it alone),
// outlet_missing, outlet_foreign, key_taken.
Outcome check_accept(const State& state, const Operation& operation, const Context& context);
void apply_accept(Overlay& state, const Operation& operation, const Context& context);

// rejected: already_retired, last_hq_replica (nobody could sequence or undo it any more).
Outcome check_retire(const State& state, const Operation& operation, const Context& context);
void apply_retire(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::replica
