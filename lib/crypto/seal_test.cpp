// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/seal.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/crypto/hpke.h"

namespace kontor {
namespace {

class Given : public Random {
 public:
  explicit Given(Bytes bytes) : bytes_(std::move(bytes)) {}
  Bytes bytes(std::size_t count) override {
    CHECK(count == bytes_.size());
    return bytes_;
  }

 private:
  Bytes bytes_;
};

// RFC 9180 A.1.1, sequence number 0
const Bytes kInfo = unhex("4f6465206f6e2061204772656369616e2055726e");
const Bytes kAad = unhex("436f756e742d30");
const Bytes kPlaintext = unhex("4265617574792069732074727574682c20747275746820626561757479");
constexpr const char* kSenderSecret =
    "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736";
constexpr const char* kReaderSecret =
    "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8";
constexpr const char* kEnc = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";

TEST_CASE("HPKE of RFC 9180 A.1.1 (AES-128-GCM)") {
  const VaultKey reader = VaultKey::from_secret(unhex(kReaderSecret));
  CHECK(hex(reader.public_key.raw) ==
        "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
  Given sender(unhex(kSenderSecret));
  const Bytes sealed =
      hpke_seal_with(kAes128Gcm, reader.public_key, kInfo, kAad, kPlaintext, sender);
  CHECK(hex(sealed) == std::string(kEnc) +
                           "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
                           "6d8770ac83d07bea87e13c512a");
  CHECK(hpke_open_with(kAes128Gcm, reader, kInfo, kAad, sealed) == kPlaintext);
}

constexpr const char* kForeign =
    "bb8dc962937b3583a183bbec871f8377faf637e6be7d964de148635d78f84e4705a9db262577a721"
    "cd25aad312846e9657fabc1eccd104e8ed79ce0229b63c58bc21cb8c6a87ecb4d2edfbe68a";

// The first was sealed by pyca/cryptography for the reader of A.1.1; it opens the second.
TEST_CASE("HPKE as shipped (AES-256-GCM) agrees with another implementation") {
  const VaultKey reader = VaultKey::from_secret(unhex(kReaderSecret));
  CHECK(hpke_open(reader, kInfo, "", unhex(kForeign)) == kPlaintext);
  Given sender(unhex(kSenderSecret));
  CHECK(hex(hpke_seal(reader.public_key, kInfo, "", kPlaintext, sender)) ==
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431090b7dc225419f7d"
        "a9e8b460becfbb96a26c7964d79b8010d397fa838589afa254267701d76b93925614730ccd");
}

TEST_CASE("HPKE refuses whatever was changed") {
  SystemRandom random;
  const VaultKey reader = VaultKey::generate(random);
  const Bytes sealed = hpke_seal(reader.public_key, "info", "aad", "secret", random);
  CHECK(sealed.size() == 32 + 6 + 16);
  CHECK(hpke_open(reader, "info", "aad", sealed) == "secret");
  CHECK_FALSE(hpke_open(reader, "Info", "aad", sealed).has_value());
  CHECK_FALSE(hpke_open(reader, "info", "Aad", sealed).has_value());
  CHECK_FALSE(hpke_open(VaultKey::generate(random), "info", "aad", sealed).has_value());
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(hpke_open(reader, "info", "aad", changed).has_value());
    CHECK_FALSE(hpke_open(reader, "info", "aad", sealed.substr(0, i)).has_value());
  }
  CHECK(hpke_seal(reader.public_key, "info", "aad", "secret", random) != sealed);
}

TEST_CASE("a key of small order is no key") {
  SystemRandom random;
  const VaultKey reader = VaultKey::generate(random);
  CHECK_THROWS_AS(hpke_seal({Bytes(32, '\0')}, "i", "a", "p", random), Error);
  CHECK_THROWS_AS(hpke_seal({Bytes(31, 'a')}, "i", "a", "p", random), Error);
  CHECK_FALSE(hpke_open(reader, "i", "a", Bytes(64, '\0')).has_value());
}

// NIST's GCM test case 16 (McGrew and Viega): AES-256, 96-bit nonce, additional data.
TEST_CASE("AES-256-GCM of the GCM specification") {
  const Bytes key = unhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const Bytes nonce = unhex("cafebabefacedbaddecaf888");
  const Bytes aad = unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const Bytes plaintext = unhex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  const Bytes sealed = gcm_seal(kAes256Gcm, key, nonce, aad, plaintext);
  CHECK(hex(sealed) ==
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
  CHECK(gcm_open(kAes256Gcm, key, nonce, aad, sealed) == plaintext);
}

TEST_CASE("AEAD with a random nonce") {
  SystemRandom random;
  const Bytes key = random.bytes(32);
  const Bytes sealed = aead_seal(key, "aad", "value", random);
  CHECK(sealed.size() == 12 + 5 + 16);
  CHECK(aead_open(key, "aad", sealed) == "value");
  CHECK(aead_open(key, "", aead_seal(key, "", "", random)) == "");
  CHECK_FALSE(aead_open(random.bytes(32), "aad", sealed).has_value());
  CHECK_FALSE(aead_open(key, "add", sealed).has_value());
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(aead_open(key, "aad", changed).has_value());
    CHECK_FALSE(aead_open(key, "aad", sealed.substr(0, i)).has_value());
  }
}

}  // namespace
}  // namespace kontor
