// SPDX-License-Identifier: Apache-2.0
#include "lib/base/money.h"

#include <doctest/doctest.h>

#include <numeric>

#include "lib/base/error.h"

namespace kontor {
namespace {

using Parts = std::vector<std::int64_t>;

TEST_CASE("checked arithmetic") {
  CHECK(checked_add(2, -3) == -1);
  CHECK(checked_mul(-4, 5) == -20);
  CHECK_THROWS_AS(checked_add(INT64_MAX, 1), Error);
  CHECK_THROWS_AS(checked_mul(INT64_MIN, -1), Error);
}

TEST_CASE("rationals are always reduced") {
  CHECK(Rational(6, 4).text() == "3/2");
  CHECK(Rational(3, -6).text() == "-1/2");
  CHECK(Rational(0, -7).text() == "0");
  CHECK((Rational(1, 3) + Rational(1, 6)).text() == "1/2");
  CHECK((Rational(1, 3) - Rational(1, 3)).zero());
  CHECK((Rational(2, 3) * Rational(9, 4)).text() == "3/2");
  CHECK((Rational(0) * Rational(9, 4)).text() == "0");
  CHECK((Rational(2, 3) / Rational(-4, 3)).text() == "-1/2");
  CHECK(Rational(1, 3) < Rational(34, 100));
  CHECK_FALSE(Rational(-1, 3) < Rational(-34, 100));
  CHECK_THROWS_AS(Rational(1) / Rational(0), Error);
  CHECK_THROWS_AS(Rational(1, 0), Error);
}

TEST_CASE("rational texts") {
  CHECK(Rational::parse("-0.90").text() == "-9/10");
  CHECK(Rational::parse("12").text() == "12");
  CHECK(Rational::parse("3/7").text() == "3/7");
  CHECK(Rational::parse("-6/4").text() == "-3/2");
  CHECK(Rational::parse("0.000").zero());
  for (const char* text : {"", "-", ".5", "5.", "1/0", "1/", "/2", "1/-2", "+1", "1e3", "1,5", " 1",
                           "1.2.3", "1/2.5"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(Rational::parse(text), doctest::Contains("is not a number such as"),
                         Error);
  }
  CHECK_THROWS_AS(Rational::parse(std::string(60, '9')), Error);
}

TEST_CASE("decimals") {
  CHECK(Rational::parse("0.50").decimal(4) == "0.5");
  CHECK(Rational(Int128{100}, Int128{3}).decimal(4) == "33.3333");
  CHECK(Rational(Int128{-200}, Int128{3}).decimal(2) == "-66.67");
  CHECK(Rational(Int128{-1}, Int128{8}).decimal(2) == "-0.13");
  CHECK(Rational(Int128{1}, Int128{1000}).decimal(2) == "0");
  CHECK(Rational(1200).decimal(0) == "1200");
  CHECK(Rational(0).decimal(9) == "0");
}

TEST_CASE("rounding") {
  const auto floor = [](const char* text) { return Rational::parse(text).floor(); };
  const auto round = [](const char* text) { return Rational::parse(text).round_half_away(); };
  CHECK(floor("7/2") == 3);
  CHECK(floor("-7/2") == -4);
  CHECK(floor("-4") == -4);
  CHECK(round("2.5") == 3);
  CHECK(round("-2.5") == -3);
  CHECK(round("2.4999") == 2);
  CHECK(round("-2.51") == -3);
  CHECK(round("0.5") == 1);
  CHECK_THROWS_AS(Rational::parse("9223372036854775808").floor(), Error);
}

TEST_CASE("an overflow is an error, never a wrong cent") {
  const Int128 large = static_cast<Int128>(1) << 126;
  CHECK_THROWS_AS(Rational(large, 1) + Rational(large, 1), Error);
  CHECK_THROWS_AS(Rational(large, 1) * Rational(4), Error);
  CHECK((Rational(large, 3) * Rational(3, large)).text() == "1");
}

TEST_CASE("largest remainder") {
  CHECK(largest_remainder(100, {1, 1, 1}) == Parts{34, 33, 33});
  CHECK(largest_remainder(-100, {1, 1, 1}) == Parts{-34, -33, -33});
  CHECK(largest_remainder(7, {Rational(1, 3), Rational(1, 6), Rational(1, 2)}) == Parts{2, 1, 4});
  CHECK(largest_remainder(1, {Rational(1, 10), Rational(9, 10)}) == Parts{0, 1});
  CHECK(largest_remainder(2, {1, 1, 1, 1}) == Parts{1, 1, 0, 0});
  CHECK(largest_remainder(5, {0, 3, 0}) == Parts{0, 5, 0});
  CHECK(largest_remainder(0, {0, 0}) == Parts{0, 0});
  CHECK(largest_remainder(0, {}).empty());
  CHECK(largest_remainder(INT64_MIN, {1}) == Parts{INT64_MIN});
  CHECK_THROWS_AS(largest_remainder(1, {0, 0}), Error);
  // Beyond 64 bits, and beyond those of a total.
  CHECK(largest_remainder(INT64_MAX, {1, 2}) == Parts{INT64_MAX / 3, INT64_MAX - INT64_MAX / 3});
  CHECK(largest_remainder(INT64_MIN, {1, 1}) == Parts{INT64_MIN / 2, INT64_MIN / 2});
  CHECK_THROWS_AS(largest_remainder(1, {2, -1}), Error);
}

TEST_CASE("largest remainder: the parts always sum to the total, and no part strays by a unit") {
  std::uint64_t state = 1;
  const auto draw = [&](std::uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % below);
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Rational> weights;
    Rational sum = 0;
    for (std::int64_t n = draw(6) + 1; n > 0; --n) {
      weights.emplace_back(draw(50) + (n == 1 ? 1 : 0), draw(12) + 1);
      sum = sum + weights.back();
    }
    const std::int64_t total = draw(2000000) - 1000000;
    const Parts parts = largest_remainder(total, weights);
    CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Rational off = Rational(parts[i]) - Rational(total) * weights[i] / sum;
      CHECK(off < Rational(1));
      CHECK(Rational(-1) < off);
    }
  }
}

TEST_CASE("amounts") {
  CHECK(format_amount(1159, "EUR") == "11.59");
  CHECK(format_amount(-5, "EUR") == "-0.05");
  CHECK(format_amount(0, "EUR") == "0.00");
  CHECK(format_amount(100, "JPY") == "100");
  CHECK(format_amount(1234, "KWD") == "1.234");
  CHECK(format_amount(INT64_MIN, "EUR") == "-92233720368547758.08");
  CHECK(is_currency("EUR"));
  CHECK_FALSE(is_currency("eur"));
  CHECK_FALSE(is_currency("EURO"));
}

}  // namespace
}  // namespace kontor
