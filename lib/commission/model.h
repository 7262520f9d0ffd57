// SPDX-License-Identifier: Apache-2.0
// What a sale would earn otherwise: by another model of attribution, or closed by somebody else.
// For reports and simulations, never for a decision.
#pragma once

#include <string_view>
#include <vector>

#include "lib/commission/pipeline.h"

namespace kontor::commission {

// "plan", then "first", "last" and the other models that a plan can be judged by.
std::vector<std::string_view> model_names();
// The plan with its whole journey as one stage, shared by a model: "last" is the last touch alone,
// "plan" the plan as it is. Error(kUsage).
plan::Plan by_model(const plan::Plan& plan, std::string_view model);

// The sale as if it had been closed elsewhere: a close touch and the channel of that outlet.
Sale closed_at(Sale sale, const Touch& close);

}  // namespace kontor::commission
