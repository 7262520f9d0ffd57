// SPDX-License-Identifier: Apache-2.0
// Figures worked out by hand, then the laws that hold for every batch.
#include "lib/claim/period.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

namespace kontor::claim {
namespace {

using plan::Measure;
using plan::Per;
using plan::TierMode;

constexpr Period kMonth{.days = 0, .months = 1};
constexpr Period kQuarter{.days = 0, .months = 3};
constexpr Period kYear{.days = 0, .months = 12};

plan::Band factor(std::int64_t from, const char* value) {
  return {.from = Rational(from), .factor = Rational::parse(value), .rate = {}, .amount_minor = {}};
}
plan::Band rate(std::int64_t from, const char* value) {
  return {.from = Rational(from), .factor = {}, .rate = Rational::parse(value), .amount_minor = {}};
}
plan::Band piece(std::int64_t from, std::int64_t amount) {
  return {.from = Rational(from), .factor = {}, .rate = {}, .amount_minor = amount};
}

plan::Tier tier(TierMode mode, Measure measure, std::vector<plan::Band> bands,
                Period period = kMonth) {
  plan::Tier out;
  out.id = "tier";
  out.mode = mode;
  out.measure = measure;
  out.period = period;
  out.bands = std::move(bands);
  return out;
}

plan::PeriodAmount amount(const char* id, std::int64_t minor, Period period = kMonth,
                          bool recoverable = false) {
  return {.id = id,
          .per = Per::kSeller,
          .period = period,
          .amount_minor = minor,
          .recoverable = recoverable};
}

Entry entry(const char* day, std::int64_t earned, std::int64_t value = 0, std::int64_t units = 0,
            const char* claim = "") {
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

std::int64_t gain(const plan::Tier& tier, const std::vector<Entry>& entries) {
  Climb climb(tier);
  for (const Entry& one : entries) climb.add(one);
  return climb.attained().gain.round_half_away();
}

// --- tiers

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

// --- laws

// KONTOR_SEED repeats a run.
struct Chance {
  Chance() {
    const char* given = std::getenv("KONTOR_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    MESSAGE("seed " << seed);
    engine.seed(seed);
  }
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(most + 1));
  }
  bool one_in(std::int64_t n) { return up_to(n - 1) == 0; }
  std::mt19937_64 engine;
};

Period any_period(Chance& chance) {
  const Period all[] = {kMonth, kQuarter, kYear};
  return all[chance.up_to(2)];
}

plan::Tier any_tier(Chance& chance) {
  plan::Tier out = tier(static_cast<TierMode>(chance.up_to(3)),
                        static_cast<Measure>(chance.up_to(2)), {}, any_period(chance));
  std::int64_t from = chance.up_to(3) * 100;
  const bool units = out.measure == Measure::kUnits;
  for (std::int64_t band = chance.up_to(3); band >= 0; --band) {
    const std::string decimal =
        std::to_string(chance.up_to(2)) + "." + std::to_string(chance.up_to(99));
    if (units && chance.one_in(2)) {
      out.bands.push_back(piece(from, chance.up_to(500)));
    } else if (!units && chance.one_in(2)) {
      out.bands.push_back(rate(from, decimal.c_str()));
    } else {
      out.bands.push_back(factor(from, decimal.c_str()));
    }
    from += 1 + chance.up_to(units ? 10 : 20000);
  }
  if (chance.one_in(4)) out.quota = chance.up_to(20000);
  return out;
}

std::vector<Entry> any_entries(Chance& chance) {
  std::vector<Entry> out;
  std::int64_t day = parse_date("2025-01-01").days;
  for (std::int64_t left = 1 + chance.up_to(9); left > 0; --left) {
    day += chance.up_to(25);
    const std::int64_t sign = chance.one_in(4) ? -1 : 1;
    out.push_back({Date{day},
                   std::to_string(chance.up_to(5)),
                   sign * chance.up_to(20000),
                   sign * chance.up_to(30000),
                   sign * chance.up_to(4000),
                   {}});
  }
  return out;
}

World any_world(Chance& chance) {
  World out;
  out.plan.to = parse_date("2025-12-31");
  for (std::int64_t left = chance.up_to(2); left > 0; --left) {
    out.plan.tiers.push_back(any_tier(chance));
    out.plan.tiers.back().id += std::to_string(left);
    out.plan.tiers.back().charge_business = chance.one_in(2);
  }
  for (std::int64_t left = 1 + chance.up_to(2); left > 0; --left) {
    out.plan.caps.push_back(
        amount(("cap" + std::to_string(left)).c_str(), chance.up_to(40000), any_period(chance)));
  }
  out.input.entries = any_entries(chance);
  return out;
}

// What the payee has in a span: entries and lines whose month lies in it can only be seen from the
// running totals, so the span is evaluated with and without its last days.
std::int64_t total(World& world, Date until) {
  std::int64_t out = 0;
  for (const Entry& one : world.input.entries) out += one.date <= until ? one.amount : 0;
  for (const Line& line : world.run(format_date(until).c_str()).lines) out += line.amount;
  return out;
}

TEST_CASE("a cap is never exceeded, of whatever length, however the others cut") {
  Chance chance;
  int exceeded = 0;
  for (int round = 0; round < 100000; ++round) {
    World world = any_world(chance);
    const Date last = world.input.entries.back().date;
    const auto which = chance.up_to(static_cast<std::int64_t>(world.plan.caps.size()) - 1);
    const plan::PeriodAmount& cap = world.plan.caps[static_cast<std::size_t>(which)];
    const std::int64_t before = total(world, Date{span_of(last, cap.period).first.days - 1});
    if (total(world, last) - before > cap.amount_minor) ++exceeded;
  }
  CHECK(exceeded == 0);
}

TEST_CASE("a batch in several runs comes to the same as in one") {
  Chance chance;
  using Key = std::tuple<LineKind, std::string, Span>;
  int different = 0;
  for (int round = 0; round < 100000; ++round) {
    World world = any_world(chance);
    world.plan.draws = {amount("draw", chance.up_to(9000), any_period(chance), chance.one_in(2))};
    world.plan.floors = {amount("floor", chance.up_to(3000), any_period(chance))};
    const Date end = parse_date("2025-12-31");
    const auto target = [&](Date until) {
      std::map<Key, std::int64_t> out;
      for (const Line& line : world.run(format_date(until).c_str()).lines) {
        out[{line.kind, line.rule, line.span}] += line.amount;
      }
      return out;
    };
    // Each run posts the difference to what stands.
    std::map<Key, std::int64_t> posted;
    const std::vector<Entry> all = world.input.entries;
    const std::size_t cut =
        static_cast<std::size_t>(chance.up_to(static_cast<std::int64_t>(all.size())));
    const auto run = [&](std::vector<Entry> known, Date until) {
      world.input.entries = std::move(known);
      std::map<Key, std::int64_t> due = target(until);
      for (const auto& [key, amount] : posted) due.emplace(key, 0);
      for (const auto& [key, amount] : due) posted[key] += amount - posted[key];
    };
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(cut);
    run({all.begin(), middle}, cut == 0 ? world.input.from : all[cut - 1].date);
    run(all, end);  // what came late is dated where it belongs
    for (const auto& [key, amount] : target(end)) {
      if (posted[key] != amount) ++different;
      posted.erase(key);
    }
    for (const auto& [key, amount] : posted) different += amount != 0;
  }
  CHECK(different == 0);
}

TEST_CASE("marginal rises with what is sold, and has no jump at a bound") {
  Chance chance;
  int falls = 0;
  int jumps = 0;
  for (int round = 0; round < 100000; ++round) {
    plan::Tier one = any_tier(chance);
    one.mode = TierMode::kMarginal;
    one.measure = Measure::kEarned;
    for (plan::Band& band : one.bands) {
      if (band.amount_minor) band = rate(band.from.floor(), "0.5");
    }
    const auto earned = [&](std::int64_t amount) {
      Climb climb(one);
      climb.add(entry("2025-01-01", amount));
      return climb.attained().gain + Rational(amount);
    };
    const std::int64_t somewhere = chance.up_to(60000);
    if (earned(somewhere + 1 + chance.up_to(5000)) < earned(somewhere)) ++falls;
    // Over any bound by one cent: at most the factor or rate of the higher band for that cent.
    const std::int64_t bound = one.bands[static_cast<std::size_t>(chance.up_to(
                                             static_cast<std::int64_t>(one.bands.size()) - 1))]
                                   .from.floor();
    const Rational step = earned(bound + 1) - earned(bound);
    if (Rational(4) < step || step.sign() < 0) ++jumps;
  }
  CHECK(falls == 0);
  CHECK(jumps == 0);
}

TEST_CASE("what sellers gain and their business pays sums to nothing") {
  Chance chance;
  int off = 0;
  for (int round = 0; round < 100000; ++round) {
    World seller = any_world(chance);
    for (plan::Tier& one : seller.plan.tiers) one.charge_business = true;
    const std::vector<Entry> all = seller.input.entries;
    const PeriodResult with = seller.run("2025-12-31");
    World plain = seller;
    plain.plan.tiers.clear();
    std::int64_t gained = 0;
    for (const Line& line : with.lines) gained += line.amount;
    for (const Line& line : plain.run("2025-12-31").lines) gained -= line.amount;
    World business;
    business.plan = seller.plan;
    business.input.per = Per::kBusiness;
    business.input.charges = with.charges;
    std::int64_t paid = 0;
    for (const Line& line : business.run("2025-12-31").lines) paid += line.amount;
    if (gained + paid != 0) ++off;
  }
  CHECK(off == 0);
}

}  // namespace
}  // namespace kontor::claim
