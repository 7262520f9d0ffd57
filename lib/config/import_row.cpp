// SPDX-License-Identifier: Apache-2.0
// A mapping applied to the records of one file.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/base/time.h"
#include "lib/config/import_map.h"

namespace kontor {
namespace {

using From = ImportRule::From;

// Digits with at most a sign before them.
std::optional<std::int64_t> parse_whole(std::string_view cell) {
  std::int64_t number = 0;
  const char* const begin = cell.data();
  const char* const end = begin + cell.size();
  const auto [stopped, failure] = std::from_chars(begin, end, number);
  if (failure != std::errc() || stopped != end) return std::nullopt;
  return number;
}

// 2025-08-31 or 31.08.2025, as the former; empty for anything else.
std::string parse_cell_date(std::string_view cell) {
  std::string iso(cell);
  if (cell.size() == 10 && cell[2] == '.' && cell[5] == '.') {
    iso = std::string(cell.substr(6)) + "-" + std::string(cell.substr(3, 2)) + "-" +
          std::string(cell.substr(0, 2));
  }
  try {
    return format_date(parse_date(iso));
  } catch (const Error&) {
    return {};
  }
}

const std::string* enumerated(const std::map<std::string, std::string>& values,
                              std::string_view cell) {
  auto found = values.find(std::string(cell));
  if (found == values.end() && !cell.empty()) found = values.find("*");
  return found == values.end() ? nullptr : &found->second;
}

const ImportBand* band_of(const std::vector<ImportBand>& bands, std::int64_t number) {
  for (const ImportBand& band : bands) {
    if (number >= band.from && number <= band.to) return &band;
  }
  return nullptr;
}

std::vector<std::string> columns_of(const ImportMap& map) {
  std::vector<std::string> names;
  if (!map.id.empty()) names.push_back(map.id);
  for (const auto* rules : {&map.lead, &map.interaction}) {
    for (const ImportRule& rule : *rules) {
      if (rule.from != From::kConst) names.push_back(rule.column);
    }
  }
  for (const auto& [field, columns] : map.private_fields) {
    names.insert(names.end(), columns.begin(), columns.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

ImportMapper::ImportMapper(ImportMap map, const std::vector<std::string>& columns)
    : map_(std::move(map)) {
  for (std::size_t i = 0; i < columns.size(); ++i) columns_.emplace(columns[i], i);
  std::vector<std::string> missing;
  for (const std::string& name : columns_of(map_)) {
    if (!name.empty() && columns_.contains(name)) continue;
    const std::string meant = nearest(name, columns);
    missing.push_back("\"" + printable(name) + "\"" +
                      (meant.empty() ? "" : " (did you mean \"" + printable(meant) + "\"?)"));
  }
  if (missing.empty()) return;
  throw Error(Fault::kData, "no_such_column",
              map_.file + " names columns that the file does not have: " + join(missing, ", "));
}

std::string_view ImportMapper::cell(const std::string& column, const CsvRow& row) const {
  return trim(row.values[columns_.find(column)->second]);
}

// Empty for an empty cell, and with a problem.
std::string ImportMapper::text(const ImportRule& rule, std::string_view cell,
                               std::string& problem) const {
  if (rule.from == From::kEnum) {
    const std::string* const found = enumerated(map_.enums.at(rule.table), cell);
    if (found) return *found;
    if (!cell.empty()) problem = "not in [" + key_path("enum", rule.table) + "]";
    return {};
  }
  if (cell.empty()) return {};
  if (rule.from == From::kDate) {
    std::string date = parse_cell_date(cell);
    if (date.empty()) problem = "not a date (2025-08-31, 31.08.2025)";
    return date;
  }
  const std::optional<std::int64_t> number = parse_whole(cell);
  if (!number) {
    problem = "not a whole number";
  } else if (rule.from == From::kBand) {
    const ImportBand* const band = band_of(map_.bands.at(rule.table), *number);
    if (band) return band->label;
    problem = "in no band of [" + key_path("band", rule.table) + "]";
  } else if (*number < 0 || *number > kMostCount) {
    problem = fmt::format("not a count (0 to {})", kMostCount);
  } else {
    return std::to_string(*number);
  }
  return {};
}

void ImportMapper::fill(const std::vector<ImportRule>& rules, std::string_view record,
                        const CsvRow& row, Texts& texts,
                        std::vector<ImportProblem>& problems) const {
  for (const ImportRule& rule : rules) {
    std::string problem;
    std::string value =
        rule.from == From::kConst ? rule.constant : text(rule, cell(rule.column, row), problem);
    if (!problem.empty()) {
      problems.push_back({row.line, std::string(record) + "." + rule.field, problem});
    } else if (!value.empty()) {
      texts.emplace(rule.field, std::move(value));
    }
  }
}

void ImportMapper::fill_private(const CsvRow& row, MappedRow& out) const {
  for (const auto& [field, columns] : map_.private_fields) {
    std::vector<std::string> parts;
    for (const std::string& column : columns) {
      const std::string_view part = cell(column, row);
      if (!part.empty()) parts.emplace_back(part);
    }
    if (!parts.empty()) out.lead_private.emplace(field, join(parts, " "));
  }
}

MappedRow ImportMapper::map_row(const CsvRow& row) const {
  MappedRow out;
  out.line = row.line;
  if (!row.problem.empty()) {
    out.problems.push_back({row.line, "", row.problem});
    return out;
  }
  out.source_id = map_.id.empty() ? std::to_string(row.line) : std::string(cell(map_.id, row));
  if (out.source_id.empty()) out.problems.push_back({row.line, "source.id", "missing"});
  fill(map_.lead, "lead", row, out.lead, out.problems);
  fill(map_.interaction, "interaction", row, out.interaction, out.problems);
  fill_private(row, out);
  return out;
}

}  // namespace kontor
