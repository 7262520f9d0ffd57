// SPDX-License-Identifier: Apache-2.0
// Short words for tiers, entries and a plan's year, for the tests of periods.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/commission/period.h"

namespace kontor::commission::periods {

using plan::Measure;
using plan::Per;
using plan::TierMode;

inline constexpr Period kMonth{.days = 0, .months = 1};
inline constexpr Period kQuarter{.days = 0, .months = 3};
inline constexpr Period kYear{.days = 0, .months = 12};

inline plan::Band factor(std::int64_t from, const char* value) {
  return {.from = Rational(from), .factor = Rational::parse(value), .rate = {}, .amount_minor = {}};
}
inline plan::Band rate(std::int64_t from, const char* value) {
  return {.from = Rational(from), .factor = {}, .rate = Rational::parse(value), .amount_minor = {}};
}
inline plan::Band piece(std::int64_t from, std::int64_t amount) {
  return {.from = Rational(from), .factor = {}, .rate = {}, .amount_minor = amount};
}

inline plan::Tier tier(TierMode mode, Measure measure, std::vector<plan::Band> bands,
                       Period period = kMonth) {
  plan::Tier out;
  out.id = "tier";
  out.mode = mode;
  out.measure = measure;
  out.period = period;
  out.bands = std::move(bands);
  return out;
}

inline plan::PeriodAmount amount(const char* id, std::int64_t minor, Period period = kMonth,
                                 bool recoverable = false) {
  return {.id = id,
          .per = Per::kSeller,
          .period = period,
          .amount_minor = minor,
          .recoverable = recoverable};
}

inline Entry entry(const char* day, std::int64_t earned, std::int64_t value = 0,
                   std::int64_t units = 0, const char* claim = "") {
  return {parse_date(day), claim, earned, value, units, {}};
}

// A plan of 2025, its rules and a seller's entries.
struct World {
  World() {
    plan.version = 1;
    plan.from = parse_date("2025-01-01");
    plan.to = parse_date("2025-12-31");
    input.from = parse_date("2025-01-01");
    input.seller = "anna";
    input.member_since = parse_date("2025-01-01");
  }
  World& add(Entry one) {
    input.entries.push_back(std::move(one));
    return *this;
  }
  PeriodResult run(const char* until) {
    input.versions = {&plan};
    input.until = parse_date(until);
    return evaluate(input);
  }
  // Sum of the lines of a kind.
  std::int64_t sum(const char* until, LineKind kind) {
    std::int64_t out = 0;
    for (const Line& line : run(until).lines) out += line.kind == kind ? line.amount : 0;
    return out;
  }
  std::int64_t tiers(const char* until) { return sum(until, LineKind::kTier); }

  plan::Plan plan;
  PeriodInput input;
};

}  // namespace kontor::commission::periods
