// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::evidence {

// rejected: order_cancelled, at_in_future.
Outcome check_add(const State&, const Operation&, const Context&);
// Also moves the draft's step on, if this was what it waited for.
void apply_add(Overlay&, const Operation&, const Context&);

// As its order.
void audience(const State& hq, const std::string& id, const Json& record, Projection&);

}  // namespace kontor::evidence
