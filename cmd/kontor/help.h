// SPDX-License-Identifier: Apache-2.0
// Help texts from the command table.
#pragma once

#include <string>
#include <string_view>

#include "cmd/kontor/table.h"

namespace kontor::cli {

std::string_view program_version();

std::string program_help();
std::string noun_help(const CommandNoun& noun);
std::string verb_help(const CommandNoun& noun, const VerbRow& verb);

// "kontor lead add [options] NAME..." as it stands in help and manual.
std::string usage_line(const CommandNoun& noun, const VerbRow& verb);

}  // namespace kontor::cli
