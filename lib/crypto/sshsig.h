// SPDX-License-Identifier: Apache-2.0
// SSHSIG (OpenSSH PROTOCOL.sshsig): armored Ed25519 signatures with sha512, as git writes and
// checks.
//   signed   = "SSHSIG" str(namespace) str("") str("sha512") str(SHA512(message))
//   blob     = "SSHSIG" u32(1) str(pubkey) str(namespace) str("") str("sha512")
//   str(str("ssh-ed25519") str(sig)) armor    = "-----BEGIN SSH SIGNATURE-----" LF base64 in lines
//   of 70 LF "-----END SSH SIGNATURE-----"
// No final newline. Verification re-encodes and compares: another armor of the same signature would
// give a commit a second id.
#pragma once

#include <string>
#include <string_view>

#include "lib/crypto/key.h"

namespace kontor {

inline constexpr std::string_view kNamespaceGit = "git";
inline constexpr std::string_view kNamespaceRoot = "kontor-root";
inline constexpr std::string_view kNamespaceBeat = "kontor-beat";

enum class Verdict { kGood, kMalformed, kOtherNamespace, kOtherKey, kBadSignature };
std::string_view to_string(Verdict verdict);

std::string sshsig_sign(const SigningKey& key, std::string_view name_space,
                        std::string_view message);
Verdict sshsig_verify(const PublicKey& key, std::string_view name_space, std::string_view message,
                      std::string_view armor);

}  // namespace kontor
