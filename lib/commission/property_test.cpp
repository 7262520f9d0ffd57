// SPDX-License-Identifier: Apache-2.0
// What must hold of any plan and any sale. Seeds are printed: a case can be run again.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <random>

#include "lib/commission/example_test.h"

namespace kontor::commission {
namespace {

using example::sale;
using example::sample_plan;

// --- properties

struct Draw {
  std::mt19937_64 engine;
  std::int64_t operator()(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(high - low + 1));
  }
};

plan::Plan random_plan(Draw& draw, plan::Plan plan) {
  plan.base[0].amount_minor = draw(1, 100000);
  plan.base[1].amount_minor = draw(1, 100000);
  for (plan::Factor& factor : plan.factors) factor.value = Rational(draw(0, 300)) / Rational(100);
  for (plan::Stage& one : plan.stages) one.weight = draw(0, 100);
  plan.stages.back().weight = draw(1, 100);
  plan::Stage& stage = plan.stages[1];
  stage.model = static_cast<plan::Model>(draw(0, 4));
  const bool steps = draw(0, 3) == 0;
  stage.half_life_days = steps ? 0 : draw(1, 60);
  stage.half_life_steps = steps ? draw(1, 4) : 0;
  plan.absent = static_cast<plan::Absent>(draw(0, 2));
  plan.absent_to = "close";
  plan.split[0] = {"default", draw(0, 100), draw(1, 100)};
  return plan;
}

void random_touches(Draw& draw, Sale& sold) {
  static const char* const kPartners[] = {"nord", "ost", "sued", "west"};
  static const char* const kEvidence[] = {"consultation", "lead_with_consent", "close", "call"};
  sold.touches.clear();
  const std::int64_t count = draw(0, 6);
  for (std::int64_t i = 0; i < count; ++i) {
    Touch touch;
    touch.evidence = kEvidence[draw(0, 3) * draw(0, 1)];
    touch.partner = kPartners[draw(0, 3)];
    if (draw(0, 2) > 0) touch.seller = touch.partner + std::to_string(draw(0, 1));
    touch.channel = draw(0, 4) == 0 ? "online" : "shop";
    touch.outlet = touch.partner + "/" + touch.channel;
    // Few instants, so that many touches share one.
    touch.at = Instant{sold.closed.seconds - draw(-1, 9) * 86400 - draw(0, 1) * 3600};
    touch.minutes = draw(5, 60);
    if (draw(0, 3) == 0) touch.code = "k7q";
    touch.record = "interaction/" + std::to_string(i);
    sold.touches.push_back(touch);
  }
}

bool same_shares(const Result& a, const Result& b) {
  return std::equal(a.shares.begin(), a.shares.end(), b.shares.begin(), b.shares.end(),
                    [](const Share& x, const Share& y) {
                      return x.stage == y.stage && x.payee == y.payee && x.role == y.role &&
                             x.amount == y.amount;
                    });
}

constexpr int kCases = 100000;

// A seed that a failure names; KONTOR_SEED repeats a run.
std::uint64_t seed_of_run() {
  const char* const given = std::getenv("KONTOR_SEED");
  return given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}
struct Seeded {
  const std::uint64_t seed = seed_of_run();
  Draw draw{std::mt19937_64(seed)};
  Seeded() { MESSAGE("seed " << seed); }
};

plan::Plan without_extras() {
  plan::Plan out = sample_plan();
  out.premiums.clear();
  out.credits.clear();
  out.overrides = {{"team",
                    "",
                    {Rational::parse("0.05"), Rational::parse("0.02")},
                    {{"nord", "verbund"}, {"sued", "verbund"}, {"verbund", "holding"}}}};
  return out;
}

// Empty: shares and what is forfeited make up the pool, value and pieces are all credited.
std::string sums_wrong(const plan::Plan& plan, const Result& result, const Sale& sold) {
  std::int64_t amount = result.forfeited;
  std::int64_t value = 0;
  std::int64_t units = 0;
  for (const Share& share : result.shares) {
    amount += share.amount;
    if (share.amount < 0) return "a negative share";
  }
  for (const StageResult& stage : result.stages) {
    value = std::accumulate(stage.values.begin(), stage.values.end(), value);
    units = std::accumulate(stage.units.begin(), stage.units.end(), units);
  }
  // Nobody took part at all: nobody has the pool, and there is nothing to credit.
  if (result.zero == "no_stage" && result.forfeited == 0) return amount == 0 ? "" : "a share";
  if (amount != result.pool) return "shares " + std::to_string(amount);
  // A forfeited part may be less than a cent of the pool and still a piece of the value.
  const bool kept = plan.absent == plan::Absent::kRedistribute ||
                    std::all_of(result.stages.begin(), result.stages.end(),
                                [](const StageResult& stage) { return stage.absent.empty(); });
  const bool whole = result.pool != 0 && kept;
  if (whole && !(Rational(value) == value_of(sold))) return "value";
  return whole && units != sold.quantity * kUnit ? "pieces" : "";
}

Sale random_sale(Draw& draw, const Sale& sample) {
  Sale out = sample;
  if (draw(0, 1) == 0) out.item = "phone";
  out.one_time_minor = draw(0, 90000);
  out.quantity = draw(1, 4);
  random_touches(draw, out);
  return out;
}

// Empty: taken back by parts and then in full, nothing is left of any share.
std::string reversal_wrong(Draw& draw, const Result& result) {
  std::vector<std::int64_t> open;
  for (const Share& share : result.shares) open.push_back(share.amount);
  for (const Share& share : result.overrides) open.push_back(share.amount);
  for (std::int64_t parts = draw(0, 2); parts > 0; --parts) {
    const Rational part = Rational(draw(0, 6)) / Rational(6);
    const std::int64_t total = std::accumulate(open.begin(), open.end(), std::int64_t{0});
    const std::vector<std::int64_t> back = reversal_parts(open, part);
    const std::int64_t sum = std::accumulate(back.begin(), back.end(), std::int64_t{0});
    if (sum != (Rational(total) * part).round_half_away()) return "reversal of a part";
    for (std::size_t k = 0; k < open.size(); ++k) {
      if (back[k] < 0 || back[k] > open[k]) return "reversal of more than there is";
      open[k] -= back[k];
    }
  }
  return reversal_parts(open, Rational(1)) == open ? "" : "reversal of all";
}

// One loop for what is asked of a computed claim: it costs more than the questions.
TEST_CASE(
    "100,000 random claims: shares sum to the pool, the order in which touches come in does not "
    "count, a reversal of everything sums to zero") {
  Seeded seeded;
  CAPTURE(seeded.seed);
  const plan::Plan base = without_extras();
  const Sale sample = sale("tariff-l");
  plan::Plan plan;
  for (int i = 0; i < kCases; ++i) {
    if (i % 50 == 0) plan = random_plan(seeded.draw, base);
    Sale sold = random_sale(seeded.draw, sample);
    if (seeded.draw(0, 1) == 0) {  // all at one time
      for (Touch& touch : sold.touches) touch.at = sold.closed;
    }
    const Result result = compute(plan, sold);
    std::string wrong = sums_wrong(plan, result, sold);
    if (wrong.empty()) wrong = reversal_wrong(seeded.draw, result);
    std::shuffle(sold.touches.begin(), sold.touches.end(), seeded.draw.engine);
    if (!same_shares(result, compute(plan, sold))) wrong = "another order, other shares";
    if (!wrong.empty()) FAIL("case " << i << ": " << wrong << ", pool " << result.pool);
  }
}

// --- base rows

// 0 is asked first; nothing: the row is not for the item.
std::optional<int> rank_of(const plan::Base& row, const Sale& sold) {
  if (row.of_what == plan::BaseFor::kItem && row.name == sold.item) return 0;
  if (row.of_what == plan::BaseFor::kItem && row.name == sold.product) return 1;
  if (row.of_what == plan::BaseFor::kGroup && row.name == sold.group) return 2;
  if (row.of_what == plan::BaseFor::kBrand && row.name == sold.brand) return 3;
  if (row.of_what == plan::BaseFor::kAny) return 4;
  return std::nullopt;
}

plan::Base random_base(Draw& draw, std::size_t number) {
  static const char* const kNames[] = {"tariff-l", "phone", "watch"};
  plan::Base out;
  out.rule = std::to_string(number);
  out.of_what = static_cast<plan::BaseFor>(draw(0, 3));
  if (out.of_what != plan::BaseFor::kAny) out.name = kNames[draw(0, 2)];
  out.kind = draw(0, 5) == 0 ? plan::BaseKind::kNone : plan::BaseKind::kFixed;
  out.amount_minor = draw(1, 100);
  if (draw(0, 1) == 0) out.when.push_back({"item.quantity", "gt", Json(draw(0, 4)), 0});
  if (draw(0, 2) == 0) out.when.push_back({"item.discount", "lt", Json("12.5"), 0});
  return out;
}

TEST_CASE("a row of lower priority never decides the base of 100,000 random sales") {
  Seeded seeded;
  CAPTURE(seeded.seed);
  Draw& draw = seeded.draw;
  static const char* const kNames[] = {"", "tariff-l", "phone", "watch"};
  plan::Plan plan = without_extras();
  Sale sold = sale("tariff-l");
  for (int i = 0; i < kCases; ++i) {
    if (i % 10 == 0) {
      plan.base.clear();
      for (std::int64_t rows = draw(0, 8); rows > 0; --rows) {
        plan.base.push_back(random_base(draw, plan.base.size()));
      }
    }
    sold.item = kNames[draw(1, 3)];
    sold.product = kNames[draw(0, 3)];
    sold.group = kNames[draw(0, 3)];
    sold.brand = kNames[draw(0, 3)];
    sold.quantity = draw(1, 5);
    sold.discount.reset();
    if (draw(0, 1) == 0) sold.discount = Rational(draw(0, 100)) / Rational(4);
    const plan::Base* best = nullptr;
    for (const plan::Base& row : plan.base) {
      const auto rank = rank_of(row, sold);
      if (!rank || plan::first_failed(row.when, lookup(sold))) continue;
      if (!best || *rank < *rank_of(*best, sold)) best = &row;
    }
    const BaseResult result = base_of(plan, sold);
    if (result.rule != (best ? best->rule : "")) FAIL("case " << i << ": " << result.rule);
  }
}

}  // namespace
}  // namespace kontor::commission
