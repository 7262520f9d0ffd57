// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/match.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace kontor;
using namespace kontor::customer;

namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";

std::vector<MatchKey> keys_of(const std::vector<Contact>& contacts, std::string_view key = kKey) {
  std::vector<MatchKey> out;
  for (const Contact& contact : contacts) {
    for (MatchKey& each : match_keys(key, contact)) out.push_back(std::move(each));
  }
  return out;
}

using Members = std::vector<std::string>;

}  // namespace

TEST_CASE("normal_email") {
  CHECK(normal_email(" Ada@Example.ORG\n") == "ada@example.org");
  CHECK(normal_email("a.b+c@x.de") == "a.b+c@x.de");
  for (const char* bad : {"", "ada", "@example.org", "ada@", "ada@example", "ada@.org", "ada@org.",
                          "a@b@c.de", "ada love@example.org"}) {
    CHECK_MESSAGE(normal_email(bad).empty(), bad);
  }
}

TEST_CASE("normal_phone") {
  for (const char* same : {"030 1234567", "+49 30 1234567", "+49 (0)30 / 123-4567", "0049301234567",
                           " (030) 123.45.67 "}) {
    CHECK_MESSAGE(normal_phone(same) == "+49301234567", same);
  }
  CHECK(normal_phone("01 234 5678", "43") == "+4312345678");
  for (const char* bad : {"", "12345", "1234567", "0800 BLUMEN", "+1", "0123456789012345678",
                          "+49 30 1234567 ext 2"}) {
    CHECK_MESSAGE(normal_phone(bad).empty(), bad);
  }
}

TEST_CASE("the same address is one human, whoever typed it") {
  const auto keys = keys_of({{"b", "Ada@example.org", "", false},
                             {"a", "ada@example.org ", "", false},
                             {"c", "bob@example.org", "", false}});
  const auto found = matches(keys);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Match{{"a", "b"}, "email/1", "same e-mail address"});
}

TEST_CASE("e-mail before phone, then by members, whatever the order and the key") {
  const std::vector<Contact> contacts = {{"d", "", "030 1234567", false},
                                         {"a", "", "+49301234567", false},
                                         {"c", "x@example.org", "", false},
                                         {"b", "x@example.org", "", false},
                                         {"f", "a@example.org", "0301112223", false},
                                         {"e", "a@example.org", "0301112223", false}};
  const auto found = matches(keys_of(contacts));
  REQUIRE(found.size() == 4);
  CHECK(found[0].members == Members{"b", "c"});
  CHECK(found[1].members == Members{"e", "f"});
  CHECK(found[1].rule == kByEmail);
  CHECK(found[2].members == Members{"a", "d"});
  CHECK(found[2].rule == kByPhone);
  CHECK(found[3].members == Members{"e", "f"});

  auto reversed = keys_of(contacts, "another key");
  std::reverse(reversed.begin(), reversed.end());
  CHECK(matches(reversed) == found);
}

TEST_CASE("a digest depends on key and rule and shows no value") {
  const Contact ada{"a", "ada@example.org", "0301234567", false};
  const auto one = match_keys(kKey, ada);
  REQUIRE(one.size() == 2);
  CHECK(one[0].digest.size() == 32);
  CHECK(one[0].digest != match_keys("another key", ada)[0].digest);
  CHECK(one[0].digest.find("ada") == std::string::npos);
}

TEST_CASE("nothing to match: nobody, imported, broken values, the same customer twice") {
  CHECK(matches({}).empty());
  CHECK(match_keys(kKey, {"a", "ada@example.org", "0301234567", true}).empty());
  CHECK(match_keys(kKey, {"a", "none", "n/a", false}).empty());
  CHECK(matches(keys_of({{"a", "x@example.org", "", false}, {"a", "x@example.org", "", false}}))
            .empty());
}

TEST_CASE("what was taken apart is not joined again, the others are") {
  const auto keys = keys_of({{"a", "x@example.org", "", false},
                             {"b", "x@example.org", "", false},
                             {"c", "x@example.org", "", false}});
  const auto found = matches(keys, {{"a", "b"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].members == Members{"a", "c"});
  CHECK(matches(keys, {{"a", "b"}, {"a", "c"}, {"b", "c"}}).empty());
}

TEST_CASE("a value that too many share is no human's") {
  std::vector<Contact> office;
  for (std::size_t i = 0; i < kMostShared; ++i) {
    office.push_back({"c" + std::to_string(i), "office@example.org", "", false});
  }
  CHECK(matches(keys_of(office)).size() == 1);
  office.push_back({"one-more", "office@example.org", "", false});
  CHECK(matches(keys_of(office)).empty());
}
