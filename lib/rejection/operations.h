// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::rejection {

// rejected: not_yours (HQ sees every scope's rejections, but only the scope knows what to do next).
Outcome check_dismiss(const State& state, const Operation& operation, const Context& context);
void apply_dismiss(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::rejection
