// SPDX-License-Identifier: Apache-2.0
#include "lib/change/typed.h"

#include <charconv>

#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr std::string_view kCurrency = "EUR";  // of an amount without one

std::optional<Json> typed_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end) return std::nullopt;
  return Json(value);
}

std::optional<Json> typed_flag(std::string_view text) {
  if (text == "true" || text == "yes" || text == "1") return Json(true);
  if (text == "false" || text == "no" || text == "0") return Json(false);
  return std::nullopt;
}

std::optional<Json> typed_money(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view currency =
      space == std::string_view::npos ? kCurrency : trim(text.substr(space));
  if (!is_currency(currency) || text.find('/') != std::string_view::npos) return std::nullopt;
  try {
    Rational minor = Rational::parse(text.substr(0, space));
    for (int digit = 0; digit < currency_digits(currency); ++digit) minor = minor * Rational(10);
    if (minor.den() != 1) return std::nullopt;
    return Json::object({{"amount", minor.floor()}, {"currency", currency}});
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<Json> typed_value(const Field& field, std::string_view text) {
  const std::string_view value = trim(text);
  switch (field.type) {
    case Type::kInt:
      return typed_integer(value);
    case Type::kFlag:
      return typed_flag(value);
    case Type::kMoney:
      return typed_money(value);
    case Type::kObject:
    case Type::kAny:
    case Type::kPrivate:
      return std::nullopt;
    default:
      return Json(value);
  }
}

}  // namespace kontor
