// SPDX-License-Identifier: Apache-2.0
// TOML to Json values with their place in the file, and a reader that refuses unknown keys and
// names the nearest known one. The only home of toml++.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"

namespace kontor {

struct Place {
  int line = 0;
  int column = 0;
};

// A parsed file. TOML dates and times become strings in their RFC 3339 spelling; floats are refused
// with the advice to write a decimal string ("0.90").
struct TomlFile {
  std::string name;                            // as the user typed it, for messages
  Json root;                                   // keys as written (any_key)
  std::map<std::string, Place> places;         // "plan.valid.from", "factor[1].value" -> place
  Place place(const std::string& path) const;  // of the nearest ancestor that has one
};
TomlFile parse_toml(std::string_view text,
                    const std::string& name);  // Error(kData, "bad_toml") with line and column
TomlFile read_toml(const std::filesystem::path& file);  // Error(kNoInput, "no_file")

// How `places` and findings spell a member: key_path("enum.job", "admin.") is `enum.job."admin."`.
std::string key_path(std::string_view parent, std::string_view key);
std::string item_path(std::string_view parent, std::size_t index);  // from 0: "factor[1]"
// What lies there, or nullptr.
const Json* find_path(const Json& root, std::string_view path);

// One finding about a file: line, column, message, remedy.
struct Finding {
  std::string rule;  // "unknown_key", "L7"
  std::string path;  // "settle.period"
  Place place;
  std::string message;
  std::string remedy;
  bool error = true;
  std::string source = {};  // of the rule, where it is not our own: "HGB 87c(1): ..."
};
// Members of the table at `path` that `known` does not list; the remedy names the nearest known
// key.
std::vector<Finding> unknown_keys(const TomlFile& file, const std::string& path,
                                  const std::vector<std::string>& known);
// nearest of lib/base/text.h for such a list.
std::string nearest(std::string_view word, const std::vector<std::string>& known);
std::string format_finding(const TomlFile& file, const Finding& finding);  // "plan.toml:3:1: ..."
// Throws Error(kData, "bad_file") listing every finding as "file:line:column: message", if any is
// an error.
void refuse_if_any(const TomlFile& file, const std::vector<Finding>& findings);

}  // namespace kontor
