// SPDX-License-Identifier: Apache-2.0
// Laws that hold for every plan and every batch, on random ones.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <tuple>

#include "lib/commission/period_world_test.h"

namespace kontor::commission::periods {
namespace {

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
}  // namespace kontor::commission::periods
