// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::target {

// The whole record is what the file says; a retired target is wanted again. rejected: not_a_slug,
// period_start (not the first of a month), target_value (the measure wants the other of value and
// revenue, and one above zero).
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

// rejected: nothing_to_do (retired already).
Outcome check_retire(const State& state, const Operation& operation, const Context& context);
void apply_retire(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::target
