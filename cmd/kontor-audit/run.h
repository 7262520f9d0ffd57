// SPDX-License-Identifier: Apache-2.0
// kontor-audit: the auditor's tool. Plain clones and a key; no store, no configuration, no daemon.
#pragma once

#include <string>
#include <vector>

#include "cmd/console/env.h"

namespace kontor::auditor {

// Exit code as kontor(1); errors are printed.
int run(cli::Env& env, std::vector<std::string> words);

}  // namespace kontor::auditor
