// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/lines.h"

#include <algorithm>

#include "lib/base/error.h"

namespace kontor::cli {
namespace {

constexpr std::size_t kBlock = 256 * 1024;  // a read that costs nothing beside its lines

}  // namespace

bool Lines::fill() {
  buffer_.erase(0, from_);
  from_ = 0;
  if (buffer_.size() > kMaxLineBytes) {
    throw Error(Fault::kData, "bad_line",
                "longer than " + std::to_string(kMaxLineBytes) + " bytes");
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBlock);
  const std::size_t got = std::fread(buffer_.data() + before, 1, kBlock, in_);
  buffer_.resize(before + got);
  if (got == 0 && std::ferror(in_)) {
    throw Error(Fault::kIo, "io_failed", "cannot read standard input");
  }
  return got != 0;
}

bool Lines::next(std::string_view& line) {
  std::size_t looked = from_;
  std::size_t end = buffer_.find('\n', looked);
  while (end == buffer_.npos) {
    looked = buffer_.size() - from_;
    if (!fill()) {
      if (buffer_.empty()) return false;
      end = buffer_.size();
      break;
    }
    end = buffer_.find('\n', looked);
  }
  line = std::string_view(buffer_).substr(from_, end - from_);
  from_ = std::min(end + 1, buffer_.size());
  ++number_;
  return true;
}

}  // namespace kontor::cli
