// SPDX-License-Identifier: Apache-2.0
// Ids: slugs [a-z0-9-]{1,40} for named things, 80 bits as 16 characters of lower-case Crockford
// base32 for everything else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

using Bytes = std::string;  // raw bytes

// Crockford base32, lower case, most significant bit first; the last symbol is padded with zero
// bits.
std::string base32(std::string_view bytes);
std::string hex(std::string_view bytes);
Bytes unhex(std::string_view text);  // Error(kData, "bad_hex")
std::string base64(std::string_view bytes);
Bytes unbase64(std::string_view text);  // Error(kData, "bad_base64"); strict, padded

bool is_slug(std::string_view text);       // [a-z0-9-]{1,40}
bool is_site_slug(std::string_view text);  // slug or slug/slug ("nord/mitte")
bool is_id(std::string_view text);         // 16 symbols of base32
// Anything that may stand as an entity id: [a-z0-9./-]{1,120}, no empty or dot segment.
bool is_entity_id(std::string_view text);
bool is_operation_id(std::string_view text);  // {replica}.{incarnation}.{seq}

struct OperationId {
  std::string replica;
  std::int64_t incarnation = 0;
  std::int64_t seq = 0;
  std::string text() const;
};
OperationId parse_operation_id(std::string_view text);  // Error(kData, "bad_operation_id")

class Random {
 public:
  virtual ~Random() = default;
  virtual Bytes bytes(std::size_t count) = 0;
};
class SystemRandom : public Random {  // getrandom(2)
 public:
  Bytes bytes(std::size_t count) override;
};
std::string new_id(Random& random);

// Short code typed by people: 12 random symbols and a check symbol (mod 37), as it is shown:
// XXXX-XXXX-XXXX-X.
std::string new_code(Random& random);
// The normal form, 13 upper-case symbols without hyphens, which code_id takes. Upper/lower case,
// spaces and hyphens do not matter, O reads as 0, I and L as 1. Empty string if the check symbol or
// the length is wrong.
std::string normal_code(std::string_view typed);

}  // namespace kontor
