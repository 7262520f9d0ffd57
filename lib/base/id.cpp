// SPDX-License-Identifier: Apache-2.0
//
//   operation id = slug "." number "." number;  number = "0" | (1-9) *digit, below 2^53
//   code         = 4symbol "-" 4symbol "-" 4symbol "-" check
//   check        = symbol | "*" | "~" | "$" | "=" | "U": the 60 bits modulo 37 (Crockford)
#include "lib/base/id.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <optional>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr std::string_view kSymbols = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::string_view kCodeSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
constexpr std::string_view kHexSymbols = "0123456789abcdef";
constexpr std::string_view kBase64Symbols =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kCodeLength = 12;
constexpr std::int64_t kMaxNumber = 9007199254740991;  // as in JSON

using Reverse = std::array<signed char, 256>;
constexpr Reverse reverse_of(std::string_view symbols) {
  Reverse table{};
  for (signed char& entry : table) entry = -1;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    table[static_cast<unsigned char>(symbols[i])] = static_cast<signed char>(i);
  }
  return table;
}
constexpr Reverse kSymbolValues = reverse_of(kSymbols);
constexpr Reverse kCodeValues = reverse_of(kCodeSymbols);
constexpr Reverse kHexValues = reverse_of(kHexSymbols);
constexpr Reverse kBase64Values = reverse_of(kBase64Symbols);

int value_in(const Reverse& table, char c) { return table[static_cast<unsigned char>(c)]; }

bool is_slug_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text.size() > 16 || (text.size() > 1 && text.front() == '0')) return {};
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  if (value > kMaxNumber) return {};
  return value;
}

std::optional<OperationId> split_operation_id(std::string_view text) {
  const std::size_t last = text.rfind('.');
  if (last == text.npos || last == 0) return {};
  const std::size_t first = text.rfind('.', last - 1);
  if (first == text.npos) return {};
  const auto incarnation = parse_number(text.substr(first + 1, last - first - 1));
  const auto seq = parse_number(text.substr(last + 1));
  if (!incarnation || !seq || !is_slug(text.substr(0, first))) return {};
  return OperationId{std::string(text.substr(0, first)), *incarnation, *seq};
}

}  // namespace

std::string base32(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() * 8 + 4) / 5);
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out.push_back(kSymbols[(buffer >> bits) & 31]);
    }
    buffer &= (1u << bits) - 1;
  }
  if (bits > 0) out.push_back(kSymbols[(buffer << (5 - bits)) & 31]);
  return out;
}

std::string hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kHexSymbols[byte >> 4]);
    out.push_back(kHexSymbols[byte & 15]);
  }
  return out;
}

Bytes unhex(std::string_view text) {
  Bytes out;
  bool good = text.size() % 2 == 0;
  for (std::size_t i = 0; good && i < text.size(); i += 2) {
    const int high = value_in(kHexValues, text[i]);
    const int low = value_in(kHexValues, text[i + 1]);
    good = high >= 0 && low >= 0;
    out.push_back(static_cast<char>(high * 16 + low));
  }
  if (!good) {
    throw Error(Fault::kData, "bad_hex",
                "\"" + printable(text.substr(0, 40)) + "\" is not lower-case hexadecimal");
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    const std::size_t symbols = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t k = 0; k < 4; ++k) {
      out.push_back(k < symbols ? kBase64Symbols[(group >> (18 - 6 * k)) & 63] : '=');
    }
  }
  return out;
}

Bytes unbase64(std::string_view text) {
  const auto refuse = [&]() -> void {
    throw Error(Fault::kData, "bad_base64",
                "\"" + printable(text.substr(0, 40)) + "\" is not base64 with its padding");
  };
  if (text.size() % 4 != 0) refuse();
  const std::size_t padding = text.ends_with("==") ? 2 : (text.ends_with("=") ? 1 : 0);
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text.substr(0, text.size() - padding)) {
    const int value = value_in(kBase64Values, c);
    if (value < 0) refuse();
    buffer = (buffer << 6) | static_cast<unsigned>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<char>((buffer >> bits) & 255));
    }
    buffer &= (1u << bits) - 1;
  }
  if (buffer != 0) refuse();  // the unused bits: one text for one value
  return out;
}

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > 40) return false;
  for (const char c : text) {
    if (!is_slug_char(c)) return false;
  }
  return true;
}

bool is_site_slug(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return is_slug(text);
  return is_slug(text.substr(0, slash)) && is_slug(text.substr(slash + 1));
}

bool is_id(std::string_view text) {
  if (text.size() != 16) return false;
  for (const char c : text) {
    if (value_in(kSymbolValues, c) < 0) return false;
  }
  return true;
}

bool is_entity_id(std::string_view text) {
  if (text.empty() || text.size() > 120) return false;
  for (const char c : text) {
    if (!is_slug_char(c) && c != '.' && c != '/') return false;
  }
  for (;;) {
    const std::size_t slash = text.find('/');
    const std::string_view segment = text.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") return false;
    if (slash == text.npos) return true;
    text.remove_prefix(slash + 1);
  }
}

bool is_operation_id(std::string_view text) { return split_operation_id(text).has_value(); }

std::string OperationId::text() const {
  return replica + "." + std::to_string(incarnation) + "." + std::to_string(seq);
}

OperationId parse_operation_id(std::string_view text) {
  auto id = split_operation_id(text);
  if (!id) {
    throw Error(
        Fault::kData, "bad_operation_id",
        "\"" + printable(text.substr(0, 80)) + "\" is not an operation id such as shop-1.0.17");
  }
  return *std::move(id);
}

Bytes SystemRandom::bytes(std::size_t count) {
  Bytes out(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = getrandom(out.data() + have, count - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Error(Fault::kIo, "no_random", "the system gives no random bytes");
    have += static_cast<std::size_t>(got);
  }
  return out;
}

std::string new_id(Random& random) { return base32(random.bytes(10)); }

std::string new_code(Random& random) {
  // The five check symbols beyond the alphabet are awkward in a shell and on the telephone: draw
  // again. Bounded, because a test's source may repeat itself.
  constexpr int kTries = 16;
  std::uint64_t value = 0;
  for (int i = 0; i < kTries; ++i) {
    value = 0;
    for (const char c : random.bytes(8)) value = (value << 8) | static_cast<unsigned char>(c);
    value >>= 4;  // 60 bits
    if (value % 37 < 32) break;
  }
  std::string out;
  for (std::size_t i = 0; i < kCodeLength; ++i) {
    out.push_back(kCodeSymbols[(value >> (5 * (kCodeLength - 1 - i))) & 31]);
    if (i % 4 == 3) out.push_back('-');
  }
  out.push_back(kCodeSymbols[value % 37]);
  return out;
}

std::string normal_code(std::string_view typed) {
  std::string out;
  std::uint64_t number = 0;
  for (const char raw : typed) {
    if (raw == ' ' || raw == '-') continue;
    char c = raw >= 'a' && raw <= 'z' ? static_cast<char>(raw - 'a' + 'A') : raw;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const int value = value_in(kCodeValues, c);
    const bool check = out.size() == kCodeLength;
    if (value < 0 || out.size() > kCodeLength || (!check && value >= 32)) return {};
    if (check && number % 37 != static_cast<unsigned>(value)) return {};
    number = (number << 5) | static_cast<unsigned>(value);
    out.push_back(c);
  }
  return out.size() == kCodeLength + 1 ? out : std::string();
}

}  // namespace kontor
