// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/key.h"

#include <doctest/doctest.h>

#include <thread>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/ssh_format.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

struct Vector {
  const char* seed;
  const char* key;
  const char* message;
  const char* signature;
};
// RFC 8032 section 7.1, tests 1 to 3
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46b"
     "d25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "659"
     "4a7c15e9716ed28dc027beceea1ec40a"},
};

SigningKey key_of(const char* seed, const char* key) {
  SystemRandom random;
  return SigningKey::parse(format_ssh_private_key({unhex(seed), {unhex(key)}, "test"}, "", random));
}

std::string code_of(const auto& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

TEST_CASE("Ed25519 signs as RFC 8032 does") {
  for (const Vector& vector : kVectors) {
    const SigningKey key = key_of(vector.seed, vector.key);
    const Bytes message = unhex(vector.message);
    CHECK(hex(key.sign(message)) == vector.signature);
    CHECK(verify(key.public_key(), message, unhex(vector.signature)));
    CHECK_FALSE(verify(key.public_key(), message + "x", unhex(vector.signature)));
  }
}

TEST_CASE("what is no signature does not verify") {
  SystemRandom random;
  const SigningKey key = SigningKey::generate(random);
  const SigningKey other = SigningKey::generate(random);
  const Bytes signature = key.sign("message");
  CHECK(verify(key.public_key(), "message", signature));
  CHECK_FALSE(verify(other.public_key(), "message", signature));
  CHECK_FALSE(verify(key.public_key(), "message", signature.substr(1)));
  CHECK_FALSE(verify(key.public_key(), "message", Bytes(64, '\0')));
  CHECK_FALSE(verify({Bytes(31, 'a')}, "message", signature));
  CHECK_FALSE(verify({Bytes(32, '\xFF')}, "message", signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    Bytes changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(verify(key.public_key(), "message", changed));
  }
}

TEST_CASE("a scalar beyond the group's order is refused: one signature has one spelling") {
  const Vector& vector = kVectors[1];
  Bytes signature = unhex(vector.signature);
  const Bytes order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]) + static_cast<unsigned char>(order[i]);
    signature[32 + i] = static_cast<char>(carry & 255);
    carry >>= 8;
  }
  CHECK_FALSE(verify({unhex(vector.key)}, unhex(vector.message), signature));
}

TEST_CASE("many keys and threads") {
  SystemRandom random;
  std::vector<SigningKey> keys;
  keys.reserve(80);
  for (int i = 0; i < 80; ++i) keys.push_back(SigningKey::generate(random));
  const auto work = [&keys](bool& good) {
    for (int round = 0; round < 2; ++round) {
      for (const SigningKey& key : keys)
        good = good && verify(key.public_key(), "m", key.sign("m"));
    }
  };
  bool first = true;
  bool second = true;
  std::thread beside(work, std::ref(first));
  work(second);
  beside.join();
  CHECK(first);
  CHECK(second);
}

TEST_CASE("public keys") {
  const PublicKey key{unhex(kVectors[0].key)};
  const std::string line = format_ssh_public_key(key, "nord 1");
  CHECK(line ==
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea nord 1");
  CHECK(parse_ssh_public_key(line) == key);
  CHECK(parse_ssh_public_key(format_ssh_public_key(key) + "\n") == key);
  for (const char* bad :
       {"", "ssh-ed25519", "ssh-rsa AAAA", "ssh-ed25519 !", "ssh-ed25519 AAAA",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E="}) {
    CAPTURE(bad);
    CHECK(code_of([&] { parse_ssh_public_key(bad); }) == "bad_public_key");
  }
}

TEST_CASE("key files") {
  SystemRandom random;
  const SigningKey key = SigningKey::generate(random);
  const std::string plain = key.format(random, "nord-1");
  CHECK(plain.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
  CHECK(plain.ends_with("-----END OPENSSH PRIVATE KEY-----\n"));
  CHECK(SigningKey::parse(plain).public_key() == key.public_key());
  CHECK(SigningKey::parse(plain).sign("m") == key.sign("m"));

  const std::string locked = key.format(random, "root", "correct horse");
  CHECK(SigningKey::parse(locked, "correct horse").sign("m") == key.sign("m"));
  CHECK(code_of([&] { SigningKey::parse(locked); }) == "passphrase_needed");
  CHECK(code_of([&] { SigningKey::parse(locked, "battery"); }) == "wrong_passphrase");
}

TEST_CASE("damaged key files are refused, at every byte") {
  SystemRandom random;
  const std::string plain = SigningKey::generate(random).format(random, "nord-1");
  const Bytes body = *ssh_unarmor("OPENSSH PRIVATE KEY", plain);
  for (std::size_t size = 0; size < body.size(); ++size) {
    const std::string cut = ssh_armor("OPENSSH PRIVATE KEY", body.substr(0, size));
    CHECK(code_of([&] { SigningKey::parse(cut); }) == "bad_key");
  }
  CHECK(code_of([&] { SigningKey::parse(""); }) == "bad_key");
  CHECK(code_of([&] { SigningKey::parse(ssh_armor("OPENSSH PRIVATE KEY", body + "x")); }) ==
        "bad_key");
  // A seed that does not belong to the public key shows at the first use.
  const SshPrivateKey mixed{Bytes(32, 'a'), {Bytes(32, 'b')}, ""};
  const SigningKey bad = SigningKey::parse(format_ssh_private_key(mixed, "", random));
  CHECK(code_of([&] { bad.sign("m"); }) == "bad_key");
}

TEST_CASE("OpenSSH reads our key files") {
  SystemRandom random;
  Scratch peer;
  const SigningKey key = SigningKey::generate(random);
  const std::string line = format_ssh_public_key(key.public_key(), "nord-1");
  for (const char* passphrase : {"", "correct horse"}) {
    peer.write("key", key.format(random, "nord-1", passphrase));
    CHECK(peer.run("ssh-keygen -y -P '" + std::string(passphrase) + "' -f key") == 0);
    CHECK(trim(peer.output) == line);
    CHECK(peer.run("ssh-keygen -l -f key") == 0);
    CHECK(peer.output.find(fingerprint(key.public_key())) != std::string::npos);
  }
  CHECK(peer.run("ssh-keygen -y -P battery -f key") != 0);
}

TEST_CASE("we read OpenSSH's key files") {
  Scratch peer;
  for (const char* passphrase : {"", "Gr\xC3\xBC\xC3\x9F Gott"}) {
    peer.remove("key");
    CHECK(peer.run("ssh-keygen -q -t ed25519 -C ours -N '" + std::string(passphrase) +
                   "' -f key") == 0);
    const SigningKey key = SigningKey::parse(peer.read("key"), passphrase);
    CHECK(format_ssh_public_key(key.public_key(), "ours") == trim(peer.read("key.pub")));
    CHECK(verify(key.public_key(), "m", key.sign("m")));
  }
  peer.remove("key");
  CHECK(peer.run("ssh-keygen -q -t ed25519 -Z aes128-ctr -N secret -f key") == 0);
  CHECK(code_of([&] { SigningKey::parse(peer.read("key"), "secret"); }) == "bad_key");
  peer.remove("key");
  CHECK(peer.run("ssh-keygen -q -t ecdsa -N '' -f key") == 0);
  CHECK(code_of([&] { SigningKey::parse(peer.read("key")); }) == "bad_key");
}

TEST_CASE("vault keys: X25519 of RFC 7748 section 6.1") {
  const VaultKey alice = VaultKey::from_secret(
      unhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
  CHECK(hex(alice.public_key.raw) ==
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  CHECK(code_of([] { VaultKey::from_secret("short"); }) == "bad_key");
}

}  // namespace
}  // namespace kontor
