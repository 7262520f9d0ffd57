// SPDX-License-Identifier: Apache-2.0
// --where, --sort and --limit as SQL over a source that is called `v`: a view of the store, or rows
// that a command computed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/console/args.h"

namespace kontor::cli {

struct Select {
  std::string sql;
  std::vector<std::string> parameters;
  std::vector<std::string> columns;  // of a table or csv
};

// What a source has. SQLite has no booleans: 1 and 0 in a column of `flags` are true and false.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::string> flags;
  bool is_flag(std::string_view name) const;
};

std::string column_ref(std::string_view name);  // v."name"
// The same as a person reads it, and as JSON.
std::string shown_ref(const Columns& known, std::string_view name);
std::string json_ref(const Columns& known, std::string_view name);

// Error(kUsage, "unknown_column") that names the nearest.
const std::string& known_column(const std::vector<std::string>& known, std::string_view name);

bool is_integer(std::string_view text);  // that fits

// Each condition as it was typed: COLUMN=VALUE, or != < > <= >= ~. Error(kUsage)
void add_conditions(Select& select, const Columns& known, const std::vector<std::string>& typed);
// Rows that are equal in it come in the order of `then`.
void add_order(Select& select, const Columns& known, std::string typed, std::string_view then);
void add_limit(Select& select, const Args& args);

}  // namespace kontor::cli
