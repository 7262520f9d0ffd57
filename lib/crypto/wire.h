// SPDX-License-Identifier: Apache-2.0
// The encoding of RFC 4251 section 5, which SSH keys, signatures and our framed hashes share:
//   uint32 = 4 bytes, most significant first;  string = uint32 length, then as many bytes
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/id.h"

namespace kontor {

inline void put_u32(Bytes& out, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((value >> shift) & 255));
}

inline void put_string(Bytes& out, std::string_view text) {
  put_u32(out, text.size());
  out += text;
}

// Reads from the front; what is missing is an answer, not an error.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::string_view> take(std::size_t count) {
    if (rest_.size() < count) return {};
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }
  std::optional<std::uint32_t> u32() {
    const auto bytes = take(4);
    if (!bytes) return {};
    std::uint32_t value = 0;
    for (const char c : *bytes) value = (value << 8) | static_cast<unsigned char>(c);
    return value;
  }
  std::optional<std::string_view> string() {
    const auto length = u32();
    if (!length) return {};
    return take(*length);
  }
  // True and past it if exactly this string comes next.
  bool expect(std::string_view text) { return string() == text; }
  bool expect_raw(std::string_view text) { return take(text.size()) == text; }
  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace kontor
