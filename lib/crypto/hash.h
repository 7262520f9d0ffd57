// SPDX-License-Identifier: Apache-2.0
// Digests, and the ids that are digests: the first 80 bits of SHA-256 over framed fields.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "lib/base/id.h"

namespace kontor {

using Sha1 = std::array<std::uint8_t, 20>;
using Sha256 = std::array<std::uint8_t, 32>;

Sha1 sha1(std::string_view bytes);
Sha256 sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
std::string sha256_base32(std::string_view bytes);  // all 256 bits, 52 symbols
Bytes sha512(std::string_view bytes);
Bytes hmac_sha256(std::string_view key, std::string_view bytes);
bool equal_in_constant_time(std::string_view a, std::string_view b);

template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& digest) {
  return {reinterpret_cast<const char*>(digest.data()), N};
}
template <std::size_t N>
std::string hex(const std::array<std::uint8_t, N>& digest) {
  return hex(view(digest));
}

// Each field preceded by its length as big-endian u32: the join of every hash in the formats.
Bytes framed(std::initializer_list<std::string_view> fields);
// base32 of the first 80 bits of SHA-256(framed(fields)).
std::string hashed_id(std::initializer_list<std::string_view> fields);
// hashed_id("kontor-id", kind, cause, ordinal in decimal); the cause is an operation or timer id.
std::string derived_id(std::string_view kind, std::string_view cause, std::int64_t ordinal);
// Entity id of a code: hashed_id("kontor-code", ledger id, code). The code itself is never in
// history.
std::string code_id(std::string_view ledger_id, std::string_view normal_code);

}  // namespace kontor
