// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/tally.h"

#include <doctest/doctest.h>

#include "lib/commission/period.h"

namespace kontor::commission {
namespace {

plan::Plan plan_with(plan::TierMode mode, plan::Measure measure, std::int64_t months) {
  plan::Plan plan;
  plan.from = parse_date("2025-01-01");
  plan::Tier tier;
  tier.id = "t";
  tier.mode = mode;
  tier.measure = measure;
  tier.period = {0, months};
  tier.bands = {{Rational(1000), Rational::parse("1.37"), {}, {}},
                {Rational(5000), Rational::parse("2.1"), {}, {}}};
  plan.tiers = {tier, tier};
  plan.tiers[1].id = "cap-like";
  plan.tiers[1].when = {{"item.offer", "eq", Json("x"), 0}};  // nothing is looked up here
  plan.caps = {{"c", plan::Per::kSeller, {0, 1}, 4000, false}};
  return plan;
}

// Deterministic and scattered enough.
std::int64_t next(std::uint64_t& seed, std::int64_t below) {
  seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<std::int64_t>((seed >> 33) % static_cast<std::uint64_t>(below));
}

std::vector<Entry> entries_of(std::uint64_t seed) {
  std::vector<Entry> out;
  for (std::int64_t day = parse_date("2025-01-01").days; day < parse_date("2026-01-01").days;
       day += 1 + next(seed, 9)) {
    Entry entry;
    entry.date = Date{day};
    entry.claim = std::to_string(out.size());
    entry.amount = next(seed, 900) - 100;
    entry.value = next(seed, 3000);
    entry.units = 1000 * next(seed, 4);
    out.push_back(std::move(entry));
  }
  return out;
}

std::vector<std::string> texts(const PeriodResult& result) {
  std::vector<std::string> out;
  for (const Line& line : result.lines) {
    out.push_back(line.rule + " " + format_date(line.span.first) + " " +
                  std::to_string(line.attainment) + " " + std::to_string(line.band) + " " +
                  std::to_string(line.amount) + " " + line.reason);
  }
  return out;
}

TEST_CASE("a tally says at the end of each month what its entries would") {
  using plan::TierMode;
  for (const TierMode mode :
       {TierMode::kMarginal, TierMode::kRetroactive, TierMode::kOverage, TierMode::kStanding}) {
    for (const auto measure : {plan::Measure::kEarned, plan::Measure::kValue}) {
      for (const std::int64_t months : {1, 3, 12}) {
        const plan::Plan plan = plan_with(mode, measure, months);
        PeriodInput kept;
        kept.versions = {&plan};
        kept.from = parse_date("2025-01-01");
        kept.entries = entries_of(static_cast<std::uint64_t>(months));
        PeriodInput counted = kept;
        counted.entries.clear();
        Tally tally(plan, plan::Per::kSeller, kept.from);
        for (const Entry& entry : kept.entries) tally.add(entry, 1);
        counted.tally = &tally;
        for (std::int64_t month = 1; month <= 12; ++month) {
          kept.until = Date{add_months(kept.from, month).days - 1};
          counted.until = kept.until;
          CHECK(texts(evaluate(kept)) == texts(evaluate(counted)));
        }
      }
    }
  }
}

}  // namespace
}  // namespace kontor::commission
