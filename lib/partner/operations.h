// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::partner {

// The whole record is what the file says. rejected: not_a_slug, slug_reserved.
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// Tier and state decide which offers the partner's scope holds.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

}  // namespace kontor::partner
