// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/sshsig.h"

#include <optional>

#include "lib/crypto/hash.h"
#include "lib/crypto/ssh_format.h"
#include "lib/crypto/wire.h"

namespace kontor {
namespace {

constexpr std::string_view kMagic = "SSHSIG";
constexpr std::string_view kLabel = "SSH SIGNATURE";
constexpr std::string_view kHash = "sha512";
constexpr std::size_t kMostBytes = 4096;  // ours have about 300; refuse before decoding

struct Signature {
  PublicKey key;
  std::string name_space;
  Bytes raw;  // 64 bytes
};

Bytes to_be_signed(std::string_view name_space, std::string_view message) {
  Bytes out(kMagic);
  put_string(out, name_space);
  put_string(out, "");
  put_string(out, kHash);
  put_string(out, sha512(message));
  return out;
}

std::string armor_of(const Signature& signature) {
  Bytes inner;
  put_string(inner, kSshKeyType);
  put_string(inner, signature.raw);
  Bytes blob(kMagic);
  put_u32(blob, 1);
  put_string(blob, ssh_public_blob(signature.key));
  put_string(blob, signature.name_space);
  put_string(blob, "");
  put_string(blob, kHash);
  put_string(blob, inner);
  return ssh_armor(kLabel, blob);
}

std::optional<Signature> parse_blob(std::string_view blob) {
  WireReader reader(blob);
  if (!reader.expect_raw(kMagic) || reader.u32() != 1u) return {};
  const auto key_blob = reader.string();
  const auto name_space = reader.string();
  if (!key_blob || !name_space || !reader.expect("") || !reader.expect(kHash)) return {};
  const auto inner = reader.string();
  if (!inner || !reader.done()) return {};
  WireReader inside(*inner);
  if (!inside.expect(kSshKeyType)) return {};
  const auto raw = inside.string();
  if (!raw || raw->size() != 64 || !inside.done()) return {};
  auto key = parse_ssh_public_blob(*key_blob);
  if (!key) return {};
  return Signature{*std::move(key), std::string(*name_space), Bytes(*raw)};
}

// Only the one armor that signing makes.
std::optional<Signature> parse_armor(std::string_view armor) {
  if (armor.size() > kMostBytes) return {};
  const auto blob = ssh_unarmor(kLabel, armor);
  if (!blob) return {};
  auto signature = parse_blob(*blob);
  if (!signature || armor_of(*signature) != armor) return {};
  return signature;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood:
      return "good";
    case Verdict::kMalformed:
      return "malformed";
    case Verdict::kOtherNamespace:
      return "other_namespace";
    case Verdict::kOtherKey:
      return "other_key";
    case Verdict::kBadSignature:
      return "bad_signature";
  }
  return "unknown";
}

std::string sshsig_sign(const SigningKey& key, std::string_view name_space,
                        std::string_view message) {
  return armor_of(
      {key.public_key(), std::string(name_space), key.sign(to_be_signed(name_space, message))});
}

Verdict sshsig_verify(const PublicKey& key, std::string_view name_space, std::string_view message,
                      std::string_view armor) {
  const auto signature = parse_armor(armor);
  if (!signature) return Verdict::kMalformed;
  if (signature->name_space != name_space) return Verdict::kOtherNamespace;
  if (signature->key != key) return Verdict::kOtherKey;
  const bool good = verify(key, to_be_signed(name_space, message), signature->raw);
  return good ? Verdict::kGood : Verdict::kBadSignature;
}

}  // namespace kontor
