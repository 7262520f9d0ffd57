// SPDX-License-Identifier: Apache-2.0
#include "lib/base/id.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "lib/base/error.h"

namespace kontor {
namespace {

class Counted : public Random {
 public:
  Bytes bytes(std::size_t count) override {
    Bytes out;
    while (out.size() < count) {
      state_ = state_ * 6364136223846793005u + 1442695040888963407u;
      out.push_back(static_cast<char>(state_ >> 56));
    }
    return out;
  }

 private:
  std::uint64_t state_ = 1;
};

TEST_CASE("base32 is Crockford's, in lower case") {
  CHECK(base32("") == "");
  CHECK(base32("f") == "cr");
  CHECK(base32("foobar") == "csqpyrk1e8");
  CHECK(base32(Bytes(10, '\xFF')) == "zzzzzzzzzzzzzzzz");
  CHECK(base32(Bytes(32, '\0')).size() == 52);
}

TEST_CASE("hexadecimal") {
  CHECK(hex("\x01\xAB") == "01ab");
  CHECK(unhex("01ab") == "\x01\xAB");
  CHECK(unhex("").empty());
  for (const char* text : {"0", "0G", "AB", " 1"}) CHECK_THROWS_AS(unhex(text), Error);
}

TEST_CASE("base64 per RFC 4648, one text for one value") {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"},
                                                                    {"\xFB\xFF", "+/8="}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base64(bytes) == text);
    CHECK(unbase64(text) == bytes);
  }
  for (const char* text :
       {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", "====", "Z===", "Zm-_"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(unbase64(text), Error);
  }
}

TEST_CASE("slugs and ids") {
  CHECK(is_slug("tariff-l"));
  CHECK(is_slug(std::string(40, 'a')));
  CHECK_FALSE(is_slug(std::string(41, 'a')));
  CHECK_FALSE(is_slug(""));
  CHECK_FALSE(is_slug("Nord"));
  CHECK_FALSE(
      is_slug("s\xC3\xBC"
              "d"));
  CHECK(is_site_slug("nord"));
  CHECK(is_site_slug("nord/mitte"));
  for (const char* text : {"nord/", "/mitte", "a/b/c", ""}) CHECK_FALSE(is_site_slug(text));
  CHECK(is_id("0123456789abcdef"));
  CHECK_FALSE(is_id("0123456789abcdei"));
  CHECK_FALSE(is_id("0123456789abcde"));
  for (const char* text : {"a", "shop-1.0.17", "nord/mitte", "k7qx2m4p0000zzzz.phone", "..a"}) {
    CHECK(is_entity_id(text));
  }
  for (const char* text :
       {"", ".", "..", "a//b", "/a", "a/", "a/./b", "a/../b", "A", "a_b", "a b"}) {
    CAPTURE(text);
    CHECK_FALSE(is_entity_id(text));
  }
  CHECK_FALSE(is_entity_id(std::string(121, 'a')));
}

TEST_CASE("operation ids") {
  const OperationId id = parse_operation_id("shop-nord-1.0.17");
  CHECK(id.replica == "shop-nord-1");
  CHECK(id.incarnation == 0);
  CHECK(id.seq == 17);
  CHECK(id.text() == "shop-nord-1.0.17");
  for (const char* text :
       {"", "a", "a.1", ".0.1", "a..1", "a.0.", "a.00.1", "a.0.01", "a.0.-1", "a.b.0.1", "A.0.1",
        "a.0.9007199254740992", "a.0.99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(is_operation_id(text));
    CHECK_THROWS_AS(parse_operation_id(text), Error);
  }
}

TEST_CASE("random ids differ") {
  SystemRandom random;
  const std::string id = new_id(random);
  CHECK(is_id(id));
  CHECK(id != new_id(random));
  CHECK(random.bytes(1000).size() == 1000);
}

TEST_CASE("codes forgive spelling and catch mistakes") {
  Counted random;
  for (int i = 0; i < 200; ++i) {
    const std::string code = new_code(random);
    CAPTURE(code);
    CHECK(code.size() == 16);
    const std::string normal = normal_code(code);
    CHECK(normal.size() == 13);
    CHECK(normal.find_first_of("*~$=U") == normal.npos);
    std::string sloppy = " " + code + " ";
    for (char& c : sloppy) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (c == '0') c = 'o';
      if (c == '1') c = i % 2 == 0 ? 'l' : 'I';
    }
    CHECK(normal_code(sloppy) == normal);
    // 37 is prime: one wrong symbol, and two neighbours swapped, are always seen.
    for (std::size_t k = 0; k < normal.size(); ++k) {
      std::string wrong = normal;
      wrong[k] = wrong[k] == '7' ? '8' : '7';
      CHECK(normal_code(wrong).empty());
      if (k == 0 || normal[k] == normal[k - 1]) continue;
      wrong = normal;
      std::swap(wrong[k], wrong[k - 1]);
      CHECK(normal_code(wrong).empty());
    }
    CHECK(normal_code(normal.substr(1)).empty());
    CHECK(normal_code(normal + "0").empty());
  }
}

TEST_CASE("check symbols beyond the alphabet") {
  // 32..36 modulo 37 in the last of twelve symbols.
  CHECK(normal_code("0000-0000-0010-*") == "000000000010*");
  CHECK(normal_code("0000-0000-0014-u") == "000000000014U");
  CHECK(normal_code("0000-0000-001*-0").empty());
  CHECK(normal_code("").empty());
  CHECK(normal_code("0000-0000-000\xC3\xBC").empty());
}

}  // namespace
}  // namespace kontor
