// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys for signatures, X25519 keys for the vault. The only home of OpenSSL is lib/crypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/base/id.h"

namespace kontor {

// An Ed25519 public key, 32 raw bytes. Shown as "ssh-ed25519 AAAA... [comment]".
struct PublicKey {
  Bytes raw;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};
std::string format_ssh_public_key(const PublicKey& key, std::string_view comment = {});
PublicKey parse_ssh_public_key(std::string_view line);  // Error(kData, "bad_public_key")
std::string fingerprint(const PublicKey& key);          // "SHA256:..." as ssh-keygen prints it

class SigningKey {
 public:
  static SigningKey generate(Random& random);
  // openssh-key-v1 PEM, as ssh-keygen reads and writes it; encrypted (aes256-ctr, bcrypt) when a
  // passphrase is given. A wrong passphrase: Error(kPermission, "wrong_passphrase").
  static SigningKey parse(std::string_view pem, std::string_view passphrase = {});
  std::string format(Random& random, std::string_view comment,
                     std::string_view passphrase = {}) const;

  const PublicKey& public_key() const { return public_; }
  Bytes sign(std::string_view message) const;  // 64 bytes

 private:
  Bytes seed_;  // 32 bytes
  PublicKey public_;
};

// One context per thread; cheap to call repeatedly (algorithms are fetched once).
bool verify(const PublicKey& key, std::string_view message, std::string_view signature64);

// X25519. The secret is stored base64 in the key file of the replica.
struct VaultPublicKey {
  Bytes raw;  // 32 bytes
  friend bool operator==(const VaultPublicKey&, const VaultPublicKey&) = default;
};
struct VaultKey {
  Bytes secret;  // 32 bytes
  VaultPublicKey public_key;
  static VaultKey generate(Random& random);
  static VaultKey from_secret(std::string_view secret32);
};

}  // namespace kontor
