// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/key.h"

#include <map>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/hash.h"
#include "lib/crypto/openssl.h"
#include "lib/crypto/ssh_format.h"

namespace kontor {
namespace {

using openssl::data;
using openssl::DigestContext;
using openssl::Key;

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kVerifiersKept =
    64;  // keys seen together in one history; an upper bound of memory

// Setting up costs a twentieth of a verification and half of a signature: keep what was set up.
// The key lives as long as its context.
struct Prepared {
  Key key;
  DigestContext context;
};

Prepared prepare_signer(const Bytes& seed, const PublicKey& expected) {
  Prepared made{openssl::secret_key(EVP_PKEY_ED25519, seed), DigestContext(EVP_MD_CTX_new())};
  if (openssl::raw_public(made.key.get()) != expected.raw) {
    throw Error(Fault::kData, "bad_key",
                "the two halves of the signing key do not belong together");
  }
  openssl::check(made.context && EVP_DigestSignInit(made.context.get(), nullptr, nullptr, nullptr,
                                                    made.key.get()) == 1,
                 "preparing to sign");
  return made;
}

// No context when the key is none.
Prepared prepare_verifier(const PublicKey& key) {
  Prepared made{openssl::public_key(EVP_PKEY_ED25519, key.raw), {}};
  if (!made.key) return made;
  made.context.reset(EVP_MD_CTX_new());
  openssl::check(made.context && EVP_DigestVerifyInit(made.context.get(), nullptr, nullptr, nullptr,
                                                      made.key.get()) == 1,
                 "preparing to verify");
  return made;
}

}  // namespace

SigningKey SigningKey::generate(Random& random) {
  SigningKey key;
  key.seed_ = random.bytes(kKeyBytes);
  key.public_.raw = openssl::raw_public(openssl::secret_key(EVP_PKEY_ED25519, key.seed_).get());
  return key;
}

SigningKey SigningKey::parse(std::string_view pem, std::string_view passphrase) {
  SshPrivateKey parsed = parse_ssh_private_key(pem, passphrase);
  SigningKey key;
  key.seed_ = std::move(parsed.seed);
  key.public_ = std::move(parsed.public_key);
  return key;
}

std::string SigningKey::format(Random& random, std::string_view comment,
                               std::string_view passphrase) const {
  return format_ssh_private_key({seed_, public_, std::string(comment)}, passphrase, random);
}

Bytes SigningKey::sign(std::string_view message) const {
  thread_local Bytes seed;
  thread_local Prepared signer;
  if (!signer.context || seed != seed_) {
    signer = prepare_signer(seed_, public_);
    seed = seed_;
  }
  Bytes signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  const bool good = EVP_DigestSign(signer.context.get(), data(signature), &size, data(message),
                                   message.size()) == 1;
  openssl::check(good && size == signature.size(), "signing");
  return signature;
}

bool verify(const PublicKey& key, std::string_view message, std::string_view signature64) {
  if (key.raw.size() != kKeyBytes || signature64.size() != kSignatureBytes) return false;
  thread_local std::map<Bytes, Prepared> verifiers;
  auto found = verifiers.find(key.raw);
  if (found == verifiers.end()) {
    if (verifiers.size() >= kVerifiersKept) verifiers.clear();
    found = verifiers.emplace(key.raw, prepare_verifier(key)).first;
  }
  EVP_MD_CTX* context = found->second.context.get();
  return context != nullptr && EVP_DigestVerify(context, data(signature64), signature64.size(),
                                                data(message), message.size()) == 1;
}

std::string format_ssh_public_key(const PublicKey& key, std::string_view comment) {
  std::string line = std::string(kSshKeyType) + " " + base64(ssh_public_blob(key));
  if (!comment.empty()) line.append(" ").append(comment);
  return line;
}

PublicKey parse_ssh_public_key(std::string_view line) {
  const std::vector<std::string> words = split(trim(line), ' ');
  std::optional<PublicKey> key;
  if (words.size() >= 2 && words[0] == kSshKeyType) {
    try {
      key = parse_ssh_public_blob(unbase64(words[1]));
    } catch (const Error&) {
      key.reset();  // not base64: told below with the line
    }
  }
  if (!key) {
    throw Error(Fault::kData, "bad_public_key",
                "\"" + printable(line.substr(0, 60)) + "\" is not an ssh-ed25519 public key");
  }
  return *std::move(key);
}

std::string fingerprint(const PublicKey& key) {
  std::string text = base64(view(sha256(ssh_public_blob(key))));
  while (text.ends_with('=')) text.pop_back();
  return "SHA256:" + text;
}

VaultKey VaultKey::generate(Random& random) { return from_secret(random.bytes(kKeyBytes)); }

VaultKey VaultKey::from_secret(std::string_view secret32) {
  if (secret32.size() != kKeyBytes) {
    throw Error(Fault::kData, "bad_key", "a vault key has 32 bytes");
  }
  VaultKey key;
  key.secret = Bytes(secret32);
  key.public_key.raw = openssl::raw_public(openssl::secret_key(EVP_PKEY_X25519, key.secret).get());
  return key;
}

}  // namespace kontor
