// SPDX-License-Identifier: Apache-2.0
#include "lib/vault/envelope.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/crypto/hash.h"
#include "lib/crypto/seal.h"

namespace kontor {
namespace {

constexpr const char* kLedger = "0123456789abcdefghjkmnpqrs";
constexpr const char* kSubject = "k7qx2m4p0000zzzz";

struct Shop {
  Shop() : hq(VaultKey::generate(random)), nord(VaultKey::generate(random)) {
    readers = {{"hq-1", hq.public_key}, {"shop-nord-1", nord.public_key}};
    values = {commit_private(kSubject, "name", "Gr\xC3\xBCn, \"Ada\"", random),
              commit_private(kSubject, "phone", "+49 40 123", random)};
  }
  std::string sealed() { return seal_subject(kLedger, kSubject, values, readers, random); }
  std::optional<OpenedSubject> open(const std::string& file) {
    return open_subject(kLedger, file, "shop-nord-1", nord);
  }

  SystemRandom random;
  VaultKey hq;
  VaultKey nord;
  Readers readers;
  std::vector<PrivateValue> values;
};

std::string code_of(const auto& call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kData);
    return error.code();
  }
  return "";
}

TEST_CASE("commitments") {
  const Bytes salt(16, 's');
  CHECK(commitment_of(salt, "a") == "sha256:" + sha256_hex(framed({salt, "\"a\""})));
  CHECK(commitment_of(salt, "a") != commitment_of(Bytes(16, 't'), "a"));
  CHECK(is_commitment(commitment_of(salt, "a")));
  CHECK_FALSE(is_commitment("sha256:abc"));
  CHECK_FALSE(is_commitment("sha256:" + std::string(64, 'A')));
  CHECK_FALSE(is_commitment("sha255:" + std::string(64, 'a')));
  SystemRandom random;
  const PrivateValue one = commit_private(kSubject, "name", "Ada", random);
  CHECK(one.salt.size() == 16);
  CHECK(one.commitment == commitment_of(one.salt, "Ada"));
  CHECK(one.commitment != commit_private(kSubject, "name", "Ada", random).commitment);
  CHECK(code_of([&] { commit_private(kSubject, "name", "\xFF", random); }) == "bad_json");
}

TEST_CASE("every reader opens what was sealed") {
  Shop shop;
  const std::string file = shop.sealed();
  for (const auto& [replica, key] : {std::pair{"hq-1", shop.hq}, {"shop-nord-1", shop.nord}}) {
    const auto opened = open_subject(kLedger, file, replica, key);
    REQUIRE(opened.has_value());
    CHECK(opened->subject == kSubject);
    CHECK(opened->readers == std::vector<std::string>{"hq-1", "shop-nord-1"});
    REQUIRE(opened->values.size() == 2);
    for (const PrivateValue& value : opened->values) {
      const PrivateValue& expected = shop.values[value.field == "name" ? 0 : 1];
      CHECK(value.subject == kSubject);
      CHECK(value.value == expected.value);
      CHECK(value.salt == expected.salt);
      CHECK(value.commitment == expected.commitment);
    }
  }
  CHECK(shop.sealed() != file);  // fresh keys each time
  CHECK(file.find("Ada") == file.npos);
  CHECK(file.find("phone") == file.npos);
}

TEST_CASE("others do not open it") {
  Shop shop;
  const std::string file = shop.sealed();
  CHECK_FALSE(open_subject(kLedger, file, "shop-sued-1", shop.nord).has_value());
  CHECK(code_of([&] { open_subject(kLedger, file, "hq-1", shop.nord); }) == "bad_envelope");
}

TEST_CASE("a changed byte is never taken for a value") {
  Shop shop;
  const std::string file = shop.sealed();
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string changed = file;
    changed[i] = changed[i] == 'a' ? 'b' : 'a';
    if (changed == file) continue;
    CAPTURE(changed);
    // A change of another reader's key, or of our own name, is not ours to see.
    const std::string code = code_of([&] {
      const auto opened = shop.open(changed);
      if (!opened) return;
      REQUIRE(opened->values.size() == 2);
      for (const PrivateValue& value : opened->values) {
        CHECK(value.value == shop.values[value.field == "name" ? 0 : 1].value);
      }
    });
    CHECK((code.empty() || code == "bad_envelope"));
  }
  for (std::size_t size = 0; size < file.size(); ++size) {
    CHECK(code_of([&] { shop.open(file.substr(0, size)); }) == "bad_envelope");
  }
}

TEST_CASE("values cannot change places") {
  Shop shop;
  Json json = parse_canonical(shop.sealed(), {.string_bytes = 1u << 16});
  auto& values = json["values"].members();
  std::swap(values.begin()->second, values.rbegin()->second);
  CHECK(code_of([&] { shop.open(json.encode()); }) == "bad_envelope");
}

TEST_CASE("a reader cannot slip in a value that was not committed") {
  Shop shop;
  PrivateValue forged = shop.values[0];
  forged.value = "Eve";
  const std::string file = seal_subject(kLedger, kSubject, {forged}, shop.readers, shop.random);
  CHECK(code_of([&] { shop.open(file); }) == "bad_envelope");
}

TEST_CASE("a file does not replay into another ledger or subject") {
  Shop shop;
  const std::string file = shop.sealed();
  const std::string other = "1123456789abcdefghjkmnpqrs";
  CHECK(code_of([&] { open_subject(other, file, "shop-nord-1", shop.nord); }) == "bad_envelope");
  Json json = parse_canonical(file, {.string_bytes = 1u << 16});
  json.set("ledger", other);
  CHECK(code_of([&] { open_subject(other, json.encode(), "shop-nord-1", shop.nord); }) ==
        "bad_envelope");
  json.set("ledger", kLedger);
  json.set("subject", "k7qx2m4p0000zzzy");
  CHECK(code_of([&] { shop.open(json.encode()); }) == "bad_envelope");
}

TEST_CASE("the form is exact") {
  Shop shop;
  const Json good = parse_canonical(shop.sealed(), {.string_bytes = 1u << 16});
  const auto refused = [&](const Json& json) {
    CHECK(code_of([&] { shop.open(json.encode()); }) == "bad_envelope");
  };
  for (const char* member : {"keys", "ledger", "subject", "v", "values"}) {
    Json json = good;
    json.erase(member);
    refused(json);
    json.set(member, Json::array());
    refused(json);
  }
  Json json = good;
  json.set("v", 2);
  refused(json);
  json = good;
  json.set("more", 1);
  refused(json);
  json = good;
  json["values"].set("abc", "AAAA");
  refused(json);
  json = good;
  json.set("subject", "../k7");
  refused(json);
  CHECK(code_of([&] { shop.open(good.pretty()); }) == "bad_envelope");
}

TEST_CASE("64 KiB a subject") {
  Shop shop;
  for (int i = 0; i < 11; ++i) {
    shop.values.push_back(commit_private(kSubject, "note", Bytes(4096, 'n'), shop.random));
  }
  const std::string file = shop.sealed();
  CHECK(file.size() <= 65536);
  CHECK(shop.open(file)->values.size() == 13);
  shop.values.push_back(commit_private(kSubject, "note", Bytes(4096, 'n'), shop.random));
  CHECK(code_of([&] { shop.sealed(); }) == "subject_too_large");
  CHECK(code_of([&] { shop.open(Bytes(65537, ' ')); }) == "bad_envelope");
}

}  // namespace
}  // namespace kontor
