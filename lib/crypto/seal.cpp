// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/seal.h"

#include "lib/crypto/hpke.h"

namespace kontor {

Bytes hpke_seal(const VaultPublicKey& to, std::string_view info, std::string_view aad,
                std::string_view plaintext, Random& random) {
  return hpke_seal_with(kAes256Gcm, to, info, aad, plaintext, random);
}

std::optional<Bytes> hpke_open(const VaultKey& key, std::string_view info, std::string_view aad,
                               std::string_view sealed) {
  return hpke_open_with(kAes256Gcm, key, info, aad, sealed);
}

Bytes aead_seal(std::string_view key, std::string_view aad, std::string_view plaintext,
                Random& random) {
  const Bytes nonce = random.bytes(kNonceBytes);
  return nonce + gcm_seal(kAes256Gcm, key, nonce, aad, plaintext);
}

std::optional<Bytes> aead_open(std::string_view key, std::string_view aad,
                               std::string_view sealed) {
  if (sealed.size() < kNonceBytes) return {};
  return gcm_open(kAes256Gcm, key, sealed.substr(0, kNonceBytes), aad, sealed.substr(kNonceBytes));
}

}  // namespace kontor
