// SPDX-License-Identifier: Apache-2.0
// Lines of a stream, however long it is: a block is held, and the line that is longer than it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace kontor::cli {

inline constexpr std::size_t kMaxLineBytes = 16u << 20;  // as JsonLimits

class Lines {
 public:
  explicit Lines(std::FILE* in) : in_(in) {}  // not owned

  // The next line without its end, until the next call; false after the last. An unended last line
  // is one too. Error(kData, "bad_line") for a line beyond kMaxLineBytes, Error(kIo, "io_failed").
  bool next(std::string_view& line);
  std::int64_t number() const { return number_; }  // of the last line, from 1

 private:
  bool fill();  // false at the end of the stream

  std::FILE* in_;
  std::string buffer_;
  std::size_t from_ = 0;  // of the next line
  std::int64_t number_ = 0;
};

}  // namespace kontor::cli
