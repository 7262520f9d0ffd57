// SPDX-License-Identifier: Apache-2.0
//
//   file    = armor("OPENSSH PRIVATE KEY") LF of
//             "openssh-key-v1" NUL str(cipher) str(kdf) str(kdf options) u32(1) str(public blob)
//             str(private section, encrypted)
//   private = u32(check) u32(check) str("ssh-ed25519") str(public 32) str(seed 32, public 32)
//             str(comment) 1 2 3 ... up to a multiple of the cipher's block
//   cipher, kdf, options = "none" "none" "" | "aes256-ctr" "bcrypt" (str(salt) u32(rounds))
#include "lib/crypto/ssh_format.h"

#include <openssl/crypto.h>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/bcrypt.h"
#include "lib/crypto/openssl.h"
#include "lib/crypto/wire.h"

namespace kontor {
namespace {

constexpr std::string_view kLabel = "OPENSSH PRIVATE KEY";
constexpr std::string_view kMagic("openssh-key-v1\0", 15);
constexpr std::size_t kLineLength = 70;
constexpr std::size_t kPlainBlock = 8;
constexpr std::size_t kCipherBlock = 16;
constexpr std::size_t kCipherKeyBytes = 32;
constexpr std::size_t kSaltBytes = 16;
constexpr std::uint32_t kRounds = 24;        // what OpenSSH 9.4 and later write
constexpr std::uint32_t kMostRounds = 1024;  // a minute; more is a file that wants to stall us

[[noreturn]] void bad_key(const std::string& why) {
  throw Error(Fault::kData, "bad_key", "not a signing key: " + why);
}

// Counter mode is its own inverse.
Bytes aes256_ctr(std::string_view key, std::string_view iv, std::string_view in) {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CTR", nullptr);
  const openssl::CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(in.size(), '\0');
  int count = 0;
  const bool good = cipher != nullptr && context &&
                    EVP_EncryptInit_ex2(context.get(), cipher, openssl::data(key),
                                        openssl::data(iv), nullptr) == 1 &&
                    EVP_EncryptUpdate(context.get(), openssl::data(out), &count, openssl::data(in),
                                      static_cast<int>(in.size())) == 1;
  openssl::check(good && static_cast<std::size_t>(count) == in.size(), "AES-256-CTR");
  return out;
}

Bytes crypt_with_passphrase(std::string_view passphrase, std::string_view salt,
                            std::uint32_t rounds, std::string_view in) {
  Bytes secret = bcrypt_pbkdf(passphrase, salt, rounds, kCipherKeyBytes + kCipherBlock);
  const std::string_view all = secret;
  Bytes out = aes256_ctr(all.substr(0, kCipherKeyBytes), all.substr(kCipherKeyBytes), in);
  OPENSSL_cleanse(secret.data(), secret.size());
  return out;
}

struct Sealed {
  std::string_view cipher;
  std::string_view kdf;
  std::string_view options;
  PublicKey public_key;
  std::string_view section;
};

std::optional<Sealed> parse_outside(std::string_view body) {
  WireReader reader(body);
  if (!reader.expect_raw(kMagic)) return {};
  const auto cipher = reader.string();
  const auto kdf = reader.string();
  const auto options = reader.string();
  if (reader.u32() != 1u) return {};
  const auto blob = reader.string();
  const auto section = reader.string();
  if (!cipher || !kdf || !options || !blob || !section || !reader.done()) return {};
  const auto key = parse_ssh_public_blob(*blob);
  if (!key) return {};
  return Sealed{*cipher, *kdf, *options, *key, *section};
}

Bytes open_section(const Sealed& sealed, std::string_view passphrase) {
  if (sealed.cipher == "none" && sealed.kdf == "none" && sealed.options.empty()) {
    return Bytes(sealed.section);
  }
  if (sealed.cipher != "aes256-ctr" || sealed.kdf != "bcrypt") {
    throw Error(
        Fault::kData, "bad_key",
        "signing key is encrypted with " + printable(sealed.cipher) + ", not with aes256-ctr",
        "ssh-keygen -p -Z aes256-ctr -f FILE");
  }
  WireReader reader(sealed.options);
  const auto salt = reader.string();
  const auto rounds = reader.u32();
  if (!salt || salt->empty() || !rounds || *rounds == 0 || *rounds > kMostRounds ||
      !reader.done()) {
    bad_key("its key derivation is malformed");
  }
  if (passphrase.empty()) {
    throw Error(Fault::kPermission, "passphrase_needed", "signing key is locked with a passphrase");
  }
  return crypt_with_passphrase(passphrase, *salt, *rounds, sealed.section);
}

bool is_padding(std::string_view rest, std::size_t block) {
  if (rest.size() >= block) return false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (static_cast<unsigned char>(rest[i]) != i + 1) return false;
  }
  return true;
}

}  // namespace

Bytes ssh_public_blob(const PublicKey& key) {
  Bytes blob;
  put_string(blob, kSshKeyType);
  put_string(blob, key.raw);
  return blob;
}

std::optional<PublicKey> parse_ssh_public_blob(std::string_view blob) {
  WireReader reader(blob);
  if (!reader.expect(kSshKeyType)) return {};
  const auto raw = reader.string();
  if (!raw || raw->size() != 32 || !reader.done()) return {};
  return PublicKey{Bytes(*raw)};
}

std::string ssh_armor(std::string_view label, std::string_view bytes) {
  std::string out = "-----BEGIN " + std::string(label) + "-----\n";
  const std::string text = base64(bytes);
  for (std::size_t i = 0; i < text.size(); i += kLineLength) {
    out.append(text, i, kLineLength).push_back('\n');
  }
  return out + "-----END " + std::string(label) + "-----";
}

std::optional<Bytes> ssh_unarmor(std::string_view label, std::string_view text) {
  const std::string begin = "-----BEGIN " + std::string(label) + "-----";
  const std::string end = "-----END " + std::string(label) + "-----";
  text = trim(text);
  if (text.size() < begin.size() + end.size() || !text.starts_with(begin) || !text.ends_with(end)) {
    return {};
  }
  text = text.substr(begin.size(), text.size() - begin.size() - end.size());
  std::string symbols;
  for (const char c : text) {
    if (c != '\n' && c != '\r') symbols.push_back(c);
  }
  try {
    return unbase64(symbols);
  } catch (const Error&) {
    return {};
  }
}

SshPrivateKey parse_ssh_private_key(std::string_view pem, std::string_view passphrase) {
  const auto body = ssh_unarmor(kLabel, pem);
  if (!body) bad_key("no OPENSSH PRIVATE KEY file");
  const auto sealed = parse_outside(*body);
  if (!sealed) bad_key("not one Ed25519 key in openssh-key-v1");

  Bytes section = open_section(*sealed, passphrase);
  const bool locked = sealed->cipher != "none";
  WireReader reader(section);
  const auto check = reader.u32();
  if (!check || reader.u32() != check) {
    if (locked)
      throw Error(Fault::kPermission, "wrong_passphrase", "wrong passphrase for the signing key");
    bad_key("its check numbers differ");
  }
  const bool known = reader.expect(kSshKeyType);
  const auto raw = reader.string();
  const auto secret = reader.string();
  const auto comment = reader.string();
  const bool whole = known && raw == sealed->public_key.raw && secret && secret->size() == 64 &&
                     secret->substr(32) == sealed->public_key.raw && comment &&
                     is_padding(reader.rest(), locked ? kCipherBlock : kPlainBlock);
  if (!whole) bad_key("its private section is malformed");
  SshPrivateKey key{Bytes(secret->substr(0, 32)), sealed->public_key, std::string(*comment)};
  OPENSSL_cleanse(section.data(), section.size());
  return key;
}

std::string format_ssh_private_key(const SshPrivateKey& key, std::string_view passphrase,
                                   Random& random) {
  const Bytes check = random.bytes(4);
  Bytes section = check + check;
  put_string(section, kSshKeyType);
  put_string(section, key.public_key.raw);
  put_string(section, key.seed + key.public_key.raw);
  put_string(section, key.comment);
  const std::size_t block = passphrase.empty() ? kPlainBlock : kCipherBlock;
  for (char pad = 1; section.size() % block != 0; ++pad) section.push_back(pad);

  Bytes body(kMagic);
  if (passphrase.empty()) {
    put_string(body, "none");
    put_string(body, "none");
    put_string(body, "");
  } else {
    const Bytes salt = random.bytes(kSaltBytes);
    Bytes options;
    put_string(options, salt);
    put_u32(options, kRounds);
    put_string(body, "aes256-ctr");
    put_string(body, "bcrypt");
    put_string(body, options);
    section = crypt_with_passphrase(passphrase, salt, kRounds, section);
  }
  put_u32(body, 1);
  put_string(body, ssh_public_blob(key.public_key));
  put_string(body, section);
  return ssh_armor(kLabel, body) + "\n";
}

}  // namespace kontor
