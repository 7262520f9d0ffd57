// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::seller {

// Creates the seller, or changes the members given and keeps the others (a name that is not typed
// again is not lost). rejected: not_an_id, outlet_foreign (not of that partner), not_your_partner,
// partner_fixed (who changes the employer is a new seller: claims name the id).
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::seller
