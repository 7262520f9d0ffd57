// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/select.h"

#include <algorithm>
#include <array>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 12, -3, 0.5: what may stand in SQL as it is.
bool is_plain_number(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_integer(text);
  const std::string_view places = text.substr(point + 1);
  return is_integer(text.substr(0, point)) && !places.empty() &&
         std::all_of(places.begin(), places.end(), is_digit);
}

// Numbers are compared as numbers where the column holds numbers, everything else as text.
void add_comparison(Select& select, const std::string& column, std::string_view sign,
                    const std::string& value) {
  const std::string name = column_ref(column);
  if (sign == "~") {
    select.sql += "instr(lower(" + name + "), lower(?)) > 0";
  } else if (is_plain_number(value)) {
    select.sql += "CASE WHEN typeof(" + name + ") IN ('integer', 'real') THEN " + name + " " +
                  std::string(sign) + " " + value + " ELSE " + name + " " + std::string(sign) +
                  " ? END";
  } else if (sign == "!=") {
    select.sql += name + " IS NOT ?";
  } else {
    select.sql += name + " " + std::string(sign) + " ?";
  }
  select.parameters.push_back(value);
}

// As SQL writes it too: state = 'acknowledged'.
std::string compared_value(std::string_view typed) {
  const std::string_view value = trim(typed);
  const bool quoted = value.size() > 1 && value.front() == value.back() &&
                      (value.front() == '\'' || value.front() == '"');
  return std::string(quoted ? value.substr(1, value.size() - 2) : value);
}

void add_where(Select& select, const Columns& known, const std::string& typed) {
  constexpr std::array<std::string_view, 7> kSigns = {"!=", "<=", ">=", "=", "<", ">", "~"};
  const std::size_t at = typed.find_first_of("!<>=~");
  for (const std::string_view sign : kSigns) {
    if (at == std::string::npos || typed.compare(at, sign.size(), sign) != 0) continue;
    const std::string& column =
        known_column(known.names, trim(std::string_view(typed).substr(0, at)));
    std::string value = compared_value(typed.substr(at + sign.size()));
    if (known.is_flag(column) && (value == "true" || value == "false")) {
      value = value == "true" ? "1" : "0";
    }
    return add_comparison(select, column, sign, value);
  }
  throw Error(Fault::kUsage, "bad_usage", "--where \"" + printable(typed) + "\" compares nothing",
              "--where COLUMN=VALUE, or != < > <= >= ~");
}

std::string word_of(std::string_view name) {
  return "CASE " + column_ref(name) + " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END";
}

}  // namespace

bool Columns::is_flag(std::string_view name) const {
  return std::find(flags.begin(), flags.end(), name) != flags.end();
}

std::string column_ref(std::string_view name) { return "v.\"" + std::string(name) + "\""; }

std::string shown_ref(const Columns& known, std::string_view name) {
  return known.is_flag(name) ? word_of(name) : column_ref(name);
}

std::string json_ref(const Columns& known, std::string_view name) {
  return known.is_flag(name) ? "json(" + word_of(name) + ")" : column_ref(name);
}

const std::string& known_column(const std::vector<std::string>& known, std::string_view name) {
  std::vector<std::string_view> names(known.begin(), known.end());
  const auto found = std::find(known.begin(), known.end(), name);
  if (found != known.end()) return *found;
  const std::string_view near = nearest(name, names);
  throw Error(Fault::kUsage, "unknown_column", "no column \"" + printable(name) + "\"",
              near.empty() ? "the columns are " + join(known, ", ")
                           : "did you mean " + std::string(near) + "?");
}

bool is_integer(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  return !text.empty() && text.size() < 19 && std::all_of(text.begin(), text.end(), is_digit);
}

void add_conditions(Select& select, const Columns& known, const std::vector<std::string>& typed) {
  for (const std::string& condition : typed) {
    select.sql += &condition == &typed.front() ? " WHERE " : " AND ";
    add_where(select, known, condition);
  }
}

void add_order(Select& select, const Columns& known, std::string typed, std::string_view then) {
  const bool down = typed.starts_with("-");
  if (down) typed.erase(0, 1);
  select.sql += " ORDER BY " + column_ref(known_column(known.names, typed)) +
                (down ? " DESC" : "") + ", " + column_ref(then);
}

void add_limit(Select& select, const Args& args) {
  if (args.has("limit")) select.sql += " LIMIT " + std::to_string(args.count("limit", 0));
}

}  // namespace kontor::cli
