// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::scope {

// rejected: scope_reserved, not_a_slug, partner_has_scope, partner_ended.
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// A new scope must receive all that every partner sees, and its partner's own records.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

}  // namespace kontor::scope
