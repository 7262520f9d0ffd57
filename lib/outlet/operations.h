// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::outlet {

// The whole record is what the file says. rejected: outlet_name (the id is partner/name, and an
// outlet never changes its partner), split_empty.
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::outlet
