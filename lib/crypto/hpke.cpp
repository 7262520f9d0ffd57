// SPDX-License-Identifier: Apache-2.0
// The names are those of RFC 9180: labeled extract and expand (section 4), encap and decap (4.1),
// key schedule (5.1). Single shot: sequence number 0, so that the nonce is the base nonce.
#include "lib/crypto/hpke.h"

#include <openssl/crypto.h>

#include "lib/base/error.h"
#include "lib/crypto/hash.h"
#include "lib/crypto/openssl.h"

namespace kontor {
namespace {

using openssl::data;

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kKemSuite("KEM\x00\x20", 5);  // DHKEM(X25519, HKDF-SHA256)
// The same with HKDF-SHA256; the AEAD follows.
constexpr std::string_view kSuitePrefix("HPKE\x00\x20\x00\x01", 8);
constexpr std::string_view kVersion = "HPKE-v1";

Bytes two_bytes(std::size_t value) {
  return {static_cast<char>((value >> 8) & 255), static_cast<char>(value & 255)};
}

// HKDF-Expand (RFC 5869); `size` at most 255 blocks.
Bytes expand(std::string_view prk, const Bytes& info, std::size_t size) {
  Bytes out;
  Bytes block;
  for (unsigned char count = 1; out.size() < size; ++count) {
    block.append(info).push_back(static_cast<char>(count));
    block = hmac_sha256(prk, block);
    out += block;
  }
  out.resize(size);
  return out;
}

Bytes labeled_extract(std::string_view suite, std::string_view salt, std::string_view label,
                      std::string_view ikm) {
  Bytes labeled(kVersion);
  labeled.append(suite).append(label).append(ikm);
  return hmac_sha256(salt, labeled);
}

Bytes labeled_expand(std::string_view suite, std::string_view prk, std::string_view label,
                     std::string_view info, std::size_t size) {
  Bytes labeled = two_bytes(size);
  labeled.append(kVersion).append(suite).append(label).append(info);
  return expand(prk, labeled, size);
}

// Empty when the peer's key is none, or of small order (the result would be zero).
std::optional<Bytes> x25519(EVP_PKEY* own, const VaultPublicKey& peer) {
  const openssl::Key other = openssl::public_key(EVP_PKEY_X25519, peer.raw);
  if (!other) return {};
  const openssl::KeyContext context(EVP_PKEY_CTX_new(own, nullptr));
  openssl::check(context && EVP_PKEY_derive_init(context.get()) == 1, "preparing X25519");
  Bytes shared(kKeyBytes, '\0');
  std::size_t size = shared.size();
  if (EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1 ||
      EVP_PKEY_derive(context.get(), data(shared), &size) != 1 || size != shared.size()) {
    return {};
  }
  return shared;
}

// Loading a secret derives its public half, as dear as the exchange itself: a replica opens
// thousands of files with one key.
EVP_PKEY* reader_key(const VaultKey& key) {
  thread_local Bytes secret;
  thread_local openssl::Key loaded;
  if (!loaded || secret != key.secret) {
    loaded = openssl::secret_key(EVP_PKEY_X25519, key.secret);
    secret = key.secret;
  }
  return loaded.get();
}

struct Schedule {
  Bytes key;
  Bytes nonce;
};

Schedule key_schedule(const Aead& aead, const Bytes& dh, std::string_view enc, std::string_view to,
                      std::string_view info) {
  Bytes kem_context(enc);
  kem_context += to;
  const Bytes eae = labeled_extract(kKemSuite, "", "eae_prk", dh);
  const Bytes shared = labeled_expand(kKemSuite, eae, "shared_secret", kem_context, kKeyBytes);

  const Bytes suite = Bytes(kSuitePrefix) + two_bytes(aead.id);
  Bytes context(1, '\0');  // mode base
  context += labeled_extract(suite, "", "psk_id_hash", "");
  context += labeled_extract(suite, "", "info_hash", info);
  const Bytes secret = labeled_extract(suite, shared, "secret", "");
  return {labeled_expand(suite, secret, "key", context, aead.key_bytes),
          labeled_expand(suite, secret, "base_nonce", context, kNonceBytes)};
}

EVP_CIPHER* cipher_of(const Aead& aead) {
  // Fetched once, kept for the life of the process.
  static EVP_CIPHER* const aes256 = EVP_CIPHER_fetch(nullptr, kAes256Gcm.name, nullptr);
  static EVP_CIPHER* const aes128 = EVP_CIPHER_fetch(nullptr, kAes128Gcm.name, nullptr);
  EVP_CIPHER* const cipher = aead.id == kAes256Gcm.id ? aes256 : aes128;
  openssl::check(cipher != nullptr, aead.name);
  return cipher;
}

EVP_CIPHER_CTX* cipher_context() {
  thread_local const openssl::CipherContext context(EVP_CIPHER_CTX_new());
  openssl::check(context != nullptr, "a cipher context");
  return context.get();
}

int length(std::string_view bytes) {
  KONTOR_CHECK(bytes.size() <= (1u << 30));
  return static_cast<int>(bytes.size());
}

}  // namespace

Bytes gcm_seal(const Aead& aead, std::string_view key, std::string_view nonce, std::string_view aad,
               std::string_view plaintext) {
  KONTOR_CHECK(key.size() == aead.key_bytes && nonce.size() == kNonceBytes);
  EVP_CIPHER_CTX* const context = cipher_context();
  Bytes out(plaintext.size() + kTagBytes, '\0');
  int count = 0;
  int rest = 0;
  const bool good =
      EVP_EncryptInit_ex2(context, cipher_of(aead), data(key), data(nonce), nullptr) == 1 &&
      EVP_EncryptUpdate(context, nullptr, &count, data(aad), length(aad)) == 1 &&
      EVP_EncryptUpdate(context, data(out), &count, data(plaintext), length(plaintext)) == 1 &&
      EVP_EncryptFinal_ex(context, data(out) + count, &rest) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes),
                          data(out) + plaintext.size()) == 1;
  openssl::check(good && count + rest == length(plaintext), aead.name);
  return out;
}

std::optional<Bytes> gcm_open(const Aead& aead, std::string_view key, std::string_view nonce,
                              std::string_view aad, std::string_view sealed) {
  KONTOR_CHECK(key.size() == aead.key_bytes && nonce.size() == kNonceBytes);
  if (sealed.size() < kTagBytes) return {};
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - kTagBytes);
  Bytes tag(sealed.substr(ciphertext.size()));
  EVP_CIPHER_CTX* const context = cipher_context();
  Bytes out(ciphertext.size(), '\0');
  int count = 0;
  int rest = 0;
  const bool prepared =
      EVP_DecryptInit_ex2(context, cipher_of(aead), data(key), data(nonce), nullptr) == 1 &&
      EVP_DecryptUpdate(context, nullptr, &count, data(aad), length(aad)) == 1 &&
      EVP_DecryptUpdate(context, data(out), &count, data(ciphertext), length(ciphertext)) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), data(tag)) ==
          1;
  openssl::check(prepared, aead.name);
  if (EVP_DecryptFinal_ex(context, data(out) + count, &rest) != 1) {
    OPENSSL_cleanse(out.data(), out.size());  // unauthenticated plaintext leaves no trace
    return {};
  }
  return out;
}

Bytes hpke_seal_with(const Aead& aead, const VaultPublicKey& to, std::string_view info,
                     std::string_view aad, std::string_view plaintext, Random& random) {
  const openssl::Key ephemeral = openssl::secret_key(EVP_PKEY_X25519, random.bytes(kKeyBytes));
  const auto dh = x25519(ephemeral.get(), to);
  if (!dh) throw Error(Fault::kData, "bad_public_key", "not a vault key: " + base64(to.raw));
  const Bytes enc = openssl::raw_public(ephemeral.get());
  const Schedule schedule = key_schedule(aead, *dh, enc, to.raw, info);
  return enc + gcm_seal(aead, schedule.key, schedule.nonce, aad, plaintext);
}

std::optional<Bytes> hpke_open_with(const Aead& aead, const VaultKey& key, std::string_view info,
                                    std::string_view aad, std::string_view sealed) {
  if (sealed.size() < kKeyBytes + kTagBytes) return {};
  const std::string_view enc = sealed.substr(0, kKeyBytes);
  const auto dh = x25519(reader_key(key), VaultPublicKey{Bytes(enc)});
  if (!dh) return {};
  const Schedule schedule = key_schedule(aead, *dh, enc, key.public_key.raw, info);
  return gcm_open(aead, schedule.key, schedule.nonce, aad, sealed.substr(kKeyBytes));
}

}  // namespace kontor
