// SPDX-License-Identifier: Apache-2.0
// Periods, caps, floors, draws and charges, with figures worked out by hand.
#include "lib/commission/period.h"

#include <doctest/doctest.h>

#include "lib/commission/period_world_test.h"

namespace kontor::commission::periods {
namespace {

TEST_CASE("a tier takes only what its conditions match") {
  World world;
  world.plan.tiers = {tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "2")})};
  world.plan.tiers[0].when = {{.field = "item.product", .op = "eq", .value = "tariff", .any = 0}};
  const auto product = [](const char* name) {
    return [name](std::string_view field) -> std::optional<Json> {
      if (field == "item.product") return Json(name);
      return std::nullopt;
    };
  };
  world.add(entry("2025-08-01", 1000)).add(entry("2025-08-01", 300)).add(entry("2025-08-02", 5));
  world.input.entries[0].lookup = product("tariff");
  world.input.entries[1].lookup = product("phone");
  CHECK(world.tiers("2025-08-31") == 1000);
  world.input.entries.erase(world.input.entries.begin());
  CHECK(world.run("2025-08-31").lines.empty());
}

TEST_CASE("periods are those of the calendar, and each begins at nothing") {
  const auto text = [](const Span& span) {
    return format_date(span.first) + " " + format_date(span.last);
  };
  CHECK(text(span_of(parse_date("2025-08-31"), kMonth)) == "2025-08-01 2025-08-31");
  CHECK(text(span_of(parse_date("2025-08-31"), kQuarter)) == "2025-07-01 2025-09-30");
  CHECK(text(span_of(parse_date("2024-02-29"), kYear)) == "2024-01-01 2024-12-31");
  CHECK(text(span_of(parse_date("1969-12-31"), kQuarter)) == "1969-10-01 1969-12-31");

  World world;
  world.plan.tiers = {
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "1"), factor(1000, "1.1")})};
  world.add(entry("2025-08-31", 900)).add(entry("2025-09-01", 900));
  CHECK(world.tiers("2025-09-30") == 0);
  world.plan.tiers[0].period = kQuarter;
  CHECK(world.tiers("2025-08-31") == 0);
  CHECK(world.tiers("2025-09-30") == 180);
}

TEST_CASE("a line says how far it came, or why it is nothing") {
  World world;
  world.plan.tiers = {
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(500, "1"), factor(1000, "1.1")})};
  const auto reason = [&](std::int64_t earned) {
    world.input.entries = {entry("2025-08-01", earned)};
    const Line line = world.run("2025-08-31").lines.at(0);
    CHECK(line.attainment == earned);
    return std::to_string(line.band) + line.reason;
  };
  CHECK(reason(499) == "0below_bands");
  CHECK(reason(500) == "1no_change");
  CHECK(reason(1000) == "2");
}

TEST_CASE("the version of the first day rules the whole period") {
  World world;
  world.plan.to = parse_date("2025-08-15");
  world.plan.tiers = {tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "2")})};
  world.plan.floors = {amount("floor", 100000)};
  plan::Plan second = world.plan;
  second.version = 2;
  second.from = parse_date("2025-08-16");
  second.to = parse_date("2025-12-31");
  second.tiers[0].bands = {factor(0, "3")};
  const auto lines = [&](const char* until) {
    world.input.versions = {&world.plan, &second};
    world.input.until = parse_date(until);
    std::string out;
    for (const Line& line : evaluate(world.input).lines) {
      out += format_date(line.span.first).substr(5) + " v" + std::to_string(line.version) + " " +
             std::to_string(line.amount) + "; ";
    }
    return out;
  };
  world.input.member_since = parse_date("2026-01-31");
  world.add(entry("2025-08-20", 10)).add(entry("2025-09-20", 10)).add(entry("2026-01-05", 10));
  CHECK(lines("2025-08-31") == "08-01 v1 10; ");
  CHECK(lines("2025-09-30") == "08-01 v1 10; 09-01 v2 20; ");
  // The plan has ended: what vests late is still raised, no minimum is guaranteed any more.
  CHECK(lines("2026-01-31") == "08-01 v1 10; 09-01 v2 20; 01-01 v2 20; ");
  // A plan that begins within a period rules it from its first day.
  world.plan.from = second.from = parse_date("2025-08-10");
  CHECK(lines("2025-08-31") == "08-01 v2 20; ");
}

// --- caps, floors, draws

TEST_CASE("a cap counts what was earned and what tiers add") {
  World world;
  world.plan.tiers = {tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "1.5")})};
  world.plan.caps = {amount("cap", 12000)};
  world.add(entry("2025-08-01", 10000));
  CHECK(world.tiers("2025-08-31") == 5000);
  CHECK(world.sum("2025-08-31", LineKind::kCap) == -3000);
  // What comes back in the same month makes room again; in the next one it counts there.
  world.add(entry("2025-08-20", -4000)).add(entry("2025-09-20", -1000));
  CHECK(world.sum("2025-09-30", LineKind::kCap) == 0);
}

TEST_CASE("caps of a month and of its quarter hold both") {
  World world;
  world.plan.caps = {amount("quarter", 15000, kQuarter), amount("month", 10000)};
  world.add(entry("2025-07-01", 12000)).add(entry("2025-08-01", 12000));
  std::map<std::string, std::int64_t> cuts;
  for (const Line& line : world.run("2025-09-30").lines) cuts[line.rule] += line.amount;
  CHECK(cuts == std::map<std::string, std::int64_t>{{"month", -4000}, {"quarter", -5000}});
  // September gives back 3000: the quarter then has 7000 of room less, not more than that.
  world.add(entry("2025-09-05", -3000));
  cuts.clear();
  for (const Line& line : world.run("2025-09-30").lines) cuts[line.rule] += line.amount;
  CHECK(cuts == std::map<std::string, std::int64_t>{{"month", -4000}, {"quarter", -2000}});
}

TEST_CASE("a year's true-up counts under the cap of the month in which it arises") {
  World world;
  world.plan.tiers = {tier(TierMode::kRetroactive, Measure::kEarned,
                           {factor(0, "1"), factor(20000, "1.5")}, kYear)};
  world.plan.caps = {amount("cap", 15000)};
  world.add(entry("2025-07-01", 12000)).add(entry("2025-08-01", 9000));
  CHECK(world.tiers("2025-07-31") == 0);
  CHECK(world.tiers("2025-08-31") == 10500);
  CHECK(world.sum("2025-08-31", LineKind::kCap) == -(9000 + 10500 - 15000));
}

TEST_CASE("a floor fills up a finished period, never a running one") {
  World world;
  world.plan.floors = {amount("floor", 100000)};
  world.add(entry("2025-08-01", 30000));
  world.input.member_since = parse_date("2025-08-01");
  CHECK(world.sum("2025-08-30", LineKind::kFloor) == 0);
  CHECK(world.sum("2025-08-31", LineKind::kFloor) == 70000);
  CHECK(world.sum("2025-09-30", LineKind::kFloor) == 170000);  // nothing sold at all
  world.input.member_until = parse_date("2025-09-15");
  CHECK(world.sum("2025-09-30", LineKind::kFloor) == 70000);
  world.input.member_since.reset();
  CHECK(world.sum("2025-09-30", LineKind::kFloor) == 0);
}

TEST_CASE("a floor counts after tiers and caps") {
  World world;
  world.plan.tiers = {
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "0"), factor(50000, "1")})};
  world.plan.floors = {amount("floor", 20000)};
  world.input.member_since = parse_date("2025-08-01");
  world.add(entry("2025-08-01", 30000));
  CHECK(world.tiers("2025-08-31") == -30000);
  CHECK(world.sum("2025-08-31", LineKind::kFloor) == 20000);
}

TEST_CASE("a recoverable draw is debt, paid back from what later periods earn above it") {
  World world;
  world.plan.draws = {amount("draw", 100000, kMonth, true)};
  world.input.member_since = parse_date("2025-06-01");
  world
      .add(entry("2025-06-10", 40000))    // 600.00 are advanced
      .add(entry("2025-07-10", 70000))    // 300.00 more
      .add(entry("2025-08-10", 150000))   // 500.00 come back
      .add(entry("2025-09-10", 900000));  // and the other 400.00
  std::map<std::string, std::int64_t> lines;
  PeriodResult result = world.run("2025-09-30");
  for (const Line& line : result.lines) {
    lines[format_date(line.span.first).substr(5, 2) + std::string(line_word(line.kind))] +=
        line.amount;
  }
  CHECK(lines ==
        std::map<std::string, std::int64_t>{
            {"06draw", 60000}, {"07draw", 30000}, {"08recover", -50000}, {"09recover", -40000}});
  CHECK(result.debt.empty());
  CHECK(world.run("2025-08-31").debt.at("draw") == 40000);
  CHECK(world.run("2025-08-30").debt.at("draw") == 90000);  // August is not over
}

TEST_CASE("debt is carried into the window") {
  World world;
  world.plan.draws = {amount("draw", 100000, kMonth, true)};
  world.input.member_since = parse_date("2025-01-01");
  world.input.debt = {{"draw", 20000}};
  world.add(entry("2025-01-10", 115000)).add(entry("2025-02-10", 103000));
  const PeriodResult result = world.run("2025-02-28");
  REQUIRE(result.lines.size() == 2);
  CHECK(result.lines[0].amount == -15000);
  CHECK(result.lines[1].amount == -3000);
  CHECK(result.debt.at("draw") == 2000);
}

TEST_CASE("a draw that is not recoverable is given, and not taken back") {
  World world;
  world.plan.draws = {amount("draw", 100000)};
  world.input.member_since = parse_date("2025-06-01");
  world.add(entry("2025-06-10", 40000)).add(entry("2025-07-10", 500000));
  CHECK(world.sum("2025-07-31", LineKind::kDraw) == 60000);
  CHECK(world.sum("2025-07-31", LineKind::kRecover) == 0);
  CHECK(world.run("2025-07-31").debt.empty());
}

// --- charges

World charging(std::int64_t cap) {
  World world;
  world.plan.tiers = {
      tier(TierMode::kRetroactive, Measure::kEarned, {factor(0, "1"), factor(10000, "1.5")})};
  world.plan.tiers[0].charge_business = true;
  world.plan.caps = {amount("cap", cap)};
  world.add(entry("2025-08-01", 12000));
  return world;
}

TEST_CASE("what a seller gains is its business's loss, to the cent") {
  World seller = charging(1000000);
  const PeriodResult gained = seller.run("2025-08-31");
  REQUIRE(gained.charges.size() == 1);
  CHECK(gained.charges[0].amount == 6000);
  World business;
  business.plan = seller.plan;
  business.input.per = Per::kBusiness;
  business.input.charges = gained.charges;
  const PeriodResult paid = business.run("2025-08-31");
  REQUIRE(paid.lines.size() == 1);
  CHECK(paid.lines[0].amount == -6000);
  CHECK(paid.lines[0].seller == "anna");
  CHECK(paid.lines[0].span == span_of(parse_date("2025-08-01"), kMonth));
}

TEST_CASE("the business pays only what a cap leaves of the gain") {
  World seller = charging(15000);  // 120.00 + 60.00, capped at 150.00
  CHECK(seller.run("2025-08-31").charges.at(0).amount == 3000);
  World at_cap = charging(12000);
  CHECK(at_cap.run("2025-08-31").charges.empty());
}

}  // namespace
}  // namespace kontor::commission::periods
