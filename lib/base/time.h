// SPDX-License-Identifier: Apache-2.0
// Instants and civil dates. Rules know UTC alone: a civil date is the UTC date, whole days are a
// difference of dates, a period of n days ends at 24:00 UTC of its last day.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace kontor {

// Days since 1970-01-01.
struct Date {
  std::int64_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Seconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t seconds = 0;
  Date date() const;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

// RFC 3339 with Z or an offset, whole seconds (a fraction is cut). Error(kData, "bad_time").
Instant parse_instant(std::string_view text);
std::string format_instant(Instant instant);  // 2025-08-14T10:00:00Z
// What is said everywhere of a text that is none: `"soon" is not a time such as ...`.
std::string not_a_time(std::string_view text);
std::string not_a_date(std::string_view text);

Date parse_date(std::string_view text);  // 2025-08-31; Error(kData, "bad_date")
std::string format_date(Date date);
Instant start_of(Date date);
Instant end_of(Date date);                        // 24:00 UTC of that day
Date add_months(Date date, std::int64_t months);  // the last day of a shorter month
std::int64_t months_between(Date from, Date to);  // whole months, floor

// ISO 8601 period of one unit: P14D, P2W, P6M, P5Y. Error(kData, "bad_period").
struct Period {
  std::int64_t days = 0;
  std::int64_t months = 0;
};
Period parse_period(std::string_view text);
Date add(Date date, const Period& period);
Date subtract(Date date, const Period& period);

// Edges that tests replace.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};
class SystemClock : public Clock {
 public:
  Instant now() override;
};

}  // namespace kontor
