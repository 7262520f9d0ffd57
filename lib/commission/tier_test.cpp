// SPDX-License-Identifier: Apache-2.0
// Each mode of a tier, with figures worked out by hand.
#include "lib/commission/tier.h"

#include <doctest/doctest.h>

#include "lib/commission/period_world_test.h"

namespace kontor::commission::periods {
namespace {

std::int64_t gain(const plan::Tier& tier, const std::vector<Entry>& entries) {
  Climb climb(tier);
  for (const Entry& one : entries) climb.add(one);
  return climb.attained().gain.round_half_away();
}

TEST_CASE("marginal: each slice at its own band") {
  const auto three = tier(TierMode::kMarginal, Measure::kEarned,
                          {factor(0, "1.0"), factor(100000, "1.5"), factor(200000, "2.0")});
  // 1000.00 at 1, 1000.00 at 1.5, 500.00 at 2: 500.00 + 500.00 beside the 2500.00.
  CHECK(gain(three, {entry("2025-08-01", 250000)}) == 100000);
  // The same in three sales, one of which passes a bound: 900.00, 400.00 (300.00 above), 1200.00
  // (700.00 up to the bound, 500.00 beyond).
  CHECK(gain(three, {entry("2025-08-01", 90000), entry("2025-08-02", 40000),
                     entry("2025-08-03", 120000)}) == 100000);
  CHECK(gain(three, {entry("2025-08-01", 100000)}) == 0);
  CHECK(gain(three, {entry("2025-08-01", 100001)}) == 1);  // half a cent, away from zero
}

TEST_CASE("marginal by value: the cents of a sale lie where its value lies") {
  const auto two =
      tier(TierMode::kMarginal, Measure::kValue, {factor(0, "1"), factor(1000000, "1.5")});
  // 8000.00 of value earn 400.00; then 4000.00 earn 120.00, half of them above the bound: 60.00 x
  // 0.5.
  CHECK(gain(two, {entry("2025-08-01", 40000, 800000), entry("2025-08-02", 12000, 400000)}) ==
        3000);
  // A part of the value itself: 2 % of 2000.00 above, 1 % of 10000.00 below.
  const auto rates =
      tier(TierMode::kMarginal, Measure::kValue, {rate(0, "0.01"), rate(1000000, "0.02")});
  CHECK(gain(rates, {entry("2025-08-01", 40000, 800000), entry("2025-08-02", 12000, 400000)}) ==
        14000);
}

TEST_CASE("units: an amount a piece") {
  const auto pieces =
      tier(TierMode::kMarginal, Measure::kUnits, {piece(0, 0), piece(10, 500), piece(20, 800)});
  // 24 pieces: ten for nothing, ten at 5.00, four at 8.00.
  CHECK(gain(pieces, {entry("2025-08-01", 0, 0, 24000)}) == 8200);
  // Half pieces of shared sales: 10.5 pieces, half of one at 5.00.
  CHECK(gain(pieces, {entry("2025-08-01", 0, 0, 10500)}) == 250);
  const auto all =
      tier(TierMode::kRetroactive, Measure::kUnits, {piece(0, 0), piece(10, 500), piece(20, 800)});
  CHECK(gain(all, {entry("2025-08-01", 0, 0, 24000)}) == 19200);
}

TEST_CASE("retroactive: all at the band reached; a bound belongs to the higher band") {
  const auto two =
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "1.0"), factor(100000, "1.2")});
  CHECK(gain(two, {entry("2025-08-01", 99999)}) == 0);
  CHECK(gain(two, {entry("2025-08-01", 100000)}) == 20000);
  CHECK(gain(two, {entry("2025-08-01", 100000), entry("2025-08-02", 50000)}) == 30000);
  // What comes back takes the whole band with it.
  CHECK(gain(two, {entry("2025-08-01", 100000), entry("2025-08-20", -1)}) == 0);
}

TEST_CASE("retroactive by value: the factor is of what was earned") {
  const auto two =
      tier(TierMode::kRetroactive, Measure::kValue, {factor(0, "1.0"), factor(100000, "1.2")});
  CHECK(gain(two, {entry("2025-08-01", 3000, 60000), entry("2025-08-02", 5000, 40000)}) == 1600);
}

TEST_CASE("thresholds: factor 0 below, and nothing is lost above") {
  const auto marginal =
      tier(TierMode::kMarginal, Measure::kEarned, {factor(0, "0"), factor(50000, "1")});
  CHECK(gain(marginal, {entry("2025-08-01", 49900)}) == -49900);
  CHECK(gain(marginal, {entry("2025-08-01", 60000)}) == -50000);
  const auto retroactive =
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "0"), factor(50000, "1")});
  CHECK(gain(retroactive, {entry("2025-08-01", 49900)}) == -49900);
  CHECK(gain(retroactive, {entry("2025-08-01", 60000)}) == 0);
}

TEST_CASE("overage: above the first bound all at the band reached, the rest unchanged") {
  const auto three =
      tier(TierMode::kOverage, Measure::kEarned, {factor(100000, "1.5"), factor(200000, "2.0")});
  CHECK(gain(three, {entry("2025-08-01", 90000)}) == 0);
  CHECK(gain(three, {entry("2025-08-01", 150000)}) == 25000);
  CHECK(gain(three, {entry("2025-08-01", 250000)}) == 150000);  // 1500.00 x (2.0 - 1)
}

TEST_CASE("overage over a quota: the bands only say at what factor") {
  auto quota =
      tier(TierMode::kOverage, Measure::kValue, {rate(1000000, "0.01"), rate(1250000, "0.02")});
  quota.quota = 1000000;
  CHECK(gain(quota, {entry("2025-08-01", 1, 900000)}) == 0);
  CHECK(gain(quota, {entry("2025-08-01", 1, 1200000)}) == 2000);
  CHECK(gain(quota, {entry("2025-08-01", 1, 1300000)}) == 6000);
  auto early = quota;  // a band below the quota: there is nothing above it yet
  early.bands = {rate(800000, "0.01")};
  CHECK(gain(early, {entry("2025-08-01", 1, 900000)}) == 0);
  CHECK(gain(early, {entry("2025-08-01", 1, 1100000)}) == 1000);
}

TEST_CASE("standing: each sale whole at the band that stood before it") {
  const auto two =
      tier(TierMode::kStanding, Measure::kEarned, {factor(0, "1.0"), factor(100000, "1.5")});
  CHECK(gain(two, {entry("2025-08-01", 150000, 0, 0, "a")}) == 0);
  CHECK(gain(two, {entry("2025-08-01", 150000, 0, 0, "a"),
                   entry("2025-08-02", 20000, 0, 0, "b")}) == 10000);
  // What comes back of a sale is taken at its own band: b gained 100.00 and loses 100.00, a
  // nothing.
  CHECK(gain(two, {entry("2025-08-01", 150000, 0, 0, "a"), entry("2025-08-02", 20000, 0, 0, "b"),
                   entry("2025-08-20", -20000, 0, 0, "b")}) == 0);
  CHECK(gain(two, {entry("2025-08-01", 150000, 0, 0, "a"), entry("2025-08-02", 20000, 0, 0, "b"),
                   entry("2025-08-20", -150000, 0, 0, "a")}) == 10000);
}

TEST_CASE("below the first band nothing changes, a negative month least of all") {
  const auto one = tier(TierMode::kMarginal, Measure::kEarned, {factor(0, "1.5")});
  CHECK(gain(one, {entry("2025-08-01", -7000)}) == 0);
  CHECK(gain(one, {entry("2025-08-01", -7000), entry("2025-08-02", 8000)}) == 500);
}

}  // namespace
}  // namespace kontor::commission::periods
