// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/output.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

using namespace kontor;
using namespace kontor::cli;

TEST_CASE("a table aligns text to the left and numbers to the right") {
  Table table({"id", "amount", "place"});
  table.add({"a", "1.50", "München"});
  table.add({"bc", "-12.00", ""});
  CHECK(table.text(false) ==
        "id  amount  place\n"
        "a     1.50  München\n"
        "bc  -12.00\n");
  CHECK(table.text(true).starts_with("\x1b[1mid"));
}

TEST_CASE("csv quotes what has to be quoted") {
  CHECK(csv_row({"a", "b,c", "say \"x\"", "two\nlines", ""}) ==
        "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\n");
}

TEST_CASE("a record is described one leaf a line") {
  const Json item =
      Json::object({{"id", "x"},
                    {"kind", "lead"},
                    {"revenue", Json::object({{"amount", 1234}, {"currency", "EUR"}})},
                    {"facts", Json::object({{"job", "nurse"}})},
                    {"topics", Json::array({"a", "b"})}});
  CHECK(describe(item, {"kind", "id"}) ==
        "kind       lead\n"
        "id         x\n"
        "facts.job  nurse\n"
        "revenue    12.34 EUR\n"
        "topics     a, b\n");
}

TEST_CASE("no control character reaches the terminal") {
  CHECK(cell_text(Json("a\x1b[2Jb")).find('\x1b') == std::string::npos);
}

TEST_CASE("formats") {
  CHECK(parse_format("jsonl") == Format::kJsonl);
  CHECK_THROWS_AS(parse_format("xml"), Error);
}
