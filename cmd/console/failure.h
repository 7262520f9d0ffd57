// SPDX-License-Identifier: Apache-2.0
// How a program says that it failed: lines for people, or one JSON object as the last line.
#pragma once

#include <string>

#include "cmd/console/env.h"
#include "lib/base/error.h"

namespace kontor::cli {

// Inside of a catch clause: whatever a library throws, as an Error.
Error caught();

// What the program ends with: where nothing would change, all is as it was asked to be.
int exit_code(const Error& error);

// "kontor: offer launch: ..." and a hint. `command` ("offer launch") is empty before it is known.
void tell(const Env& env, const std::string& program, const std::string& command,
          const Error& error, bool json);

}  // namespace kontor::cli
