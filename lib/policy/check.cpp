// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/check.h"

#include <algorithm>
#include <iterator>

#include "lib/base/error.h"

namespace kontor::policy {
namespace {

constexpr std::int64_t kAdultYears = 18;     // §2 BGB
constexpr std::int64_t kOldestYears = 130;   // an older birth date is a typing error
constexpr std::size_t kMaxPhoneDigits = 15;  // E.164
constexpr std::size_t kMinPhoneDigits = 6;   // shortest numbers with an area code
constexpr std::size_t kMaxMailBytes = 254;   // RFC 5321 path
constexpr std::size_t kMaxLocalBytes = 64;   // RFC 5321 local part

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Lengths per country of the IBAN registry (ISO 13616), the SEPA area.
struct IbanCountry {
  std::string_view code;
  std::size_t length;
};
constexpr IbanCountry kIbanCountries[] = {
    {"AD", 24}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27},
    {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"MC", 27}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
    {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"VA", 22},
};

// Each rule: empty when the value is good, else the reason.
std::string iban(std::string_view value, Date, std::int64_t) {
  std::string text;
  for (char c : value) {
    if (c != ' ') text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (text.size() < 5 ||
      !std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_upper(c); })) {
    return "iban_shape";
  }
  const auto* country =
      std::find_if(std::begin(kIbanCountries), std::end(kIbanCountries),
                   [&](const IbanCountry& row) { return text.starts_with(row.code); });
  if (country == std::end(kIbanCountries)) return "iban_country";
  if (text.size() != country->length) return "iban_length";
  // ISO 7064 MOD 97-10 over the text with its first four characters moved to the end.
  std::rotate(text.begin(), text.begin() + 4, text.end());
  int rest = 0;
  for (char c : text) {
    rest = is_digit(c) ? rest * 10 + (c - '0') : rest * 100 + (c - 'A' + 10);
    rest %= 97;
  }
  return rest == 1 ? "" : "iban_checksum";
}

std::string age(std::string_view value, Date today, std::int64_t min) {
  Date birth;
  try {
    birth = parse_date(value);
  } catch (const Error&) {
    return "date_shape";
  }
  if (birth > today) return "age_future";
  const std::int64_t years = months_between(birth, today) / 12;
  if (years > kOldestYears) return "age_range";
  return years >= (min >= 0 ? min : kAdultYears) ? "" : "age_under";
}

std::string postcode(std::string_view value, Date, std::int64_t) {
  if (value.size() != 5 || !std::all_of(value.begin(), value.end(), is_digit)) {
    return "postcode_shape";
  }
  return value >= "01000" ? "" : "postcode_range";  // 00xxx has never been given to a place
}

std::string text(std::string_view value, Date, std::int64_t min) {
  if (std::any_of(value.begin(), value.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    return "text_control";
  }
  if (value.find_first_not_of(' ') == std::string_view::npos) return "text_empty";
  // Characters, not bytes: continuation bytes of UTF-8 do not count.
  const auto length = std::count_if(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  return length >= min ? "" : "text_short";
}

std::string date(std::string_view value, Date, std::int64_t) {
  try {
    static_cast<void>(parse_date(value));
    return {};
  } catch (const Error&) {
    return "date_shape";
  }
}

std::string phone(std::string_view value, Date, std::int64_t) {
  if (value.starts_with('+')) value.remove_prefix(1);
  std::size_t digits = 0;
  for (char c : value) {
    if (is_digit(c)) {
      ++digits;
    } else if (c != ' ' && c != '-' && c != '/' && c != '(' && c != ')') {
      return "phone_shape";
    }
  }
  return digits >= kMinPhoneDigits && digits <= kMaxPhoneDigits ? "" : "phone_length";
}

bool is_domain(std::string_view domain) {
  if (domain.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::size_t dot = domain.find('.');
    const std::string_view label = domain.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    // Bytes above 0x7f: an internationalised name as people type it.
    if (!std::all_of(label.begin(), label.end(), [](char c) {
          return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') || c == '-' ||
                 static_cast<unsigned char>(c) > 0x7f;
        })) {
      return false;
    }
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

// The shape only; whether somebody reads there, a double opt-in tells.
std::string email(std::string_view value, Date, std::int64_t) {
  const std::size_t sign = value.rfind('@');
  if (sign == std::string_view::npos || value.size() > kMaxMailBytes) return "email_shape";
  const std::string_view local = value.substr(0, sign);
  constexpr std::string_view kMarks = "!#$%&'*+/=?^_`{|}~-.";
  const bool good = !local.empty() && local.size() <= kMaxLocalBytes && local.front() != '.' &&
                    local.back() != '.' && local.find("..") == std::string_view::npos &&
                    std::all_of(local.begin(), local.end(), [&](char c) {
                      return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') ||
                             static_cast<unsigned char>(c) > 0x7f ||
                             kMarks.find(c) != std::string_view::npos;
                    });
  return good && is_domain(value.substr(sign + 1)) ? "" : "email_shape";
}

struct Rule {
  std::string_view name;
  std::string (*run)(std::string_view value, Date today, std::int64_t min);
};
constexpr Rule kRules[] = {
    {"iban", iban}, {"age", age},     {"postcode", postcode}, {"text", text},
    {"date", date}, {"phone", phone}, {"email", email},
};

// `min` below zero: the rule's own bound.
std::string reason_of(std::string_view rule, std::string_view value, Date today, std::int64_t min) {
  for (const Rule& row : kRules) {
    if (row.name == rule) return row.run(value, today, min);
  }
  throw Error(Fault::kData, "unknown_check",
              "no check rule is called \"" + std::string(rule) + "\"");
}

}  // namespace

CheckResult run_check(const Json& row, std::string_view value, Date today) {
  std::string reason = reason_of(row.str("rule"), value, today, row.num_or("min", -1));
  return {reason.empty() ? "pass" : row.str_or("on_fail", "block"), std::move(reason)};
}

}  // namespace kontor::policy
