// SPDX-License-Identifier: Apache-2.0
// Results, in the format that was asked for. Data goes to standard output (or, whole and atomic, to
// the file of --output), talk to standard error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/console/env.h"
#include "lib/base/file.h"
#include "lib/base/json.h"

namespace kontor::cli {

enum class Format { kTable, kJson, kJsonl, kCsv, kToml, kHtml, kUbl };
Format parse_format(const std::string& word);  // Error(kUsage)

// Where data goes, written on in blocks. A file has its name once all is finished.
class Out {
 public:
  Out(const Env& env, std::string file) : env_(env), file_(std::move(file)) {}
  void put(std::string_view text);
  // Error(kIo) when not all could be written, (kCannotCreate) for the file. Once is enough.
  void finish();

 private:
  const Env& env_;
  std::string file_;
  std::string buffer_;
  bool finished_ = false;
  std::optional<NewFile> written_;  // what does not fit into the buffer
};

// Rows of cells for people: aligned, two spaces apart, numbers to the right, no control characters.
class Table {
 public:
  explicit Table(std::vector<std::string> columns) : columns_(std::move(columns)) {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }
  std::string text(bool bold_head) const;

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

std::string csv_row(const std::vector<std::string>& cells);  // RFC 4180, LF

// A record for people: one `path  value` line a leaf, in the order of `first`, then by name.
std::string describe(const Json& item, const std::vector<std::string_view>& first);
// Money as "12.34 EUR", everything else in one line.
std::string cell_text(const Json& value);

// Width on a terminal: code points, which is near enough for a table.
std::size_t text_width(std::string_view text);

}  // namespace kontor::cli
