// SPDX-License-Identifier: Apache-2.0
// Owning handles of OpenSSL, and raw Curve25519 keys. For the sources of lib/crypto alone. The
// provider is loaded by the first fetch or key, never at start-up.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string_view>

#include "lib/base/error.h"
#include "lib/base/id.h"

namespace kontor::openssl {

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* handle) const {
    release(handle);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>>;

inline const unsigned char* data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* data(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

inline void check(bool good, const char* what) {
  if (!good) throw Error(Fault::kBug, "crypto_failed", std::string("OpenSSL: ") + what + " failed");
}

inline Key secret_key(int type, std::string_view raw) {
  Key key(EVP_PKEY_new_raw_private_key(type, nullptr, data(raw), raw.size()));
  check(key != nullptr, "loading a secret key");
  return key;
}

// Empty when the bytes are no key.
inline Key public_key(int type, std::string_view raw) {
  return Key(EVP_PKEY_new_raw_public_key(type, nullptr, data(raw), raw.size()));
}

inline Bytes raw_public(const EVP_PKEY* key) {
  Bytes raw(32, '\0');
  std::size_t size = raw.size();
  check(EVP_PKEY_get_raw_public_key(key, data(raw), &size) == 1 && size == raw.size(),
        "deriving a public key");
  return raw;
}

}  // namespace kontor::openssl
