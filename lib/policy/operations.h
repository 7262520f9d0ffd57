// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::policy {

// rejected: not_a_slug, version_exists (bodies never change), version_gap, step_twice, field_twice,
// step_unknown, check_twice, check_unknown, field_unknown, row_dates, row_period.
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::policy
