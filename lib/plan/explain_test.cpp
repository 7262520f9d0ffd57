// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/explain.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/plan/example_test.h"
#include "lib/plan/reader.h"

namespace kontor::plan {
namespace {

// The sentence of a rule, or nothing.
std::string said(const Json& tree, std::string_view rule) {
  if (tree.str_or("rule") == rule) return tree.str("result");
  for (const Json& below : tree.list("steps")) {
    if (std::string found = said(below, rule); !found.empty()) return found;
  }
  return {};
}

TEST_CASE("the plan of the worked example in words") {
  const Json tree = explain_plan(example::sample_plan());
  CHECK(said(tree, "telco-retail:3") == "for sales closed from 2025-07-01 to 2025-12-31");
  CHECK(said(tree, "base.tariff-l") == "tariff-l: 120.00 EUR a sale (net)");
  CHECK(said(tree, "base") == "anything else: nothing");
  CHECK(said(tree, "factor.price-point") == "if the price point is online-special: times 0.9");
  CHECK(said(tree, "factor.code") ==
        "if the code that was issued in the touch is the redeemed code: times 1.5 in consultation");
  CHECK(
      said(tree, "stages.tip") ==
      "tip: 10 % of the pool, to the first touch: lead_with_consent, code_issued, no more than 90 "
      "days before the close");
  CHECK(said(tree, "stages.consultation") ==
        "consultation: 50 % of the pool, to up to 4 touches (half as much for each 7 days "
        "earlier): consultation, 10 minutes or more, no more than 60 days before the close");
  CHECK(said(tree, "split.default") == "usually: 40 % to the seller, 60 % to the business");
  CHECK(said(tree, "premium.shop-for-online") ==
        "if the channel of the close is online: 8.00 EUR an order, shared by the touches of "
        "consultation, to the business; 2000.00 EUR a month in all; does not come back");
  CHECK(said(tree, "vest.earned") == "earned once the item is delivered");
  CHECK(said(tree, "liability.window") ==
        "for any other cause within 6 months of the earning: what is left of that time, so half of "
        "it after half of the time");
  CHECK(said(tree, "settle") == "a statement every month, due at the end of the next month");
}

TEST_CASE("every rule of the manual's plans is told") {
  const char* source = std::getenv("KONTOR_SOURCE");
  const std::filesystem::path root = source ? source : ".";
  for (const char* name : {"plan", "plan-life", "plan-team"}) {
    const TomlFile file = read_toml(root / "man/examples" / (std::string(name) + ".toml"));
    const Plan plan = parse_plan(body_from_toml(file));
    const Json tree = explain_plan(plan);
    for (const Base& row : plan.base) CHECK(said(tree, row.rule) != "");
    for (const Factor& row : plan.factors) CHECK(said(tree, "factor." + row.id) != "");
    for (const Stage& row : plan.stages) CHECK(said(tree, "stages." + row.name) != "");
    for (const Premium& row : plan.premiums) CHECK(said(tree, "premium." + row.id) != "");
    for (const Credit& row : plan.credits) CHECK(said(tree, "credit." + row.id) != "");
    for (const Override& row : plan.overrides) CHECK(said(tree, "override." + row.id) != "");
    for (const Tier& row : plan.tiers) CHECK(said(tree, "tier." + row.id) != "");
    for (const PeriodAmount& row : plan.caps) CHECK(said(tree, "cap." + row.id) != "");
    for (const PeriodAmount& row : plan.floors) CHECK(said(tree, "floor." + row.id) != "");
    for (const PeriodAmount& row : plan.draws) CHECK(said(tree, "draw." + row.id) != "");
    for (const Hold& row : plan.holds) CHECK(said(tree, "hold." + row.id) != "");
  }
}

TEST_CASE("conditions and measures as a person says them") {
  CHECK(in_words(Conditions{}) == "");
  CHECK(
      in_words(Conditions{{"item.quantity", "range", Json::array({1, 3}), 0},
                          {"order.campaign", "eq", "a", 1},
                          {"order.customer", "ne", "business", 1}}) ==
      "if the number of pieces is from 1 to 3 and either the campaign is a or the customer is not "
      "business");
  CHECK(in_words(Period{0, 60}) == "5 years");
  CHECK(in_words(Period{1, 0}) == "1 day");
  CHECK(percent(Rational::parse("0.125")) == "12.5 %");
  for (const ConditionField& field : condition_fields()) {  // none is told by its name
    const Conditions one = {{std::string(field.name), "eq", "x", 0}};
    CHECK(in_words(one).find(field.name) == std::string::npos);
  }
}

}  // namespace
}  // namespace kontor::plan
