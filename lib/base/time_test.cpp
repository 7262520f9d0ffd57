// SPDX-License-Identifier: Apache-2.0
#include "lib/base/time.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

namespace kontor {
namespace {

TEST_CASE("instants are RFC 3339") {
  CHECK(parse_instant("1970-01-01T00:00:00Z").seconds == 0);
  CHECK(parse_instant("2026-11-21T10:15:00+01:00").seconds == 1795252500);
  CHECK(parse_instant("2026-11-21T10:15:00.987654321+01:00").seconds == 1795252500);
  CHECK(parse_instant("2026-11-20T23:15:00-10:00") == parse_instant("2026-11-21T09:15:00Z"));
  for (const char* text : {"1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T12:34:56Z",
                           "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"}) {
    CHECK(format_instant(parse_instant(text)) == text);
  }
  CHECK(parse_instant("1969-12-31T23:59:59Z").seconds == -1);
  CHECK(format_date(Instant{-1}.date()) == "1969-12-31");
  CHECK(format_date(Instant{-86400}.date()) == "1969-12-31");
}

TEST_CASE("other spellings of a time are refused") {
  for (const char* text :
       {"", "2026-11-21", "2026-11-21 10:15:00Z", "2026-11-21T10:15Z", "2026-11-21T10:15:00",
        "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z", "2026-11-21T10:15:60Z",
        "2026-11-21T10:15:00.Z", "2026-11-21T10:15:00+1:00", "2026-11-21T10:15:00+24:00",
        "2026-11-21T10:15:00+01:60", "2026-11-21T10:15:00Zx", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "26-11-21T10:15:00Z"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_instant(text), Error);
  }
  CHECK_THROWS_WITH_AS(parse_instant("soon"),
                       "\"soon\" is not a time such as 2025-08-31T10:15:00+02:00", Error);
}

TEST_CASE("dates") {
  CHECK(parse_date("1970-01-01").days == 0);
  CHECK(parse_date("2000-03-01").days == 11017);
  CHECK(format_date(parse_date("2024-02-29")) == "2024-02-29");
  for (const char* text :
       {"2023-02-29", "2026-00-10", "2026-04-31", "2026-4-01", "20260401", "2026-04-01T"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_date(text), Error);
  }
  CHECK(format_instant(start_of(parse_date("2025-08-31"))) == "2025-08-31T00:00:00Z");
  CHECK(format_instant(end_of(parse_date("2025-08-31"))) == "2025-09-01T00:00:00Z");
  CHECK_THROWS_AS(format_date(Date{4000000}), Error);
}

TEST_CASE("months keep the day or take the last one") {
  const auto plus = [](const char* from, std::int64_t months) {
    return format_date(add_months(parse_date(from), months));
  };
  CHECK(plus("2025-01-31", 1) == "2025-02-28");
  CHECK(plus("2024-01-31", 1) == "2024-02-29");
  CHECK(plus("2025-01-31", 13) == "2026-02-28");
  CHECK(plus("2025-12-15", 1) == "2026-01-15");
  CHECK(plus("2025-03-31", -1) == "2025-02-28");
  CHECK(plus("2025-01-01", -1) == "2024-12-01");
  CHECK(plus("2025-01-01", 24) == "2027-01-01");
  CHECK_THROWS_AS(plus("9999-12-01", 1), Error);
  CHECK_THROWS_AS(plus("2025-01-01", INT64_MAX), Error);
}

TEST_CASE("whole months between") {
  const auto months = [](const char* from, const char* to) {
    return months_between(parse_date(from), parse_date(to));
  };
  CHECK(months("2025-08-14", "2025-08-14") == 0);
  CHECK(months("2025-08-14", "2025-09-13") == 0);
  CHECK(months("2025-08-14", "2025-09-14") == 1);
  CHECK(months("2025-01-31", "2025-02-28") == 1);
  CHECK(months("2025-01-31", "2025-03-30") == 1);
  CHECK(months("2025-01-31", "2026-01-31") == 12);
  CHECK(months("2025-09-14", "2025-08-14") == -1);
  CHECK(months("2025-09-14", "2025-08-15") == -1);
  CHECK(months("2025-09-14", "2025-08-13") == -2);
}

TEST_CASE("periods") {
  const Date day = parse_date("2025-08-31");
  CHECK(format_date(add(day, parse_period("P14D"))) == "2025-09-14");
  CHECK(format_date(add(day, parse_period("P2W"))) == "2025-09-14");
  CHECK(format_date(add(day, parse_period("P6M"))) == "2026-02-28");
  CHECK(format_date(add(day, parse_period("P5Y"))) == "2030-08-31");
  CHECK(format_date(subtract(day, parse_period("P6M"))) == "2025-02-28");
  CHECK(format_date(subtract(day, parse_period("P31D"))) == "2025-07-31");
  CHECK(add(day, parse_period("P0D")) == day);
  for (const char* text :
       {"", "P", "PD", "14D", "P14", "P1Y2M", "P-1D", "PT1H", "P1H", "P100000D", "P1.5M"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_period(text), Error);
  }
}

TEST_CASE("the system's clock runs") {
  CHECK(SystemClock().now() > parse_instant("2024-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace kontor
