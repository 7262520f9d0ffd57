// SPDX-License-Identifier: Apache-2.0
// OpenSSH's encodings of Ed25519 keys (PROTOCOL.key), and its armor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/crypto/key.h"

namespace kontor {

inline constexpr std::string_view kSshKeyType = "ssh-ed25519";

// str("ssh-ed25519") str(raw)
Bytes ssh_public_blob(const PublicKey& key);
std::optional<PublicKey> parse_ssh_public_blob(std::string_view blob);

// "-----BEGIN {label}-----" LF base64 in lines of 70 LF "-----END {label}-----", no final newline.
std::string ssh_armor(std::string_view label, std::string_view bytes);
// Any line width, LF or CRLF, white space around it. Empty when it is none.
std::optional<Bytes> ssh_unarmor(std::string_view label, std::string_view text);

struct SshPrivateKey {
  Bytes seed;  // 32 bytes
  PublicKey public_key;
  std::string comment;
};
// Error(kData, "bad_key") malformed or of a kind that we do not read; Error(kPermission,
// "passphrase_needed"), (kPermission, "wrong_passphrase").
SshPrivateKey parse_ssh_private_key(std::string_view pem, std::string_view passphrase);
std::string format_ssh_private_key(const SshPrivateKey& key, std::string_view passphrase,
                                   Random& random);

}  // namespace kontor
