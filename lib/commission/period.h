// SPDX-License-Identifier: Apache-2.0
// What a payee earns of a plan beside its claims, by the month, the quarter, the year: tiers, caps,
// floors and draws. Pure: no state, no clock, exact rationals until a line is rounded.
//
// Everything is computed from the entries up to a day, never from what was computed before: whether
// they come in one batch or in many, the lines are the same.
//
//   month by month:  entries (as given) -> tiers (plan order) -> caps (shorter periods first, then
//                    plan order) -> floors -> draws (alike)
//
// A tier or cap is a running figure of its period, rounded half away from zero at the end of each
// month; what it rises or falls by is that month's. So the true-up of a year counts under the cap
// of the month in which it arises, and a cap holds for every period of its length.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/commission/tally.h"
#include "lib/commission/tier.h"
#include "lib/plan/record.h"

namespace kontor::commission {

// A month, a quarter or a year of the calendar; both days belong to it.
struct Span {
  Date first;
  Date last;
  friend auto operator<=>(const Span&, const Span&) = default;
};
Span span_of(Date day, const Period& period);

enum class LineKind { kTier, kCap, kFloor, kDraw, kRecover };
std::string_view line_word(LineKind kind);

// What a rule of one period comes to by the last day counted.
struct Line {
  LineKind kind = LineKind::kTier;
  std::string rule = {};
  std::string seller = {};  // whose gain the business pays; empty: the rule is the payee's own
  Span span = {};
  std::int64_t version = 0;  // of the plan
  // Of a tier: the measure (minor units, or thousandths of a piece). Else what the payee has in the
  // period before the rule.
  std::int64_t attainment = 0;
  std::int64_t band = 0;  // reached, the first is 1; 0: none, or no tier
  std::int64_t amount = 0;
  // Why it is nothing, empty otherwise: nothing_sold, below_bands, no_change; below_cap; not_over,
  // plan_ended, no_member, reached.
  std::string reason = {};
};

// What a seller gains by a tier that its business is charged for, after the seller's caps.
struct Charge {
  std::string rule;
  std::string seller;
  Span span;                 // of the tier
  std::int64_t version = 0;  // of the plan
  Date month;                // first day of the one that it arises in
  std::int64_t amount = 0;
};

struct PeriodInput {
  // Of one plan. The rules of a period are those of the newest version valid on its first day; of
  // the first that begins in it; else of the last that ended before, without floors and draws.
  std::vector<const plan::Plan*> versions;
  plan::Per per = plan::Per::kSeller;
  Date from;   // nothing before it is looked at; a first of January
  Date until;  // last day counted
  std::vector<Entry> entries;
  const Tally* tally = nullptr;  // in their place, of the one version and the year of `from`
  // Floors and draws are due in periods that end on this day or later. Nothing: in none.
  std::optional<Date> member_since;
  // and, of a payee who left, end on this day or before.
  std::optional<Date> member_until;
  std::map<std::string, std::int64_t> debt;  // draw -> not recovered when `from` begins
  std::string seller;                        // named in charges
  std::vector<Charge> charges;               // to a business, by its sellers
  bool tell_zeros = false;                   // lines that come to nothing too, each with its reason
};
struct PeriodResult {
  std::vector<Line> lines;  // tiers also when they come to nothing
  std::vector<Charge> charges;
  std::map<std::string, std::int64_t> debt;  // after `until`
};
PeriodResult evaluate(const PeriodInput& input);

}  // namespace kontor::commission
