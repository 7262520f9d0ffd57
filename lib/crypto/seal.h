// SPDX-License-Identifier: Apache-2.0
// HPKE base mode (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM), single shot, and AES-256-GCM.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/crypto/key.h"

namespace kontor {

// enc (32 bytes) || ciphertext || tag.
Bytes hpke_seal(const VaultPublicKey& to, std::string_view info, std::string_view aad,
                std::string_view plaintext, Random& random);
std::optional<Bytes> hpke_open(const VaultKey& key, std::string_view info, std::string_view aad,
                               std::string_view sealed);

// nonce (12 bytes, random) || ciphertext || tag. `key` has 32 bytes.
Bytes aead_seal(std::string_view key, std::string_view aad, std::string_view plaintext,
                Random& random);
std::optional<Bytes> aead_open(std::string_view key, std::string_view aad, std::string_view sealed);

}  // namespace kontor
