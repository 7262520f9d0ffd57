// SPDX-License-Identifier: Apache-2.0
// The reader of mapping files. Its work is to refuse: what it lets through decides what becomes
// public.
#include "lib/config/import_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

using Names = std::vector<std::string>;

bool is_one_of(const std::string& name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// A value as its text; nothing for empty texts, lists and tables.
std::optional<std::string> text_of(const Json& value) {
  if (value.is_int()) return std::to_string(value.integer());
  if (value.is_bool()) return value.boolean() ? "true" : "false";
  if (value.is_string() && !value.string().empty()) return value.string();
  return std::nullopt;
}

class Reader {
 public:
  Reader(const TomlFile& file, const ImportFields& allowed) : file_(file), allowed_(allowed) {}

  ImportMap read() {
    map_.file = file_.name;
    known_keys("", {"source", "lead", "interaction", "private", "enum", "band"});
    read_source();
    read_enums();
    read_bands();
    map_.lead = read_record("lead", allowed_.lead);
    map_.interaction = read_record("interaction", allowed_.interaction);
    read_private();
    if (findings_.empty() && map_.lead.empty() && map_.private_fields.empty()) {
      find("lead", "no field is mapped", "add [lead] or [private]");
    }
    unused("enum", map_.enums);
    unused("band", map_.bands);
    refuse_if_any(file_, findings_);
    return std::move(map_);
  }

 private:
  void find(const std::string& path, const std::string& message, const std::string& remedy = {}) {
    findings_.push_back({"import", path, file_.place(path), message, remedy, true});
  }

  void known_keys(const std::string& path, const Names& known) {
    for (Finding& finding : unknown_keys(file_, path, known)) {
      findings_.push_back(std::move(finding));
    }
  }

  // The table at `path`; absent is empty, anything else a finding.
  const Json::Object& table(const std::string& path) {
    static const Json::Object kNone;
    const Json* const value = find_path(file_.root, path);
    if (!value) return kNone;
    if (value->is_object()) return value->members();
    find(path, path + " is a table");
    return kNone;
  }

  std::string text(const std::string& path, std::string_view otherwise = {}) {
    const Json* const value = find_path(file_.root, path);
    if (!value) return std::string(otherwise);
    if (value->is_string() && !value->string().empty()) return value->string();
    find(path, path + " takes a text");
    return std::string(otherwise);
  }

  void read_source();
  void read_enums();
  void read_bands();
  void read_private();
  std::vector<ImportRule> read_record(const std::string& record, const Names& allowed);
  void read_rule(const std::string& path, const std::string& field, const Json& rule,
                 std::vector<ImportRule>& rules);
  void read_short_rule(const std::string& path, ImportRule rule, std::vector<ImportRule>& rules);
  void read_column_rule(const std::string& path, ImportRule rule, std::vector<ImportRule>& rules);
  template <typename Tables>
  bool uses(const std::string& path, const char* what, const Tables& tables, ImportRule& rule);
  template <typename Tables>
  void unused(const std::string& what, const Tables& tables);

  const TomlFile& file_;
  const ImportFields& allowed_;
  ImportMap map_;
  std::set<std::string> used_;  // "enum.job"
  std::vector<Finding> findings_;
};

void Reader::read_source() {
  known_keys("source", {"name", "id", "delimiter"});
  map_.name = text("source.name");
  if (map_.name.empty()) {
    find("source", "[source] has no name", "name = \"fair-2025\", part of every imported id");
  } else if (!is_key(map_.name)) {
    find("source.name", "a source's name is of a-z, 0-9, - and _");
  }
  map_.id = text("source.id", "line");
  if (map_.id == "line") map_.id.clear();
  const std::string delimiter = text("source.delimiter");
  if (delimiter == "," || delimiter == ";") {
    map_.delimiter = delimiter[0];
  } else if (!delimiter.empty()) {
    find("source.delimiter", "the delimiter is \",\" or \";\"");
  }
}

void Reader::read_enums() {
  for (const auto& [name, unused_value] : table("enum")) {
    const std::string path = key_path("enum", name);
    for (const auto& [raw, value] : table(path)) {
      if (const std::optional<std::string> out = text_of(value)) {
        map_.enums[name][raw] = *out;
      } else {
        find(key_path(path, raw), "an enumeration gives a text, an integer or a flag");
      }
    }
  }
}

void Reader::read_bands() {
  for (const auto& [name, unused_value] : table("band")) {
    const std::string path = key_path("band", name);
    std::vector<ImportBand>& bands = map_.bands[name];
    for (const auto& [label, range] : table(path)) {
      if (const std::optional<ImportBand> band = parse_band(label, range)) {
        bands.push_back(*band);
      } else {
        find(key_path(path, label), "a band is [from, to], {from = N} or {to = N}",
             "both ends belong to it");
      }
    }
    std::sort(bands.begin(), bands.end(),
              [](const ImportBand& a, const ImportBand& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < bands.size(); ++i) {
      if (bands[i].from > bands[i - 1].to) continue;
      find(key_path(path, bands[i].label),
           fmt::format("the bands \"{}\" and \"{}\" overlap", bands[i - 1].label, bands[i].label));
    }
  }
}

void Reader::read_private() {
  known_keys("private", allowed_.private_fields);
  for (const auto& [field, value] : table("private")) {
    Names columns;
    const Json::Array items = value.is_array() ? value.items() : Json::Array{value};
    for (const Json& item : items) {
      if (item.is_string()) columns.push_back(item.string());
    }
    if (columns.empty() || columns.size() != items.size()) {
      find(key_path("private", field), "a private field takes a column or a list of columns");
    }
    map_.private_fields.emplace_back(field, std::move(columns));
  }
}

// Fields of `record`; of a map field ("facts.*" is allowed) the fields below it.
std::vector<ImportRule> Reader::read_record(const std::string& record, const Names& allowed) {
  Names known;
  for (const std::string& name : allowed) known.push_back(name.substr(0, name.find('.')));
  known_keys(record, known);
  std::vector<ImportRule> rules;
  for (const auto& [name, value] : table(record)) {
    const std::string path = key_path(record, name);
    if (is_one_of(name + ".*", allowed)) {
      for (const auto& [key, rule] : table(path)) {
        const std::string below = key_path(path, key);
        if (!is_key(key)) find(below, "a key is of a-z, 0-9, - and _, 40 at most");
        read_rule(below, name + "." + key, rule, rules);
      }
    } else if (is_one_of(name, allowed)) {
      read_rule(path, name, value, rules);
    }
  }
  return rules;
}

void Reader::read_rule(const std::string& path, const std::string& field, const Json& value,
                       std::vector<ImportRule>& rules) {
  ImportRule rule;
  rule.field = field;
  if (value.is_string()) {
    rule.column = value.string();
    return read_short_rule(path, std::move(rule), rules);
  }
  if (!value.is_object()) {
    return find(path, field + " takes a column, {const = ...} or {column = ..., enum = ...}");
  }
  if (!value.has("const")) return read_column_rule(path, std::move(rule), rules);
  known_keys(path, {"const"});
  if (const std::optional<std::string> constant = text_of(value.at("const"))) {
    rule.constant = *constant;
  } else {
    find(path, "a constant is a text, an integer or a flag");
  }
  rules.push_back(std::move(rule));
}

void Reader::read_short_rule(const std::string& path, ImportRule rule,
                             std::vector<ImportRule>& rules) {
  rule.table = rule.column;
  if (map_.enums.contains(rule.table)) {
    rule.from = ImportRule::From::kEnum;
    used_.insert(key_path("enum", rule.table));
  } else if (map_.bands.contains(rule.table)) {
    rule.from = ImportRule::From::kBand;
    used_.insert(key_path("band", rule.table));
  } else {
    return find(path,
                fmt::format("{} is public, and the column \"{}\" has neither an enumeration nor a "
                            "band",
                            rule.field, printable(rule.column)),
                fmt::format("add [{}] or [{}], or map it under [private]",
                            key_path("enum", rule.column), key_path("band", rule.column)));
  }
  rules.push_back(std::move(rule));
}

void Reader::read_column_rule(const std::string& path, ImportRule rule,
                              std::vector<ImportRule>& rules) {
  known_keys(path, {"column", "enum", "band", "type"});
  rule.column = text(path + ".column");
  if (rule.column.empty()) return find(path, rule.field + " names no column");
  const std::string type = text(path + ".type");
  if (!type.empty() && type != "count" && type != "date") {
    return find(path + ".type", "type is \"count\" or \"date\"");
  }
  const bool by_enum = uses(path, "enum", map_.enums, rule);
  const bool by_band = uses(path, "band", map_.bands, rule);
  if (by_enum && by_band)
    return find(path, rule.field + " takes an enumeration or a band, not both");
  if (by_enum || by_band) {
    if (!type.empty()) find(path + ".type", "an enumeration or a band needs no type");
    rule.from = by_enum ? ImportRule::From::kEnum : ImportRule::From::kBand;
  } else if (!type.empty()) {
    rule.from = type == "count" ? ImportRule::From::kCount : ImportRule::From::kDate;
  } else {
    return find(path, rule.field + " is public, and its column has neither enum, band nor type",
                "no cell becomes public as it stands");
  }
  rules.push_back(std::move(rule));
}

template <typename Tables>
bool Reader::uses(const std::string& path, const char* what, const Tables& tables,
                  ImportRule& rule) {
  const std::string name = text(path + "." + what);
  if (name.empty()) return false;
  used_.insert(key_path(what, name));
  rule.table = name;
  if (!tables.contains(name)) {
    Names known;
    for (const auto& [one, unused_value] : tables) known.push_back(one);
    const std::string meant = nearest(name, known);
    find(path + "." + what, fmt::format("there is no [{}]", key_path(what, name)),
         meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
  }
  return true;
}

template <typename Tables>
void Reader::unused(const std::string& what, const Tables& tables) {
  for (const auto& [name, unused_value] : tables) {
    const std::string path = key_path(what, name);
    if (!used_.contains(path)) find(path, fmt::format("nothing uses [{}]", path));
  }
}

}  // namespace

std::optional<ImportBand> parse_band(const std::string& label, const Json& range) {
  ImportBand band;
  band.label = label;
  if (range.is_array()) {
    const Json::Array& ends = range.items();
    if (ends.size() != 2 || !ends[0].is_int() || !ends[1].is_int()) return std::nullopt;
    band.from = ends[0].integer();
    band.to = ends[1].integer();
  } else if (range.is_object() && !range.members().empty()) {
    for (const auto& [key, value] : range.members()) {
      if ((key != "from" && key != "to") || !value.is_int()) return std::nullopt;
      (key == "from" ? band.from : band.to) = value.integer();
    }
  } else {
    return std::nullopt;
  }
  if (band.from > band.to) return std::nullopt;
  return band;
}

ImportMap parse_import_map(const TomlFile& file, const ImportFields& allowed) {
  return Reader(file, allowed).read();
}

}  // namespace kontor
