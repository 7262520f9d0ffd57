// SPDX-License-Identifier: Apache-2.0
// What `lint`, `apply` and `edit` say of a plan that reads well: the law, words, figures, and,
// where there is a store, what it does not hold.
#pragma once

#include <vector>

#include "cmd/kontor/call.h"
#include "lib/config/toml.h"
#include "lib/plan/reader.h"

namespace kontor::cli {

// With their places in the file. `site`: nullptr without a store.
std::vector<Finding> plan_findings(const TomlFile& file, const plan::PlanFile& read,
                                   Workspace* site);

}  // namespace kontor::cli
