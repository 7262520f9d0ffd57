// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/pipeline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "lib/base/bounds.h"
#include "lib/commission/example_test.h"

namespace kontor::commission {
namespace {

using example::both_items;
using example::kAnna;
using example::kBen;
using example::sale;
using example::sample_plan;
using example::Sums;

void set_weights(plan::Plan& plan, std::int64_t tip, std::int64_t consultation,
                 std::int64_t close) {
  plan.stages[0].weight = tip;
  plan.stages[1].weight = consultation;
  plan.stages[2].weight = close;
}

TEST_CASE("the worked example, to the cent") {
  const plan::Plan plan = sample_plan();
  Sums payees;
  Sums stages;
  const Result tariff = compute(plan, sale("tariff-l"));
  const Result phone = compute(plan, sale("phone"));
  CHECK(tariff.pool == 11880);
  CHECK(phone.pool == 990);
  CHECK(tariff.stages[1].amounts == std::vector<std::int64_t>{1485, 4455});
  CHECK(phone.stages[1].amounts == std::vector<std::int64_t>{124, 371});
  example::sum_up(tariff, payees, &stages);
  example::sum_up(phone, payees, &stages);
  CHECK(payees ==
        Sums{{kAnna, 1159}, {"nord", 1737}, {kBen, 1930}, {"sued", 2896}, {"online", 5148}});
  CHECK(stages["tip " + std::string(kAnna)] == 515);
  CHECK(stages["tip nord"] == 772);
  CHECK(stages["consultation " + std::string(kAnna)] == 644);
  CHECK(stages["consultation nord"] == 965);
  CHECK(stages["consultation " + std::string(kBen)] == 1930);
  CHECK(stages["consultation sued"] == 2896);
  CHECK(stages["close online"] == 5148);
}

TEST_CASE("reserve is taken per payee and order") {
  const Rational rate = sample_plan().liability.reserve_rate;
  std::vector<std::int64_t> held;
  for (const std::int64_t total : {1159, 1737, 1930, 2896, 5148}) {
    held.push_back(reserve_of(total, rate));
  }
  CHECK(held == std::vector<std::int64_t>{116, 174, 193, 290, 515});
  CHECK(reserve_of(-1159, rate) == -116);
}

TEST_CASE("premium and credits of the example") {
  const Result tariff = compute(sample_plan(), sale("tariff-l"));
  REQUIRE(tariff.premiums.size() == 1);
  const PremiumResult& premium = tariff.premiums[0];
  CHECK(premium.amount == 800);
  REQUIRE(premium.shares.size() == 2);
  CHECK(premium.shares[0].payee == "nord");
  CHECK(premium.shares[0].amount == 200);
  CHECK(premium.shares[1].payee == "sued");
  CHECK(premium.shares[1].amount == 600);
  std::map<std::string, std::string> credits;
  for (const CreditResult& credit : tariff.credits) {
    credits[credit.unit + " " + credit.outlet] = credit.value.text() + (credit.counting ? "!" : "");
  }
  CHECK(credits == std::map<std::string, std::string>{{"closing_unit online/web", "1!"},
                                                      {"home_unit nord/shop", "1"},
                                                      {"consulting_units nord/shop", "1/2"},
                                                      {"consulting_units sued/shop", "1/2"}});
}

TEST_CASE("a premium that is not due says why") {
  Sale sold = sale("tariff-l");
  sold.channel = "shop";
  CHECK(compute(sample_plan(), sold).premiums[0].zero == "order.close_channel eq \"online\"");
  sold = sale("tariff-l");
  sold.premium_spent["shop-for-online"].month_minor = 199500;
  CHECK(compute(sample_plan(), sold).premiums[0].amount == 500);
  sold.premium_spent["shop-for-online"].month_minor = 200000;
  CHECK(compute(sample_plan(), sold).premiums[0].zero == "cap_month is used up");
}

TEST_CASE("variant E: no tip, its part goes to the others") {
  const auto no_tip = [](Sale& sold) { sold.touches.erase(sold.touches.begin()); };
  CHECK(both_items(sample_plan(), no_tip) ==
        Sums{{kAnna, 715}, {"nord", 1073}, {kBen, 2145}, {"sued", 3217}, {"online", 5720}});
  plan::Plan plan = sample_plan();
  plan.absent = plan::Absent::kForfeit;
  Sale sold = sale("tariff-l");
  no_tip(sold);
  CHECK(compute(plan, sold).forfeited == 1188);
  plan.absent = plan::Absent::kTo;
  plan.absent_to = "close";
  CHECK(both_items(plan, no_tip)["online"] == 5148 + 1287);
}

TEST_CASE("other weights: stages 20/30/50") {
  plan::Plan plan = sample_plan();
  set_weights(plan, 20, 30, 50);
  CHECK(both_items(plan) ==
        Sums{{kAnna, 1415}, {"nord", 2124}, {kBen, 1158}, {"sued", 1738}, {"online", 6435}});
}

// Sums of the consultation stage over both items: Nord's party, Süd's party.
std::pair<std::int64_t, std::int64_t> consultation(void (*change)(Sale&)) {
  std::pair<std::int64_t, std::int64_t> out;
  for (const char* item : {"tariff-l", "phone"}) {
    Sale sold = sale(item);
    change(sold);
    const Result result = compute(sample_plan(), sold);
    out.first += result.stages[1].amounts.at(0);
    out.second += result.stages[1].amounts.at(1);
  }
  return out;
}

TEST_CASE("sensitivity: what an age of one day less costs") {
  using Pair = std::pair<std::int64_t, std::int64_t>;
  CHECK(consultation([](Sale&) {}) == Pair{1609, 4826});
  CHECK(consultation([](Sale& sold) {
          sold.touches[2].at = parse_instant("2025-08-26T09:00:00Z");
        }) == Pair{1492, 4943});
  const Pair nine_and_three =
      consultation([](Sale& sold) { sold.touches[1].at = parse_instant("2025-08-19T15:00:00Z"); });
  CHECK(nine_and_three == Pair{1731, 4704});
  const Pair ten_and_four =
      consultation([](Sale& sold) { sold.touches[2].at = parse_instant("2025-08-24T10:00:00Z"); });
  CHECK(ten_and_four == Pair{1731, 4704});
}

TEST_CASE("ages are differences of dates, not hours") {
  // 15:00 to 10:00: 9 days and 19 hours, ten dates apart.
  Sale sold = sale("tariff-l");
  sold.touches[1].at = parse_instant("2025-08-18T15:00:00Z");
  CHECK(age_days(sold, sold.touches[1]) == 10);
  CHECK(compute(sample_plan(), sold).stages[1].amounts == std::vector<std::int64_t>{1485, 4455});
}

TEST_CASE("a zero says why") {
  Sale sold = sale("cover");
  CHECK(compute(sample_plan(), sold).zero == "base_missing");
  sold = sale("tariff-l");
  sold.touches.clear();
  CHECK(compute(sample_plan(), sold).zero == "no_stage");
  plan::Plan plan = sample_plan();
  plan.factors[0].value = Rational(0);
  plan.pool_limits.min = Rational(0);
  CHECK(compute(plan, sale("tariff-l")).zero == "pool_zero");
  plan = sample_plan();
  plan.base[0].amount_minor = INT64_MAX;
  plan.factors[0].value = Rational::parse("1.333333");
  CHECK(compute(plan, sale("tariff-l")).zero == "amount_overflow");
  // Exact, but beyond what a ledger takes; a back-test takes it.
  plan.base[0].amount_minor = kMostMinor;
  plan.factors[0].value = Rational::parse("1.5");
  const Result beyond = compute(plan, sale("tariff-l"));
  CHECK(beyond.zero == "amount_overflow");
  CHECK(beyond.shares.empty());
  CHECK(beyond.pool == 0);
  CHECK(compute_alone(plan, sale("tariff-l")).pool == kMostMinor / 2 * 3);
  plan.factors.clear();
  const Result most = compute(plan, sale("tariff-l"));
  CHECK(most.zero == "");
  CHECK(most.pool == kMostMinor);
}

TEST_CASE("kinds of base") {
  plan::Plan plan = sample_plan();
  plan.factors.clear();
  Sale sold = sale("tariff-l");
  sold.quantity = 3;
  sold.recurring_minor = 3999;
  sold.one_time_minor = 4999;
  sold.term_months = 24;
  plan::Base& base = plan.base[0];
  base.points = {{"online-special", 9000}};
  CHECK(compute(plan, sold).pool == 9000);
  base.kind = plan::BaseKind::kPerUnit;
  CHECK(compute(plan, sold).pool == 27000);
  base.kind = plan::BaseKind::kPercent;
  base.rate = Rational::parse("0.05");
  base.of = "recurring";
  CHECK(compute(plan, sold).pool == 600);  // of three pieces: 599.85
  base.of = "term";
  CHECK(compute(plan, sold).pool == 15146);  // 5 % of 3 x (24 x 39.99 + 49.99) = 151.4625
  base.kind = plan::BaseKind::kMargin;
  base.cost_minor = 4000;
  base.rate = Rational::parse("0.5");
  CHECK(compute(plan, sold).pool == 1499);  // 3 x 999 x 0.5 = 1498.5 away from zero
  base.cost_minor = 5000;
  CHECK(compute(plan, sold).zero == "base_zero");
}

std::map<std::size_t, std::string> left_out(const StageResult& stage) {
  std::map<std::size_t, std::string> out;
  for (const LeftOut& row : stage.left_out) out[row.touch] = row.reason;
  return out;
}

TEST_CASE("touches: evidence, time, minutes, one a party and day, maximum") {
  Sale sold = sale("tariff-l");
  const auto add = [&](const char* partner, const char* at, std::int64_t minutes) {
    sold.touches.push_back(example::touch("consultation", partner, "", at, minutes));
  };
  add("west", "2025-06-28T10:00:00Z", 30);  // 4: 61 days
  add("west", "2025-06-29T10:00:00Z", 30);  // 5: 60 days, the last that counts
  add("west", "2025-08-20T10:00:00Z", 9);   // 6: too short
  add("west", "2025-08-21T09:00:00Z", 15);  // 7: shorter than the other one of that day
  add("west", "2025-08-21T18:00:00Z", 20);  // 8
  add("west", "2025-08-28T10:20:01Z", 30);  // 9: after the close
  add("ost", "2025-08-22T10:00:00Z", 10);   // 10
  const StageResult stage = select_touches(sample_plan().stages[1], sold);
  CHECK(left_out(stage) ==
        std::map<std::size_t, std::string>{
            {4, "lookback"}, {5, "max"}, {6, "min_minutes"}, {7, "same_day"}, {9, "after_close"}});
  CHECK(stage.touches == std::vector<std::size_t>{1, 10, 2, 8});  // nord ost sued west
}

TEST_CASE("of two touches of a day the one with the redeemed code stands") {
  Sale sold = sale("tariff-l");
  sold.touches.push_back(example::touch("consultation", "sued", kBen, "2025-08-25T16:00:00Z", 90));
  CHECK(select_touches(sample_plan().stages[1], sold).touches == std::vector<std::size_t>{1, 2});
  sold.touches[2].code.clear();
  CHECK(select_touches(sample_plan().stages[1], sold).touches == std::vector<std::size_t>{1, 4});
}

std::vector<std::int64_t> stage_amounts(plan::Model model, std::size_t touches,
                                        void (*change)(plan::Stage&) = nullptr) {
  plan::Plan plan = sample_plan();
  plan::Stage& stage = plan.stages[1];
  stage.model = model;
  stage.half_life_days = 0;
  stage.max = 16;
  if (change) change(stage);
  plan.factors.clear();
  set_weights(plan, 0, 1, 0);
  Sale sold = sale("tariff-l");
  sold.touches.clear();
  for (std::size_t i = 0; i < touches; ++i) {
    const std::string day = std::to_string(10 + i);
    sold.touches.push_back(example::touch("consultation",
                                          std::string(1, static_cast<char>('a' + i)), "",
                                          ("2025-08-" + day + "T10:00:00Z").c_str(), 30));
  }
  return compute(plan, sold).stages[1].amounts;
}

TEST_CASE("models of attribution") {
  using Cents = std::vector<std::int64_t>;
  using plan::Model;
  CHECK(stage_amounts(Model::kFirst, 4) == Cents{12000, 0, 0, 0});
  CHECK(stage_amounts(Model::kLast, 4) == Cents{0, 0, 0, 12000});
  CHECK(stage_amounts(Model::kLinear, 4) == Cents{3000, 3000, 3000, 3000});
  CHECK(stage_amounts(Model::kPosition, 1) == Cents{12000});
  CHECK(stage_amounts(Model::kPosition, 2) == Cents{6000, 6000});
  CHECK(stage_amounts(Model::kPosition, 4) == Cents{4800, 1200, 1200, 4800});
  const auto step = [](plan::Stage& stage) { stage.half_life_steps = 1; };
  CHECK(stage_amounts(Model::kTimeDecay, 4, step) == Cents{800, 1600, 3200, 6400});
  const auto days = [](plan::Stage& stage) { stage.half_life_days = 1; };
  CHECK(stage_amounts(Model::kTimeDecay, 4, days) == Cents{800, 1600, 3200, 6400});
  const auto roles = [](plan::Stage& stage) { stage.weights = {{"consultation", Rational(2)}}; };
  CHECK(stage_amounts(Model::kRoles, 3, roles) == Cents{4000, 4000, 4000});
  const auto hand = [](plan::Stage& stage) {
    stage.weights = {{"a", Rational(1)}, {"c", Rational(3)}};
  };
  CHECK(stage_amounts(Model::kManual, 3, hand) == Cents{3000, 0, 9000});
}

TEST_CASE("weights by hand stand before the model") {
  Sale sold = sale("tariff-l");
  sold.manual["consultation"] = {{"nord", 1}, {"sued", 0}};
  const Result result = compute(sample_plan(), sold);
  CHECK(result.stages[1].amounts == std::vector<std::int64_t>{5940, 0});
  sold.manual["consultation"] = {{"west", 1}};
  CHECK(compute(sample_plan(), sold).stages[1].absent == "no_weight");
}

TEST_CASE("decay is exact at the half-life and within a unit of the last place elsewhere") {
  for (std::int64_t half = 1; half <= 400; half += 7) {
    for (std::int64_t halvings = 0; halvings <= 40; ++halvings) {
      REQUIRE(decay_weight(halvings * half, half) == kDecayOne >> halvings);
    }
    std::int64_t before = kDecayOne + 1;
    for (std::int64_t delta = 0; delta <= 2 * half; ++delta) {
      const std::int64_t weight = decay_weight(delta, half);
      REQUIRE(weight < before);
      before = weight;
      const long double real = std::pow(2.0L, -static_cast<long double>(delta) / half) * kDecayOne;
      REQUIRE(std::abs(static_cast<long double>(weight) - real) <= 0.51L);
    }
  }
  CHECK(decay_weight(1, 7) == 995853700410);  // pinned: every machine, every release
  CHECK(decay_weight(3, 7) == 816933999857);
  CHECK(decay_weight(100000, 1) == 0);
}

TEST_CASE("split: outlet before channel before default, and a shop without a seller keeps all") {
  plan::Plan plan = sample_plan();
  Touch touch = sale("phone").touches[1];
  const auto parts = [&] {
    const Split split = split_of(plan, touch);
    return std::pair(split.seller, split.business);
  };
  using Parts = std::pair<std::int64_t, std::int64_t>;
  CHECK(parts() == Parts{40, 60});
  plan.split.push_back({"shop", 50, 50});
  CHECK(parts() == Parts{50, 50});
  touch.split = Split{30, 70};
  CHECK(parts() == Parts{30, 70});
  plan.split.push_back({"nord/shop", 20, 80});
  CHECK(parts() == Parts{20, 80});
  touch.seller.clear();
  CHECK(parts() == Parts{0, 1});
}

TEST_CASE("a split is the largest remainder of its two parts, business first") {
  const Sale sold = sale("phone");
  StageResult stage;
  stage.touches = {1};
  for (std::int64_t amount = -60; amount <= 60; ++amount) {
    for (std::int64_t seller = 1; seller <= 12; ++seller) {
      for (std::int64_t business = 1; business <= 12; ++business) {
        const auto parts = largest_remainder(amount, {Rational(business), Rational(seller)});
        const auto shares = share_stage(sold, stage, {amount}, {Split{seller, business}}, {});
        REQUIRE(shares.size() == 2);
        REQUIRE(shares[0].amount == parts[0]);
        REQUIRE(shares[1].amount == parts[1]);
      }
    }
  }
}

TEST_CASE("one party in several stages and several sellers in one keep their shares apart") {
  Sale sold = sale("tariff-l");
  sold.touches.push_back(
      example::touch("consultation", "nord", "0000000000000zoe", "2025-08-25T10:00:00Z", 30));
  const Result result = compute(sample_plan(), sold);
  std::set<std::string> keys;
  std::int64_t sum = 0;
  for (const Share& share : result.shares) {
    CHECK(keys.insert(share.stage + " " + share.payee + " " + share.role).second);
    sum += share.amount;
  }
  CHECK(sum == result.pool);
  CHECK(keys.size() == 8);  // nord's business has one share of the consultation, for both sellers
}

}  // namespace
}  // namespace kontor::commission
