// SPDX-License-Identifier: Apache-2.0
// The key derivation of encrypted OpenSSH keys (bcrypt_pbkdf of OpenBSD). OpenSSL has none.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/id.h"

namespace kontor {

// `rounds` >= 1, `size` 1..1024. Slow on purpose, and its first call computes Blowfish's tables.
Bytes bcrypt_pbkdf(std::string_view passphrase, std::string_view salt, std::uint32_t rounds,
                   std::size_t size);

}  // namespace kontor
