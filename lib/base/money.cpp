// SPDX-License-Identifier: Apache-2.0
//
//   decimal = ["-"] 1*digit ["." 1*digit] | ["-"] 1*digit "/" 1*digit
#include "lib/base/money.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "lib/base/error.h"
#include "lib/base/proportion.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

[[noreturn]] void overflow() {
  throw Error(Fault::kData, "amount_overflow", "amount too large to compute exactly");
}

Int128 add128(Int128 a, Int128 b) {
  Int128 sum;
  if (__builtin_add_overflow(a, b, &sum)) overflow();
  return sum;
}

Int128 mul128(Int128 a, Int128 b) {
  Int128 product;
  if (__builtin_mul_overflow(a, b, &product)) overflow();
  return product;
}

Int128 negate(Int128 a) { return mul128(a, -1); }

// Never negative; gcd(0, 0) is 0.
Int128 gcd128(Int128 a, Int128 b) {
  if (a < 0) a = negate(a);
  if (b < 0) b = negate(b);
  if (a == 1 || b == 1) return 1;
  while (b != 0) {
    if (a <= INT64_MAX && b <= INT64_MAX) {  // as nearly always, and several times as fast
      return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
    }
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::int64_t narrow(Int128 value) {
  if (value < INT64_MIN || value > INT64_MAX) overflow();
  return static_cast<std::int64_t>(value);
}

std::string text128(Int128 value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  std::string digits;
  while (value != 0) {
    const int digit = static_cast<int>(value % 10);
    digits.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    value /= 10;
  }
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

// Digits at the front of `text`, appended to `value`; how many there were.
std::size_t take_digits(std::string_view& text, Int128& value) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value = add128(mul128(value, 10), text[count] - '0');
    ++count;
  }
  text.remove_prefix(count);
  return count;
}

std::optional<Rational> parse_rational(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  Int128 num = 0;
  Int128 den = 1;
  if (take_digits(text, num) == 0) return {};
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    std::size_t digits = take_digits(text, num);
    if (digits == 0) return {};
    for (; digits > 0; --digits) den = mul128(den, 10);
  } else if (text.starts_with('/')) {
    text.remove_prefix(1);
    den = 0;
    if (take_digits(text, den) == 0 || den == 0) return {};
  }
  if (!text.empty()) return {};
  return Rational(negative ? -num : num, den);
}

// The weights as integers in the same proportion, without a common factor.
std::vector<Int128> to_integers(const std::vector<Rational>& weights) {
  Int128 common = 1;
  bool plain = true;  // whole and short: nothing to be gained by a common factor
  for (const Rational& weight : weights) {
    plain = plain && weight.den() == 1 && weight.num() <= INT32_MAX;
    if (weight.den() == 1) continue;
    common = mul128(common / gcd128(common, weight.den()), weight.den());
  }
  std::vector<Int128> out;
  out.reserve(weights.size());
  Int128 factor = 0;
  for (const Rational& weight : weights) {
    if (weight.sign() < 0) throw Error(Fault::kData, "bad_weights", "a weight is negative");
    out.push_back(plain ? weight.num() : mul128(weight.num(), common / weight.den()));
    if (!plain) factor = gcd128(factor, out.back());
  }
  if (factor > 1) {
    for (Int128& weight : out) weight /= factor;
  }
  return out;
}

// parts_of a few numbers, without anything on the heap but the result. `Wide` holds the products.
constexpr std::size_t kFewParts = 16;
template <typename Wide>
std::vector<std::int64_t> few_parts(std::int64_t total, const std::vector<Int128>& shares,
                                    Wide sum) {
  const Wide magnitude = total < 0 ? -static_cast<Wide>(total) : static_cast<Wide>(total);
  std::array<Wide, kFewParts> rest{};
  std::vector<std::int64_t> parts(shares.size());
  Wide left = magnitude;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Wide product = magnitude * static_cast<Wide>(shares[i]);
    const Wide whole = product / sum;
    parts[i] = static_cast<std::int64_t>(whole);
    rest[i] = product - whole * sum;
    left -= whole;
  }
  for (; left > 0; --left) {
    const auto most = std::max_element(rest.begin(), rest.begin() + shares.size());
    ++parts[static_cast<std::size_t>(most - rest.begin())];
    *most = -1;
  }
  for (std::int64_t& part : parts) part = total < 0 ? -part : part;
  return parts;
}

}  // namespace

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) overflow();
  return sum;
}

std::int64_t checked_mul(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) overflow();
  return product;
}

Rational::Rational(Int128 num, Int128 den) : num_(num), den_(den) {
  if (den_ == 0) throw Error(Fault::kData, "division_by_zero", "division by zero");
  if (den_ < 0) {
    num_ = negate(num_);
    den_ = negate(den_);
  }
  if (den_ == 1) return;
  const Int128 factor = gcd128(num_, den_);
  if (factor == 1) return;
  num_ /= factor;
  den_ /= factor;
}

Rational Rational::parse(std::string_view decimal) {
  const auto value = parse_rational(decimal);
  if (!value) {
    throw Error(
        Fault::kData, "bad_decimal",
        "\"" + printable(decimal.substr(0, 40)) + "\" is not a number such as -0.90 or 3/7");
  }
  return *value;
}

Rational operator+(const Rational& a, const Rational& b) {
  if (a.den_ == 1 && b.den_ == 1) return {add128(a.num_, b.num_), 1};
  const Int128 factor = gcd128(a.den_, b.den_);
  const Int128 left = mul128(a.num_, b.den_ / factor);
  const Int128 right = mul128(b.num_, a.den_ / factor);
  return {add128(left, right), mul128(a.den_, b.den_ / factor)};
}

Rational operator-(const Rational& a, const Rational& b) {
  return a + Rational(negate(b.num_), b.den_);
}

Rational operator*(const Rational& a, const Rational& b) {
  if (a.den_ == 1 && b.den_ == 1) return {mul128(a.num_, b.num_), 1};
  // Crosswise reduction first: keeps the intermediate product small.
  const Int128 f = std::max<Int128>(gcd128(a.num_, b.den_), 1);
  const Int128 g = std::max<Int128>(gcd128(b.num_, a.den_), 1);
  return {mul128(a.num_ / f, b.num_ / g), mul128(a.den_ / g, b.den_ / f)};
}

Rational operator/(const Rational& a, const Rational& b) { return a * Rational(b.den_, b.num_); }

bool operator<(const Rational& a, const Rational& b) {
  if (a.den_ == b.den_) return a.num_ < b.num_;
  const Int128 factor = gcd128(a.den_, b.den_);
  return mul128(a.num_, b.den_ / factor) < mul128(b.num_, a.den_ / factor);
}

std::int64_t Rational::floor() const {
  Int128 whole = num_ / den_;
  if (num_ % den_ < 0) --whole;
  return narrow(whole);
}

std::int64_t Rational::round_half_away() const {
  const Int128 magnitude = num_ < 0 ? negate(num_) : num_;
  Int128 whole = magnitude / den_;
  const Int128 rest = magnitude % den_;
  if (rest >= den_ - rest) ++whole;
  return narrow(num_ < 0 ? -whole : whole);
}

std::string Rational::text() const {
  return den_ == 1 ? text128(num_) : text128(num_) + "/" + text128(den_);
}

std::string Rational::decimal(int places) const {
  KONTOR_CHECK(places >= 0 && places <= 18);
  std::int64_t scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  const std::int64_t scaled = (*this * Rational(scale)).round_half_away();
  std::string digits = std::to_string(scaled);
  if (scaled < 0) digits.erase(0, 1);
  const auto wanted = static_cast<std::size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(places));
  digits.resize(digits.size() - fraction.size());
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return (scaled < 0 ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

Proportion::Proportion(const std::vector<Rational>& weights) : shares_(to_integers(weights)) {
  for (const Int128 share : shares_) sum_ = add128(sum_, share);
}

std::vector<std::int64_t> Proportion::parts_of(std::int64_t total) const {
  std::vector<std::int64_t> parts(shares_.size(), 0);
  if (total == 0) return parts;
  if (sum_ == 0) throw Error(Fault::kData, "bad_weights", "nothing to split the amount by");
  if (parts.size() == 1) return {total};

  const Int128 magnitude = total < 0 ? -static_cast<Int128>(total) : static_cast<Int128>(total);
  if (parts.size() <= kFewParts) {
    if (sum_ <= INT64_MAX / magnitude) return few_parts<std::int64_t>(total, shares_, narrow(sum_));
    if (magnitude <= INT64_MAX && sum_ <= INT64_MAX) return few_parts<Int128>(total, shares_, sum_);
  }
  std::vector<Int128> whole;
  std::vector<Int128> rest;
  whole.reserve(parts.size());
  rest.reserve(parts.size());
  Int128 left = magnitude;
  for (const Int128 share : shares_) {
    const Int128 product = mul128(magnitude, share);
    whole.push_back(product / sum_);
    rest.push_back(product - whole.back() * sum_);
    left -= whole.back();
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++whole[order[i]];
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i] = narrow(total < 0 ? -whole[i] : whole[i]);
  return parts;
}

std::vector<std::int64_t> largest_remainder(std::int64_t total,
                                            const std::vector<Rational>& weights) {
  return Proportion(weights).parts_of(total);
}

int currency_digits(std::string_view currency) {
  // ISO 4217 list one, minor units other than 2.
  constexpr std::array<std::string_view, 17> kNone = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                      "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                      "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> kThree = {"BHD", "IQD", "JOD", "KWD",
                                                      "LYD", "OMR", "TND"};
  constexpr std::array<std::string_view, 2> kFour = {"CLF", "UYW"};
  const auto in = [&](const auto& list) {
    return std::find(list.begin(), list.end(), currency) != list.end();
  };
  if (in(kNone)) return 0;
  if (in(kThree)) return 3;
  if (in(kFour)) return 4;
  return 2;
}

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string format_amount(std::int64_t amount_minor, std::string_view currency) {
  const auto digits = static_cast<std::size_t>(currency_digits(currency));
  std::string text = text128(amount_minor);
  const std::size_t sign = amount_minor < 0 ? 1 : 0;
  if (digits == 0) return text;
  if (text.size() - sign <= digits) text.insert(sign, digits + 1 - (text.size() - sign), '0');
  text.insert(text.size() - digits, 1, '.');
  return text;
}

}  // namespace kontor
