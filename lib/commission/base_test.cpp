// SPDX-License-Identifier: Apache-2.0
// Steps "base", "overrides", "premiums" and "credits" as plans ask for them beyond the worked
// example.
#include <doctest/doctest.h>

#include "lib/commission/example_test.h"
#include "lib/commission/explain.h"

namespace kontor::commission {
namespace {

using example::kAnna;
using example::sale;

plan::Plan with(const char* key, const char* rows) {
  Json body = example::plan_body();
  body.set(key, parse_json(rows));
  const auto problems = plan::body_problems(body);
  CAPTURE(key);
  if (!problems.empty()) FAIL(problems[0].path << ": " << problems[0].message);
  return plan::parse_plan(body);
}

constexpr const char* kBases = R"([
  {"for":"item","name":"phone","kind":"fixed","amount":1500,"tax":"net",
   "when":[{"field":"item.discount","op":"range","value":["0","10"]}]},
  {"for":"item","name":"phone","kind":"fixed","amount":700,"tax":"net",
   "when":[{"field":"item.discount","op":"gt","value":"10"},
           {"field":"item.discount","op":"lt","value":"50"}]},
  {"for":"group","name":"tariff","kind":"percent","rate":"0.05","of":"value","min":200,"max":900,
   "tax":"net"},
  {"for":"brand","name":"acme","kind":"none"},
  {"for":"any","kind":"fixed","amount":1,"tax":"net",
   "when":[{"field":"order.close_tier","op":"eq","value":"gold"}]}])";

TEST_CASE("the most specific row whose conditions hold decides") {
  plan::Plan plan = with("base", kBases);
  plan.factors.clear();
  Sale sold = sale("phone");
  const auto base = [&] { return base_of(plan, sold); };
  sold.list_minor = 100000;
  sold.one_time_minor = 90000;  // 10 % off: both limits of a range belong to it
  CHECK(base().rule == "base.phone[0]");
  sold.one_time_minor = 89999;
  CHECK(base().rule == "base.phone[1]");
  CHECK(base().amount == Rational(700));
  sold.one_time_minor = 50000;
  sold.group = "tariff";
  sold.brand = "acme";
  CHECK(base().rule == "base_group.tariff");
  CHECK(base().amount == Rational(900));  // 5 % are 2500
  sold.one_time_minor = 100;
  CHECK(base().amount == Rational(200));
  sold.group = "";
  CHECK(base().rule == "base_brand.acme");
  CHECK(compute(plan, sold).zero == "commission_free");
  CHECK(compute(plan, sold).failed == "base_brand.acme");
  sold.brand = "other";
  sold.tier = "gold";
  CHECK(base().rule == "base_any");
}

TEST_CASE("where no row holds the claim says which condition failed") {
  const plan::Plan plan = with("base", kBases);
  Sale sold = sale("phone");
  sold.list_minor = 100000;
  sold.one_time_minor = 40000;
  const Result result = compute(plan, sold);
  CHECK(result.zero == "base_missing");
  CHECK(result.failed ==
        "base.phone[0]: item.discount range [\"0\",\"10\"]; base.phone[1]: item.discount lt "
        "\"50\"; base_any: order.close_tier eq \"gold\"");
  const Json tree = explain(plan, sold);
  CHECK(tree.at("result").str("failed") == result.failed);
  const Json& base = tree.list("steps")[0];
  CHECK(base.at("inputs").str("discount") == "60");
  CHECK(base.list("steps").size() == 3);
  CHECK(base.list("steps")[1].at("result").str("failed") == "item.discount lt \"50\"");
}

TEST_CASE("a zero of the stages and of the factors names what stood in the way") {
  Sale sold = sale("tariff-l");
  sold.touches.resize(2);
  sold.touches[0].at = parse_instant("2025-01-01T10:00:00Z");
  sold.touches[1].minutes = 5;
  CHECK(compute(example::sample_plan(), sold).failed ==
        "stages.tip: no_touch lookback; stages.consultation: no_touch min_minutes; stages.close: "
        "no_touch");
  plan::Plan plan = example::sample_plan();
  plan.factors[1].value = Rational(0);
  plan.pool_limits.min = Rational(0);
  CHECK(compute(plan, sale("tariff-l")).failed == "factor.price-point: 9/10; factor.autumn: 0");
}

TEST_CASE("a seller and its business are both credited with what their touch sold") {
  Sale sold = sale("tariff-l");
  sold.one_time_minor = 10001;
  sold.quantity = 3;
  const Result result = compute(example::sample_plan(), sold);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> credited;
  for (const Share& share : result.shares) {
    auto& [value, units] = credited[share.payee];
    value += share.value;
    units += share.units;
  }
  // 300.03: stages 10/50/40, the consultation 1 : 3.
  CHECK(credited["online"] == std::pair<std::int64_t, std::int64_t>{12001, 1200});
  CHECK(credited["nord"] == std::pair<std::int64_t, std::int64_t>{3000 + 3751, 300 + 375});
  CHECK(credited[kAnna] == credited["nord"]);
  CHECK(credited["sued"] == std::pair<std::int64_t, std::int64_t>{11251, 1125});
}

TEST_CASE("overrides climb from each business, beside the pool") {
  const plan::Plan plan = with("override", R"([
    {"id":"team","rates":["0.05","0.02"],
     "above":{"nord":"verbund","sued":"verbund","verbund":"holding"}},
    {"id":"close","stage":"close","rates":["0.10"],"above":{"online":"holding","nord":"holding"}}])");
  const Result result = compute(plan, sale("tariff-l"));
  CHECK(result.pool == 11880);
  std::int64_t pool = 0;
  for (const Share& share : result.shares) pool += share.amount;
  CHECK(pool == 11880);
  std::vector<std::string> steps;
  for (const OverrideStep& step : result.override_steps) {
    steps.push_back(step.id + " " + step.below + " " + std::to_string(step.of_minor) + " " +
                    step.payee + " " + std::to_string(step.amount));
  }
  // nord: tip 11.88 and consultation 14.85; sued: consultation 44.55; online: close 47.52
  CHECK(steps == std::vector<std::string>{"team nord 2673 verbund 134",  // 133.65
                                          "team nord 2673 holding 53",   // 53.46
                                          "team sued 4455 verbund 223",  // 222.75
                                          "team sued 4455 holding 89",   // 89.1
                                          "close online 4752 holding 475"});
  std::vector<std::string> shares;
  for (const Share& share : result.overrides) {
    shares.push_back(share.stage + " " + share.payee + " " + std::to_string(share.amount));
  }
  CHECK(shares == std::vector<std::string>{"override.team holding 142", "override.team verbund 357",
                                           "override.close holding 475"});
}

plan::Plan premium_plan(const char* pay) {
  const std::string rows =
      R"([{"id":"p","pay":{"among":"consultation","to":"business",)" + std::string(pay) + "}}]";
  return with("premium", rows.c_str());
}

TEST_CASE("a premium's budget and the limit of a payee") {
  plan::Plan plan = premium_plan(R"("amount":800,"budget":1000)");
  Sale sold = sale("tariff-l");
  sold.premium_spent["p"].version_minor = 600;
  CHECK(compute(plan, sold).premiums[0].amount == 400);
  CHECK(compute(plan, sold).premiums[0].cuts == std::vector<std::string>{"budget"});
  sold.premium_spent["p"].version_minor = 1000;
  CHECK(compute(plan, sold).premiums[0].zero == "budget is used up");
  plan = premium_plan(R"("amount":800,"cap_payee_month":500)");
  sold.premium_spent["p"].payee_month_minor = {{"nord", 450}};
  const PremiumResult cut = compute(plan, sold).premiums[0];
  REQUIRE(cut.shares.size() == 2);
  CHECK(cut.shares[0].amount == 50);   // of 200
  CHECK(cut.shares[1].amount == 500);  // of 600
  CHECK(cut.amount == 550);
  CHECK(cut.cuts == std::vector<std::string>{"cap_payee_month nord", "cap_payee_month sued"});
}

TEST_CASE("credits: the outlet that steered the customer, and of one product alone") {
  const plan::Plan plan = with("credit", R"([
    {"id":"phones","product":"phone","to":{"closing_unit":"1"},"counting":"closing_unit"},
    {"to":{"steering_unit":"0.5"},"counting":"steering_unit"}])");
  const std::vector<CreditResult> of_tariff = compute(plan, sale("tariff-l")).credits;
  REQUIRE(of_tariff.size() == 2);
  CHECK(of_tariff[0].zero == "product phone");
  CHECK(of_tariff[1].id == "credit-2");
  CHECK(of_tariff[1].outlet == "sued/shop");
  const std::vector<CreditResult> of_phone = compute(plan, sale("phone")).credits;
  CHECK(of_phone[0].outlet == "online/web");
  Sale shop = sale("phone");
  shop.channel = "shop";  // the code brought nobody from elsewhere
  CHECK(compute(plan, shop).credits.size() == 1);
}

}  // namespace
}  // namespace kontor::commission
