// SPDX-License-Identifier: Apache-2.0
// The payload of a verb's operation, from everything that was typed.
#pragma once

#include <string>

#include "cmd/kontor/call.h"

namespace kontor::cli {

// --from first, then positionals and options, then `key=value` words; the verb's `prepare` last.
// Ids that the form's references name are made whole. Private fields are plain text.
Json payload_of(Call& call, const Form& form);

// "name=Ada", "note=@FILE" (the file's text without its last line feed).
struct Assignment {
  std::string key;
  std::string value;
};
Assignment parse_assignment(const Call& call, const std::string& word);  // Error(kUsage)
// "-" is standard input. Error(kNoInput).
std::string read_source(const Call& call, const std::string& file);

// What the row's positional `id` names: resolved among the kinds that the operation works on.
std::string target_of(Call& call, std::string_view kinds);

}  // namespace kontor::cli
