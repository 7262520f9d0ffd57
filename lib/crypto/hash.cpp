// SPDX-License-Identifier: Apache-2.0
// OpenSSL's digest functions are called directly: the same assembly as through EVP, but without the
// provider, whose loading costs 1.5 ms. A command that commits one private value stays free of it.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "lib/crypto/hash.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "lib/base/error.h"
#include "lib/crypto/wire.h"

namespace kontor {
namespace {

constexpr std::size_t kIdBytes = 10;       // 80 bits: 16 symbols
constexpr std::size_t kBlockBytes = 64;    // of SHA-256
constexpr unsigned char kInnerPad = 0x36;  // RFC 2104
constexpr unsigned char kOuterPad = 0x5C;

Bytes padded_key(std::string_view block, unsigned char pad) {
  Bytes out(kBlockBytes, static_cast<char>(pad));
  for (std::size_t i = 0; i < block.size(); ++i) {
    out[i] = static_cast<char>(static_cast<unsigned char>(block[i]) ^ pad);
  }
  return out;
}

}  // namespace

Sha1 sha1(std::string_view bytes) {
  Sha1 digest;
  SHA_CTX context;
  const bool good = SHA1_Init(&context) == 1 &&
                    SHA1_Update(&context, bytes.data(), bytes.size()) == 1 &&
                    SHA1_Final(digest.data(), &context) == 1;
  KONTOR_CHECK(good);
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  SHA256_CTX context;
  const bool good = SHA256_Init(&context) == 1 &&
                    SHA256_Update(&context, bytes.data(), bytes.size()) == 1 &&
                    SHA256_Final(digest.data(), &context) == 1;
  KONTOR_CHECK(good);
  return digest;
}

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

std::string sha256_base32(std::string_view bytes) { return base32(view(sha256(bytes))); }

Bytes sha512(std::string_view bytes) {
  std::array<std::uint8_t, SHA512_DIGEST_LENGTH> digest;
  SHA512_CTX context;
  const bool good = SHA512_Init(&context) == 1 &&
                    SHA512_Update(&context, bytes.data(), bytes.size()) == 1 &&
                    SHA512_Final(digest.data(), &context) == 1;
  KONTOR_CHECK(good);
  return Bytes(view(digest));
}

Bytes hmac_sha256(std::string_view key, std::string_view bytes) {
  const Sha256 short_key = key.size() > kBlockBytes ? sha256(key) : Sha256{};
  const std::string_view block = key.size() > kBlockBytes ? view(short_key) : key;
  const Sha256 inner = sha256(padded_key(block, kInnerPad).append(bytes));
  return Bytes(view(sha256(padded_key(block, kOuterPad).append(view(inner)))));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Bytes framed(std::initializer_list<std::string_view> fields) {
  std::size_t size = 0;
  for (const std::string_view field : fields) size += 4 + field.size();
  Bytes out;
  out.reserve(size);
  for (const std::string_view field : fields) put_string(out, field);
  return out;
}

std::string hashed_id(std::initializer_list<std::string_view> fields) {
  return base32(view(sha256(framed(fields))).substr(0, kIdBytes));
}

std::string derived_id(std::string_view kind, std::string_view cause, std::int64_t ordinal) {
  return hashed_id({"kontor-id", kind, cause, std::to_string(ordinal)});
}

std::string code_id(std::string_view ledger_id, std::string_view normal_code) {
  return hashed_id({"kontor-code", ledger_id, normal_code});
}

}  // namespace kontor
