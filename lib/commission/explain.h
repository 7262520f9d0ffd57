// SPDX-License-Identifier: Apache-2.0
// Why a sale earns what it earns: the pipeline's steps as a tree, computed from the sale itself, so
// that it can be held against what was posted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/commission/pipeline.h"

namespace kontor::commission {

// Every node is {"step","rule","inputs","result","because","steps"}.
Json explain(const plan::Plan& plan, const Sale& sale);

// A node without a rule has none; `steps` follow by below().
Json step_node(std::string_view step, const std::string& rule, Json inputs, Json result);
void below(Json& parent, std::vector<Json> steps);

}  // namespace kontor::commission
