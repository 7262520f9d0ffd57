// SPDX-License-Identifier: Apache-2.0
// Man pages of the files that `apply` reads: kontor-offer(5), kontor-plan(5), ...
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kontor::cli {

// File name ("kontor-offer.5") and text of every page.
std::vector<std::pair<std::string, std::string>> manual_file_pages();

}  // namespace kontor::cli
