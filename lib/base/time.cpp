// SPDX-License-Identifier: Apache-2.0
//
//   instant = date "T" 2digit ":" 2digit ":" 2digit ["." 1*digit] ("Z" | ("+" | "-") 2digit ":"
//   2digit) date    = 4digit "-" 2digit "-" 2digit period  = "P" 1*5digit ("D" | "W" | "M" | "Y")
#include "lib/base/time.h"

#include <date/date.h>

#include <chrono>
#include <optional>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kLastYear = 9999;  // four digits, as RFC 3339 has them

// Takes exactly `count` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return {};
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

constexpr Date to_date(const date::year_month_day& ymd) {
  return Date{date::sys_days(ymd).time_since_epoch().count()};
}

date::year_month_day civil(Date day) {
  constexpr Date first = to_date(date::year{0} / 1 / 1);
  constexpr Date last = to_date(date::year{static_cast<int>(kLastYear)} / 12 / 31);
  if (day < first || day > last) {
    throw Error(Fault::kData, "bad_date", "date outside of the years 0000 to 9999");
  }
  return date::year_month_day(date::sys_days(date::days(static_cast<int>(day.days))));
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_digits(text, 2);
  if (!day) return {};
  const date::year_month_day ymd = date::year(*year) / date::month(static_cast<unsigned>(*month)) /
                                   date::day(static_cast<unsigned>(*day));
  if (!ymd.ok()) return {};
  return to_date(ymd);
}

// Seconds of "hh:mm:ss[.fraction]".
std::optional<std::int64_t> take_time_of_day(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return {};
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return {};
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return {};
  if (take(text, '.')) {
    if (!take_digits(text, 1)) return {};
    while (take_digits(text, 1)) {
    }
  }
  return *hour * 3600 + *minute * 60 + *second;
}

// Seconds east of UTC.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return {};
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return {};
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return {};
  const std::int64_t seconds = *hour * 3600 + *minute * 60;
  return east ? seconds : -seconds;
}

std::optional<Instant> take_instant(std::string_view& text) {
  const auto day = take_date(text);
  if (!day || !take(text, 'T')) return {};
  const auto time = take_time_of_day(text);
  if (!time) return {};
  const auto offset = take_offset(text);
  if (!offset) return {};
  return Instant{day->days * kDaySeconds + *time - *offset};
}

void put_digits(std::string& out, std::int64_t value, int count) {
  const std::size_t end = out.size() + static_cast<std::size_t>(count);
  out.resize(end);
  for (std::size_t i = 1; i <= static_cast<std::size_t>(count); ++i) {
    out[end - i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

void put_date(std::string& out, Date day) {
  const date::year_month_day ymd = civil(day);
  put_digits(out, static_cast<int>(ymd.year()), 4);
  out.push_back('-');
  put_digits(out, static_cast<unsigned>(ymd.month()), 2);
  out.push_back('-');
  put_digits(out, static_cast<unsigned>(ymd.day()), 2);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;  // of a text that may be anything
  return "\"" + printable(text.substr(0, kShown)) + "\"";
}

}  // namespace

Date Instant::date() const {
  std::int64_t days = seconds / kDaySeconds;
  if (seconds % kDaySeconds < 0) --days;
  return Date{days};
}

std::string not_a_time(std::string_view text) {
  return quoted(text) + " is not a time such as 2025-08-31T10:15:00+02:00";
}

std::string not_a_date(std::string_view text) {
  return quoted(text) + " is not a date such as 2025-08-31";
}

Instant parse_instant(std::string_view text) {
  std::string_view rest = text;
  const auto instant = take_instant(rest);
  if (!instant || !rest.empty()) {
    throw Error(Fault::kData, "bad_time", not_a_time(text));
  }
  return *instant;
}

std::string format_instant(Instant instant) {
  const Date day = instant.date();
  const std::int64_t time = instant.seconds - day.days * kDaySeconds;
  std::string out;
  out.reserve(20);
  put_date(out, day);
  out.push_back('T');
  put_digits(out, time / 3600, 2);
  out.push_back(':');
  put_digits(out, time / 60 % 60, 2);
  out.push_back(':');
  put_digits(out, time % 60, 2);
  out.push_back('Z');
  return out;
}

Date parse_date(std::string_view text) {
  std::string_view rest = text;
  const auto day = take_date(rest);
  if (!day || !rest.empty()) {
    throw Error(Fault::kData, "bad_date", not_a_date(text));
  }
  return *day;
}

std::string format_date(Date date) {
  std::string out;
  put_date(out, date);
  return out;
}

Instant start_of(Date date) { return Instant{date.days * kDaySeconds}; }

Instant end_of(Date date) { return Instant{(date.days + 1) * kDaySeconds}; }

Date add_months(Date date, std::int64_t months) {
  const date::year_month_day from = civil(date);
  if (months == 0) return date;
  constexpr std::int64_t kMostMonths = 12 * (kLastYear + 1);
  if (months < -kMostMonths || months > kMostMonths) {
    throw Error(Fault::kData, "bad_date", "date outside of the years 0000 to 9999");
  }
  const std::int64_t count = static_cast<int>(from.year()) * 12 +
                             static_cast<std::int64_t>(static_cast<unsigned>(from.month())) - 1 +
                             months;
  if (count < 0 || count >= kMostMonths) {
    throw Error(Fault::kData, "bad_date", "date outside of the years 0000 to 9999");
  }
  const auto month =
      date::year(static_cast<int>(count / 12)) / date::month(static_cast<unsigned>(count % 12 + 1));
  const date::year_month_day same = month / from.day();
  return to_date(same.ok() ? same : date::year_month_day(month / date::last));
}

std::int64_t months_between(Date from, Date to) {
  const date::year_month_day a = civil(from);
  const date::year_month_day b = civil(to);
  const std::int64_t months = (b.year() - a.year()).count() * 12 +
                              static_cast<int>(static_cast<unsigned>(b.month())) -
                              static_cast<int>(static_cast<unsigned>(a.month()));
  const bool is_whole = a.day() <= b.day();  // whatever the lengths of the months
  return !is_whole && add_months(from, months) > to ? months - 1 : months;
}

Period parse_period(std::string_view text) {
  std::string_view rest = text;
  std::int64_t count = 0;
  std::size_t digits = 0;
  if (take(rest, 'P')) {
    while (const auto digit = take_digits(rest, 1)) {
      if (++digits > 5) break;
      count = count * 10 + *digit;
    }
  }
  if (digits >= 1 && digits <= 5) {
    if (rest == "D") return {.days = count, .months = 0};
    if (rest == "W") return {.days = count * 7, .months = 0};
    if (rest == "M") return {.days = 0, .months = count};
    if (rest == "Y") return {.days = 0, .months = count * 12};
  }
  throw Error(
      Fault::kData, "bad_period",
      "\"" + printable(text.substr(0, 40)) + "\" is not a period such as P14D, P2W, P6M, P5Y");
}

Date add(Date date, const Period& period) {
  return Date{add_months(date, period.months).days + period.days};
}

Date subtract(Date date, const Period& period) {
  return Date{add_months(date, -period.months).days - period.days};
}

Instant SystemClock::now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count()};
}

}  // namespace kontor
