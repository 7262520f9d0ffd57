// SPDX-License-Identifier: Apache-2.0
// The top of the command line: finds the verb, runs it, turns what was thrown into a message and an
// exit code. Tests and the manual's generator call it as main does.
#pragma once

#include <string>
#include <vector>

#include "cmd/console/env.h"

namespace kontor::cli {

int run(Env& env, const std::vector<std::string>& words);

}  // namespace kontor::cli
