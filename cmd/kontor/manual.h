// SPDX-License-Identifier: Apache-2.0
// Man pages (roff) from the tables: kontor(1), kontor-NOUN(1), kontor-NOUN(5) of those that files
// are read for, kontor.toml(5). man/ holds what these give.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kontor::cli {

// File name ("kontor-lead.1") and text of every page.
std::vector<std::pair<std::string, std::string>> manual_pages();

}  // namespace kontor::cli
