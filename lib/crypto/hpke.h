// SPDX-License-Identifier: Apache-2.0
// HPKE base mode with the AEAD as a parameter: the published vectors use AES-128-GCM, Kontor ships
// AES-256-GCM (seal.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/crypto/key.h"

namespace kontor {

struct Aead {
  std::uint16_t id;  // RFC 9180 section 7.3
  const char* name;  // OpenSSL's
  std::size_t key_bytes;
};
inline constexpr Aead kAes128Gcm{1, "AES-128-GCM", 16};
inline constexpr Aead kAes256Gcm{2, "AES-256-GCM", 32};
inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

// ciphertext || tag
Bytes gcm_seal(const Aead& aead, std::string_view key, std::string_view nonce, std::string_view aad,
               std::string_view plaintext);
std::optional<Bytes> gcm_open(const Aead& aead, std::string_view key, std::string_view nonce,
                              std::string_view aad, std::string_view sealed);

// As hpke_seal and hpke_open.
Bytes hpke_seal_with(const Aead& aead, const VaultPublicKey& to, std::string_view info,
                     std::string_view aad, std::string_view plaintext, Random& random);
std::optional<Bytes> hpke_open_with(const Aead& aead, const VaultKey& key, std::string_view info,
                                    std::string_view aad, std::string_view sealed);

}  // namespace kontor
