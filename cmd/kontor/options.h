// SPDX-License-Identifier: Apache-2.0
// What may stand on the command line of a verb: its positionals, its own options, those of its
// operation's form, the shared ones. The same rows are parsed, shown as help, and completed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/console/args.h"
#include "cmd/kontor/table.h"

namespace kontor::cli {

struct OptionRow {
  Argument argument;
  std::string meta;              // what stands for the value: "CUSTOMER", "email|sms"
  std::string_view doc;          // a few words
  const Field* field = nullptr;  // of the operation's form
  bool shared = false;
};
std::vector<OptionRow> options_of(const VerbRow& verb);
std::vector<Argument> arguments_of(const std::vector<OptionRow>& rows);

// Those that may stand before the noun; all commands have them.
std::vector<OptionRow> leading_options();

// "valid_until" -> "valid-until".
std::string option_name(std::string_view field);
// Whether a value of the field can be typed as one word.
bool is_typeable(const Field& field);
// The value that was typed, as lib/change/typed.h reads it; money also as JSON in minor units, and
// JSON for what has no text of its own. The operation's form judges it. Error(kUsage, "bad_value").
Json typed_word(const Field& field, const std::string& typed);

bool lists_name(std::string_view names, std::string_view name);  // "a|b" holds "b"
std::vector<std::string_view> bar_list(std::string_view names);

}  // namespace kontor::cli
