// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::interaction {

// No rule refuses it: what happened happened. Without a customer it is one with the customer of its
// lead, else of its order. A customer that is named stands even where lead or order name another:
// one human may have a record with each partner.
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

// Its own scope: no grant takes it to another.
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::interaction
