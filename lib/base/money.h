// SPDX-License-Identifier: Apache-2.0
// Money in integer minor units, exact rationals until the last step, largest remainder. Every
// operation is checked: an overflow is Error(kData, "amount_overflow"), never a wrong cent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

// g++ and clang both have it; ISO C++ has no name for it.
__extension__ typedef __int128 Int128;

std::int64_t checked_add(std::int64_t a, std::int64_t b);
std::int64_t checked_mul(std::int64_t a, std::int64_t b);

// Always reduced, denominator > 0.
class Rational {
 public:
  Rational(std::int64_t whole = 0) : num_(whole), den_(1) {}
  Rational(Int128 num, Int128 den);
  static Rational parse(
      std::string_view decimal);  // "-0.90", "12"; or "3/7"; Error(kData, "bad_decimal")

  Int128 num() const { return num_; }
  Int128 den() const { return den_; }
  bool zero() const { return num_ == 0; }
  int sign() const { return num_ > 0 ? 1 : (num_ < 0 ? -1 : 0); }

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b);  // by zero: Error(kData)
  friend bool operator==(const Rational& a, const Rational& b) {
    return a.num_ == b.num_ && a.den_ == b.den_;
  }
  friend bool operator<(const Rational& a, const Rational& b);

  std::int64_t floor() const;
  std::int64_t round_half_away() const;  // 2.5 -> 3, -2.5 -> -3
  std::string text() const;              // "7/3", "4"
  // "0.5", "33.3333": at most so many places (18), rounded half away from zero, no zeros at the
  // end.
  std::string decimal(int places) const;

 private:
  Int128 num_;
  Int128 den_;
};

// Splits `total` in proportion to `weights` (none negative, sum > 0) so that the parts sum to it
// exactly: floor each, then one unit to each of the largest remainders; ties go to the lower index.
// A negative total is the mirror of its positive one. Sum of weights 0: all parts 0 (total must be
// 0).
std::vector<std::int64_t> largest_remainder(std::int64_t total,
                                            const std::vector<Rational>& weights);

// 1159 EUR -> "11.59"; digits per ISO 4217 (JPY 0, KWD 3, else 2).
std::string format_amount(std::int64_t amount_minor, std::string_view currency);
int currency_digits(std::string_view currency);
bool is_currency(std::string_view text);  // [A-Z]{3}

}  // namespace kontor
