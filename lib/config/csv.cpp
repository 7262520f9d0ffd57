// SPDX-License-Identifier: Apache-2.0
#include "lib/config/csv.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr std::size_t kChunkBytes = 64u << 10;
constexpr std::string_view kBom = "\xef\xbb\xbf";

// The more frequent one outside quotes; a header with neither is one column.
char detect_delimiter(std::string_view header) {
  bool quoted = false;
  std::ptrdiff_t semicolons_ahead = 0;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ';') ++semicolons_ahead;
    if (c == ',') --semicolons_ahead;
  }
  return semicolons_ahead > 0 ? ';' : ',';
}

// Physical lines with their ends, whichever they are. Holds one line and one chunk at most.
class Lines {
 public:
  explicit Lines(std::istream& in) : in_(in) {}

  // Empty at the end. A longer line than `most` comes back cut: the caller refuses it.
  std::string_view next(std::size_t most) {
    std::size_t end = 0;
    while ((end = line_end()) == 0 && !ended_ && buffer_.size() - at_ <= most) read_more();
    if (end == 0) end = buffer_.size() - at_;
    const std::string_view line(buffer_.data() + at_, end);
    at_ += end;
    return line;
  }

 private:
  // Length of the line at `at_` with its end; 0 while it is not known.
  std::size_t line_end() const {
    const std::size_t found = buffer_.find_first_of("\r\n", std::max(at_, searched_));
    if (found == std::string::npos) return 0;
    if (buffer_[found] == '\n') return found + 1 - at_;
    if (found + 1 < buffer_.size()) return found + (buffer_[found + 1] == '\n' ? 2 : 1) - at_;
    return ended_ ? found + 1 - at_ : 0;
  }

  void read_more() {
    buffer_.erase(0, at_);
    at_ = 0;
    // Not before a CR that may be the first half of an end.
    searched_ = buffer_.empty() ? 0 : buffer_.size() - 1;
    const std::size_t had = buffer_.size();
    buffer_.resize(had + kChunkBytes);
    in_.read(buffer_.data() + had, static_cast<std::streamsize>(kChunkBytes));
    buffer_.resize(had + static_cast<std::size_t>(in_.gcount()));
    ended_ = !in_;
  }

  std::istream& in_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t searched_ = 0;
  bool ended_ = false;
};

}  // namespace

struct CsvReader::Impl {
  Impl(std::istream& in, std::string file) : lines(in), name(std::move(file)) {
    KONTOR_CHECK(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
  }
  ~Impl() { csv_free(&parser); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[noreturn]] void refuse(std::int64_t at, const std::string& why) const {
    throw Error(Fault::kData, "bad_csv", fmt::format("{}:{}: {}", name, at, why));
  }

  static void on_value(void* bytes, std::size_t size, void* self) noexcept {
    auto& values = static_cast<Impl*>(self)->values;
    if (values.size() > kMostColumns) return;  // refused as soon as the line is through
    values.emplace_back(static_cast<const char*>(bytes), size);
  }
  static void on_record(int, void* self) noexcept { static_cast<Impl*>(self)->complete = true; }

  std::string_view next_line();
  void feed(std::string_view text);
  bool finish_record();
  bool next(CsvRow& row);
  void read_header(char wanted);

  Lines lines;
  std::string name;
  csv_parser parser{};
  std::vector<std::string> columns;
  std::int64_t line = 0;         // last one read
  std::int64_t record_line = 0;  // first one of the record at hand
  std::size_t record_bytes = 0;  // 0: between two records
  std::vector<std::string> values;
  bool complete = false;
};

std::string_view CsvReader::Impl::next_line() {
  std::string_view text = lines.next(kMostRecordBytes);
  if (text.empty()) return text;
  ++line;
  if (line == 1 && text.starts_with(kBom)) text.remove_prefix(kBom.size());
  if (text.size() > kMostRecordBytes) refuse(line, "the line is longer than 1 MiB");
  if (text.find('\0') != std::string_view::npos) refuse(line, "there is a NUL in the line");
  if (!valid_utf8(text)) {
    refuse(line, "the line is not UTF-8 (iconv -f ISO-8859-1 -t UTF-8 may help)");
  }
  // A BOM alone is no end of the file.
  return text.empty() ? std::string_view("\n") : text;
}

void CsvReader::Impl::feed(std::string_view text) {
  if (record_bytes == 0) {
    if (trim(text).empty()) return;
    record_line = line;
  }
  record_bytes += text.size();
  if (record_bytes > kMostRecordBytes) {
    refuse(record_line, "the record is longer than 1 MiB; is a quote never closed?");
  }
  if (csv_parse(&parser, text.data(), text.size(), on_value, on_record, this) != text.size()) {
    refuse(line, "a quote stands inside a value; quote the whole value and double the quote");
  }
  if (values.size() > kMostColumns) refuse(record_line, "more than 500 values");
}

bool CsvReader::Impl::finish_record() {
  while (!complete) {
    const std::string_view text = next_line();
    if (!text.empty()) {
      feed(text);
      continue;
    }
    if (record_bytes == 0) return false;
    if (csv_fini(&parser, on_value, on_record, this) != 0) {
      refuse(record_line, "a quote that opens in this record is never closed");
    }
    complete = true;
  }
  record_bytes = 0;
  return true;
}

bool CsvReader::Impl::next(CsvRow& row) {
  values.clear();
  complete = false;
  if (!finish_record()) return false;
  row.line = record_line;
  row.values.swap(values);
  return true;
}

void CsvReader::Impl::read_header(char wanted) {
  std::string first;
  while (trim(first).empty()) {
    const std::string_view text = next_line();
    if (text.empty()) refuse(1, "there is no header line");
    first = text;
  }
  csv_set_delim(&parser, static_cast<unsigned char>(wanted ? wanted : detect_delimiter(first)));
  feed(first);
  finish_record();
  columns.swap(values);
  std::set<std::string_view> seen;
  for (const std::string& column : columns) {
    if (!column.empty() && !seen.insert(column).second) {
      refuse(record_line, "two columns are called \"" + printable(column) + "\"");
    }
  }
}

CsvReader::CsvReader(std::istream& in, std::string name, char delimiter)
    : impl_(std::make_unique<Impl>(in, std::move(name))) {
  impl_->read_header(delimiter);
}

CsvReader::~CsvReader() = default;

const std::vector<std::string>& CsvReader::columns() const { return impl_->columns; }

char CsvReader::delimiter() const { return static_cast<char>(csv_get_delim(&impl_->parser)); }

bool CsvReader::next(CsvRow& row) {
  if (!impl_->next(row)) return false;
  row.problem.clear();
  if (row.values.size() != columns().size()) {
    row.problem = fmt::format("{} values, but {} columns", row.values.size(), columns().size());
  }
  return true;
}

}  // namespace kontor
