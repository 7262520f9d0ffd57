// SPDX-License-Identifier: Apache-2.0
// Completion scripts from the command table: nouns, verbs, options and the values of options that
// have a closed list; files elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace kontor::cli {

// "bash", "zsh" or "fish"; Error(kUsage) for another shell.
std::string completion(std::string_view shell);

}  // namespace kontor::cli
