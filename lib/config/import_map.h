// SPDX-License-Identifier: Apache-2.0
// The mapping file of an import (kontor lead import FILE --map MAP.toml): what becomes of columns.
//
//   [source]      name = "uci", id = COLUMN or "line", delimiter = ";" (else that of the header)
//   [lead]        FIELD = RULE; a table below it maps fields that are maps: [lead.facts]
//   [interaction] the same; without it no interaction is made
//   [private]     FIELD = COLUMN or [COLUMN, ...] (joined by a space)
//   [enum.NAME]   "raw" = value, "" for an empty cell, "*" for any other
//   [band.NAME]   "18-29" = [18, 29], "60+" = {from = 60}, "below 0" = {to = -1}
//
//   RULE = {const = VALUE}
//        | {column = COLUMN, enum = NAME} | {column = COLUMN, band = NAME}
//        | {column = COLUMN, type = "count"} | {column = COLUMN, type = "date"}
//        | COLUMN, short for the enumeration or band of that column's name
//
// Public fields live as long as the ledger, so no cell reaches one as it stands: only constants,
// enumerations, bands, small counts and dates do. A column that no rule names is not looked at.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.h"
#include "lib/config/csv.h"
#include "lib/config/toml.h"

namespace kontor {

// What the records allow; "facts.*" is any key of [a-z0-9_-]{1,40} below facts.
struct ImportFields {
  std::vector<std::string> lead;
  std::vector<std::string> interaction;
  std::vector<std::string> private_fields;
};

struct ImportRule {
  enum class From { kConst, kEnum, kBand, kCount, kDate };
  std::string field;  // "facts.job"
  From from = From::kConst;
  std::string column;  // of all but kConst
  std::string table;   // of kEnum and kBand
  std::string constant;
};

struct ImportBand {
  std::string label;
  std::int64_t from = INT64_MIN;  // both included
  std::int64_t to = INT64_MAX;
};

struct ImportMap {
  std::string file;  // for messages
  std::string name;  // of the source: part of every imported id
  std::string id;    // column; empty: the line is the id
  char delimiter = 0;
  std::vector<ImportRule> lead;
  std::vector<ImportRule> interaction;
  std::vector<std::pair<std::string, std::vector<std::string>>> private_fields;  // field -> columns
  std::map<std::string, std::map<std::string, std::string>> enums;               // raw -> text
  std::map<std::string, std::vector<ImportBand>> bands;                          // by from
};

// Error(kData, "bad_file") with every finding: unknown keys and fields, a public column without
// enumeration or band, a table that is missing or that nothing uses, bands that overlap.
ImportMap parse_import_map(const TomlFile& file, const ImportFields& allowed);
std::optional<ImportBand> parse_band(const std::string& label, const Json& range);

// Never says what stands in a cell: a wrong mapping may point at a person's data.
struct ImportProblem {
  std::int64_t line = 0;
  std::string field;  // "lead.facts.job", "source.id"; empty: the record as a whole
  std::string message;
};

// Fields by name, those of a map with a dot ("facts.job"), each with the text that a form's field
// is made from. No value is empty.
using Texts = std::map<std::string, std::string, std::less<>>;

struct MappedRow {
  std::int64_t line = 0;
  std::string source_id;
  Texts lead = {};
  Texts interaction = {};  // empty: the row tells of no contact
  Texts lead_private = {};
  Texts interaction_private = {};
  std::vector<ImportProblem> problems = {};  // any: not to be imported
};

// A mapping bound to the columns of one file. Error(kData, "no_such_column") naming all that are
// missing.
class ImportMapper {
 public:
  static constexpr std::int64_t kMostCount = 9'999;  // a count, not an amount or a phone number

  ImportMapper(ImportMap map, const std::vector<std::string>& columns);
  MappedRow map_row(const CsvRow& row) const;
  const ImportMap& map() const { return map_; }

 private:
  std::string text(const ImportRule& rule, std::string_view cell, std::string& problem) const;
  void fill(const std::vector<ImportRule>& rules, std::string_view record, const CsvRow& row,
            Texts& texts, std::vector<ImportProblem>& problems) const;
  void fill_private(const CsvRow& row, MappedRow& out) const;
  std::string_view cell(const std::string& column, const CsvRow& row) const;

  ImportMap map_;
  std::map<std::string, std::size_t, std::less<>> columns_;
};

}  // namespace kontor
