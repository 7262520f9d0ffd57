// SPDX-License-Identifier: Apache-2.0
#include "lib/base/text.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

namespace kontor {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("split and join") {
  CHECK(split("a,b,,c", ',') == Words{"a", "b", "", "c"});
  CHECK(split("", ',') == Words{""});
  CHECK(split("a,", ',') == Words{"a", ""});
  CHECK(join({"a", "b"}, ", ") == "a, b");
  CHECK(join({}, ", ").empty());
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(trim(" ").empty());
  CHECK(lower("AbC-\xC3\x9C") == "abc-\xC3\x9C");
}

TEST_CASE("whole numbers") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-3") == -3);
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  for (const char* text :
       {"", "-", "+1", "01", "-0", " 1", "1 ", "1.0", "0x1", "9223372036854775808"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_integer(text), Error);
  }
}

TEST_CASE("UTF-8") {
  for (const char* good : {"", "abc", "\xC3\xBC", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEF\xBF\xBF",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(valid_utf8(good));
  }
  for (const char* bad : {"\x80", "\xC1\xBF", "\xC3", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
                          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "a\xFF"}) {
    CHECK_FALSE(valid_utf8(bad));
  }
}

TEST_CASE("what a terminal should not see is shown as bytes") {
  CHECK(printable("n\xC3\xB6rd") == "n\xC3\xB6rd");
  CHECK(printable("a\x1B[31m\n") == "a\\x1b[31m\\x0a");
  CHECK(printable("\xC2\x9B\xFF\x7F") == "\\xc2\\x9b\\xff\\x7f");
}

TEST_CASE("the word that was meant") {
  const std::vector<std::string_view> words = {"purpose", "medium", "permitted", "customer"};
  CHECK(nearest("purpsoe", words) == "purpose");
  CHECK(nearest("custmer", words) == "customer");
  CHECK(nearest("zebra", words).empty());
  CHECK(nearest("", words).empty());
}

}  // namespace
}  // namespace kontor
