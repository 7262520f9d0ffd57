// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/simulate.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/claim/story_test.h"
#include "lib/commission/model.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;
using example::kOrder;
using example::plan_body;
using example::Story;

using Sums = std::map<std::string, std::int64_t>;

Sums sums(const Payments& payments) {
  Sums out;
  for (const auto& [payee, amount] : payments.sums()) out[payee.id] += amount;
  return out;
}

TEST_CASE("a draft is previewed as it would be closed, premiums once an order") {
  Story story;
  story.before();
  const Json close = parse_json(R"({"at":"2025-08-28T10:20:00Z","channel":"online",
    "outlet":"online/web","scope":"online"})");
  Payments payments;
  for (const Previewed& one : preview(story.state, *story.state.get("order", kOrder), close)) {
    REQUIRE(one.plan);
    payments.add(*one.plan, one.sale);
  }
  CHECK(payments.pool() == 12870);
  // With the premium of 8.00: 2.00 and 6.00.
  CHECK(sums(payments) ==
        Sums{{kAnna, 1159}, {"nord", 1937}, {kBen, 1930}, {"sued", 3496}, {"online", 5148}});
}

TEST_CASE("closed in the own shop, everything but the close stays where it is") {
  Story story;
  story.before();
  const Json close = parse_json(R"({"at":"2025-08-28T10:20:00Z","channel":"shop",
    "outlet":"sued/shop","scope":"sued","seller":")" +
                                std::string(kBen) + "\"}");
  Payments payments;
  for (const Previewed& one : preview(story.state, *story.state.get("order", kOrder), close)) {
    REQUIRE(one.plan);
    payments.add(*one.plan, one.sale);
  }
  const Sums found = sums(payments);
  CHECK(found.at("nord") == 1737);  // no premium: it was no online close
  CHECK_FALSE(found.contains("online"));
  CHECK(found.at(kBen) + found.at("sued") == 1930 + 2896 + 5148);
}

TEST_CASE("variant C: by the last touch alone Online has all and the shops nothing") {
  std::map<std::string_view, Sums> paid;
  for (const std::string_view model : commission::model_names()) {
    const plan::Plan judged = commission::by_model(commission::example::sample_plan(), model);
    Payments payments;
    for (const char* item : {"tariff-l", "phone"})
      payments.add(judged, commission::example::sale(item));
    CHECK(payments.pool() == 12870);
    for (const auto& [payee, amount] : payments.sums()) paid[model][payee.id] += amount;
  }
  const std::int64_t premium = 800;  // beside the pool, shared as the stage is
  CHECK(paid.size() == 7);
  CHECK(paid["last"] == Sums{{"online", 12870}, {"nord", 0}, {"sued", 0}, {kAnna, 0}, {kBen, 0}});
  CHECK(paid["first"] ==
        Sums{{kAnna, 5148}, {"nord", 7722}, {kBen, 0}, {"sued", 0}, {"online", 0}});
  CHECK(paid["plan"] ==
        Sums{{kAnna, 1159}, {"nord", 1937}, {kBen, 1930}, {"sued", 3496}, {"online", 5148}});
  for (const auto& [model, cents] : paid) {
    std::int64_t sum = 0;
    for (const auto& [payee, amount] : cents) sum += amount;
    CHECK(sum == 12870 + (model == "plan" ? premium : 0));
  }
}

TEST_CASE("past claims under the same plan come out as they are") {
  Story story;
  story.earn();
  const plan::Plan same = plan::parse_plan(plan_body());
  const Past past = simulate_past(story.state, same, {"telco-retail", {}, {}});
  CHECK(past.claims == 2);
  CHECK(sums(past.recorded) == sums(past.simulated));
}

TEST_CASE("past claims by the last touch alone go to who closed") {
  Story story;
  story.earn();
  const plan::Plan last = commission::by_model(plan::parse_plan(plan_body()), "last");
  const Past past = simulate_past(story.state, last, {"telco-retail", {}, {}});
  CHECK(sums(past.simulated).at("online") == 12870);
  CHECK(sums(past.simulated).at(kAnna) == 0);
  CHECK_THROWS_AS(commission::by_model(last, "loudest"), Error);
}

TEST_CASE("only claims of that plan and period are asked") {
  Story story;
  story.earn();
  const plan::Plan same = plan::parse_plan(plan_body());
  const Date day = parse_date("2025-08-28");
  CHECK(simulate_past(story.state, same, {"telco-retail", day, day}).claims == 2);
  CHECK(simulate_past(story.state, same, {"telco-retail", Date{day.days + 1}, {}}).claims == 0);
  CHECK(simulate_past(story.state, same, {"other", {}, {}}).claims == 0);
}

}  // namespace
}  // namespace kontor::claim
