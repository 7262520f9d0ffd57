// SPDX-License-Identifier: Apache-2.0
// CSV one record at a time: a header line, `,` or `;`, quotes, LF, CRLF or CR, an optional BOM.
// Memory is that of one record. The only home of libcsv.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <vector>

namespace kontor {

struct CsvRow {
  std::int64_t line = 0;            // of its first character; the header of a plain file is line 1
  std::vector<std::string> values;  // spaces around an unquoted value are dropped
  std::string problem;              // "11 values, but 12 columns"; empty: one value a column
};

// What cannot be read on from is Error(kData, "bad_csv") as "file:line: ...": a NUL, bytes that are
// not UTF-8, a quote inside an unquoted value or never closed, a record over kMostRecordBytes, no
// header, two columns of one name.
class CsvReader {
 public:
  static constexpr std::size_t kMostRecordBytes = 1u
                                                  << 20;  // a note with a letter in it, and no more
  static constexpr std::size_t kMostColumns = 500;

  // `in` must outlive the reader. Delimiter 0: the more frequent one of the header line.
  CsvReader(std::istream& in, std::string name, char delimiter = 0);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  const std::vector<std::string>& columns() const;
  char delimiter() const;
  bool next(CsvRow& row);  // false at the end; blank lines are no records

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kontor
