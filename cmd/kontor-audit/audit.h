// SPDX-License-Identifier: Apache-2.0
// kontor-audit: the auditor's tool. Plain clones and a key; no store, no configuration.
#pragma once

#include <string>
#include <vector>

namespace kontor::auditor {

// Exit code as kontor(1); errors are printed.
int run(std::vector<std::string> words);

}  // namespace kontor::auditor
