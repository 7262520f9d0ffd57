// SPDX-License-Identifier: Apache-2.0
// What the demo's sites say in the end, read from their stores.
#pragma once

#include <filesystem>
#include <string>

#include "lib/base/json.h"
#include "lib/workspace/workspace.h"

namespace kontor::cli {

// {"ledger","sites":[{"scope","replica","index","state","whole"}],
//  "payees":[{"payee","name","partner","role","tip","consultation","close","total","premium","reserve",
//             "settled","reversal","open","currency"}]}
// Amounts in minor units; reserve and settled as of the settlement, premium apart from both.
Json demo_sum(const std::filesystem::path& folder, const Edges& edges);
// The commission table of the paper.
std::string demo_table(const Json& sum);

}  // namespace kontor::cli
