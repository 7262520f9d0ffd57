// SPDX-License-Identifier: Apache-2.0
// Man pages (roff) from the command table and the settings: kontor(1), kontor-NOUN(1),
// kontor.toml(5). man/ holds what these give.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kontor::cli {

// File name ("kontor-lead.1") and text of every page.
std::vector<std::pair<std::string, std::string>> manual_pages();

}  // namespace kontor::cli
