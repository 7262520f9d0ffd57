// SPDX-License-Identifier: Apache-2.0
#include "lib/config/toml.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <system_error>

#include "lib/base/bounded.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

// Plans, packs and mappings are some kilobytes; a megabyte is a mistake in the file name.
constexpr std::size_t kMostBytes = 1u << 20;
constexpr std::int64_t kMostInteger = 9'007'199'254'740'991;

// toml++ bounds how deep brackets nest, and each dot of a key nests too.
constexpr int kMostDots = 16;

// Past the text that begins at `at`; the end where it never closes.
std::size_t skip_text(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string many(3, quote);
  const bool is_long = text.substr(at).starts_with(many);
  std::size_t place = at + (is_long ? 3 : 1);
  while (place < text.size()) {
    if (quote == '"' && text[place] == '\\') {
      place += 2;
    } else if (is_long ? text.substr(place).starts_with(many) : text[place] == quote) {
      return place + (is_long ? 3 : 1);
    } else if (!is_long && text[place] == '\n') {
      return place;
    } else {
      ++place;
    }
  }
  return text.size();
}

// Line of a key with too many dots; 0: there is none.
int line_of_long_key(std::string_view text) {
  int line = 1;
  int dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t next = skip_text(text, at);
      line += static_cast<int>(std::count(text.begin() + at, text.begin() + next, '\n'));
      at = next;
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.' && ++dots > kMostDots) return line;
    if (c == ',' || c == '\n') dots = 0;
    if (c == '\n') ++line;
    ++at;
  }
  return 0;
}

Place place_of(const toml::source_region& source) {
  return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

[[noreturn]] void bad_toml(const std::string& name, Place place, const std::string& message,
                           const std::string& hint = {}) {
  throw Error(Fault::kData, "bad_toml",
              fmt::format("{}:{}:{}: {}", name, place.line, place.column, message), hint);
}

// The number as written, from its first character on.
std::string literal_at(std::string_view text, Place place) {
  for (int line = 1; line < place.line; ++line) {
    text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  }
  for (int column = 1; column < place.column && !text.empty(); ++column) {
    text.remove_prefix(1);  // columns count characters, not bytes
    while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xc0) == 0x80) {
      text.remove_prefix(1);
    }
  }
  return std::string(text.substr(0, text.find_first_not_of("+-0123456789._eEinfa")));
}

// Seconds are always written; a fraction only if there is one, without final zeros.
std::string format_time(const toml::time& time) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
  if (time.nanosecond == 0) return text;
  text += fmt::format(".{:09}", time.nanosecond);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string format_civil_date(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_date_time(const toml::date_time& value) {
  std::string text = format_civil_date(value.date) + "T" + format_time(value.time);
  if (!value.offset) return text;
  const int minutes = value.offset->minutes;
  if (minutes == 0) return text + "Z";
  const int size = std::abs(minutes);
  return text + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

class Converter {
 public:
  Converter(TomlFile& file, std::string_view text) : file_(file), text_(text) {}

  Json value(const toml::node& node, const std::string& path) {
    switch (node.type()) {
      case toml::node_type::table:
        return table(*node.as_table(), path);
      case toml::node_type::array:
        return array(*node.as_array(), path);
      case toml::node_type::string:
        return Json(node.as_string()->get());
      case toml::node_type::boolean:
        return Json(node.as_boolean()->get());
      case toml::node_type::integer:
        return integer(*node.as_integer());
      case toml::node_type::date:
        return Json(format_civil_date(node.as_date()->get()));
      case toml::node_type::time:
        return Json(format_time(node.as_time()->get()));
      case toml::node_type::date_time:
        return Json(format_date_time(node.as_date_time()->get()));
      default:
        refuse_float(node);
    }
  }

  Json table(const toml::table& table, const std::string& path) {
    Json::Object members;
    for (const auto& [key, node] : table) {
      const std::string below = key_path(path, key.str());
      // A table made by its header alone is where the header is.
      file_.places[below] = place_of(key.source());
      members.emplace(std::string(key.str()), value(node, below));
    }
    return Json(std::move(members));
  }

 private:
  Json array(const toml::array& array, const std::string& path) {
    Json::Array items;
    for (std::size_t i = 0; i < array.size(); ++i) {
      const toml::node& node = *array.get(i);
      const std::string below = item_path(path, i);
      file_.places[below] = place_of(node.source());
      items.push_back(value(node, below));
    }
    return Json(std::move(items));
  }

  Json integer(const toml::value<std::int64_t>& node) const {
    const std::int64_t number = node.get();
    if (number > kMostInteger || number < -kMostInteger) {
      bad_toml(file_.name, place_of(node.source()),
               "integers are between -9007199254740991 and 9007199254740991");
    }
    return Json(number);
  }

  [[noreturn]] void refuse_float(const toml::node& node) const {
    const Place place = place_of(node.source());
    const std::string written = literal_at(text_, place);
    bad_toml(file_.name, place, fmt::format("{} is a binary float, which cannot be exact", written),
             fmt::format("write it as a decimal string: \"{}\"", written));
  }

  TomlFile& file_;
  std::string_view text_;
};

bool bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

struct Step {
  std::string key;        // of a table
  std::size_t index = 0;  // of an array, when there is no key
  bool is_index = false;
  std::size_t end = 0;  // where the path up to here ends
};

// path = part *( "." part / "[" digits "]" ); part = bare / '"' *( char / "\" char ) '"'
std::vector<Step> steps_of(std::string_view path) {
  std::vector<Step> steps;
  std::size_t at = 0;
  while (at < path.size()) {
    Step step;
    if (path[at] == '.') ++at;
    if (at < path.size() && path[at] == '[') {
      step.is_index = true;
      for (++at; at < path.size() && path[at] != ']'; ++at) {
        step.index = step.index * 10 + static_cast<std::size_t>(path[at] - '0');
      }
      ++at;
    } else if (at < path.size() && path[at] == '"') {
      for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\' && at + 1 < path.size()) ++at;
        step.key += path[at];
      }
      ++at;
    } else {
      const std::size_t end = std::min(path.size(), path.find_first_of(".[", at));
      step.key = path.substr(at, end - at);
      at = end;
    }
    step.end = std::min(at, path.size());
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

std::string key_path(std::string_view parent, std::string_view key) {
  std::string path(parent);
  if (!path.empty()) path += '.';
  if (bare(key)) return path.append(key);
  path += '"';
  for (const char c : key) {
    if (c == '"' || c == '\\') path += '\\';
    path += c;
  }
  return path + '"';
}

std::string item_path(std::string_view parent, std::size_t index) {
  return std::string(parent) + "[" + std::to_string(index) + "]";
}

const Json* find_path(const Json& root, std::string_view path) {
  const Json* here = &root;
  for (const Step& step : steps_of(path)) {
    if (step.is_index) {
      if (!here->is_array() || step.index >= here->items().size()) return nullptr;
      here = &here->items()[step.index];
    } else {
      here = here->find(step.key);
    }
    if (!here) return nullptr;
  }
  return here;
}

Place TomlFile::place(const std::string& path) const {
  const std::vector<Step> steps = steps_of(path);
  for (std::size_t count = steps.size(); count > 0; --count) {
    const auto found = places.find(path.substr(0, steps[count - 1].end));
    if (found != places.end()) return found->second;
  }
  return {1, 1};
}

TomlFile parse_toml(std::string_view text, const std::string& name) {
  if (text.size() > kMostBytes) bad_toml(name, {1, 1}, "the file is larger than 1 MiB");
  if (const int line = line_of_long_key(text)) {
    bad_toml(name, {line, 1}, "a key of more than " + std::to_string(kMostDots + 1) + " parts");
  }
  TomlFile file;
  file.name = name;
  try {
    const toml::table table = toml::parse(text, name);
    file.root = Converter(file, text).table(table, "");
  } catch (const toml::parse_error& failure) {
    bad_toml(name, place_of(failure.source()), std::string(failure.description()));
  }
  return file;
}

TomlFile read_toml(const std::filesystem::path& file) {
  std::error_code failed;
  if (std::filesystem::is_directory(file, failed) || ::access(file.c_str(), R_OK) != 0) {
    throw Error(Fault::kNoInput, "no_file", "cannot read " + file.string());
  }
  return parse_toml(read_upto(file.string(), kMostBytes), file.string());
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  return std::string(nearest(word, std::vector<std::string_view>(known.begin(), known.end())));
}

std::vector<Finding> unknown_keys(const TomlFile& file, const std::string& path,
                                  const std::vector<std::string>& known) {
  std::vector<Finding> findings;
  const Json* const table = find_path(file.root, path);
  if (!table || !table->is_object()) return findings;
  for (const auto& [key, value] : table->members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    Finding finding;
    finding.rule = "unknown_key";
    finding.path = key_path(path, key);
    finding.place = file.place(finding.path);
    finding.message = "unknown key \"" + printable(key) + "\"";
    const std::string meant = nearest(key, known);
    finding.remedy =
        meant.empty() ? "known here: " + join(known, ", ") : "did you mean \"" + meant + "\"?";
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::string format_finding(const TomlFile& file, const Finding& finding) {
  std::string line = fmt::format("{}:{}:{}: {}", file.name, finding.place.line,
                                 finding.place.column, finding.message);
  if (!finding.remedy.empty()) line += "; " + finding.remedy;
  return line;
}

void refuse_if_any(const TomlFile& file, const std::vector<Finding>& findings) {
  if (std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.error; })) {
    return;
  }
  std::vector<std::string> lines;
  for (const Finding& finding : findings) lines.push_back(format_finding(file, finding));
  Error error(Fault::kData, "bad_file", join(lines, "\n"));
  error.lists.emplace_back("findings", lines);
  error.on = file.name;
  throw error;
}

}  // namespace kontor
