// SPDX-License-Identifier: Apache-2.0
// What stands beside the pool, as HQ's records: overrides, budgets of premiums, credits by product.
#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kOrder;
using example::Story;

Json body_with(const char* key, const char* rows) {
  Json body = example::plan_body();
  body.set(key, parse_json(rows));
  CHECK(plan::body_problems(body).empty());
  return body;
}

std::string form_problems(const Form& form, Json record) {
  for (const char* part : {"id", "kind", "rev", "scope", "created", "changed"}) record.erase(part);
  std::string out;
  for (const Problem& problem : check_form(form, record)) {
    out += problem.path + ": " + problem.message + "\n";
  }
  return out;
}

struct Team : Story {
  Team() {
    for (const char* name : {"verbund", "holding"}) {
      state.put("scope", name, Json::object({{"id", name}, {"partner", name}}));
      state.put("partner", name, Json::object({{"id", name}, {"tier", "gold"}}));
    }
    plan(body_with("override", R"([{"id":"team","rates":["0.05","0.02"],
      "above":{"nord":"verbund","sued":"verbund","verbund":"holding"}}])"));
    earn();
  }
  std::int64_t of(const std::string& payee) const { return outstanding_sums()[payee]; }
};

TEST_CASE("overrides are earned with the claim, seen by who gets them, and taken back with it") {
  Team story;
  const Json claim = story.claim("tariff-l");
  CHECK(form_problems(claim_form, claim) == "");
  REQUIRE(claim.list("overrides").size() == 2);
  CHECK(claim.list("overrides")[1].str("stage") == "override.team");
  CHECK(story.of("verbund") == 357 + 30);  // of the phone 11 and 19
  CHECK(story.of("holding") == 142 + 11);
  CHECK(story.account("verbund").earned == 387);
  Projection seen;
  audience(story.state, claim.str("id"), claim, seen);
  REQUIRE(seen.views.contains("verbund"));
  const Json view = seen.views.at("verbund")[0].second;
  CHECK(check_form(earning_form, view).empty());
  CHECK(view.list("overrides")[1].flag_or("own", false));
  CHECK(view.list("overrides")[0].str("payee") == "business 1");
  CHECK(view.list("facts")[0].str("stage") == "override.team");
  CHECK(view.encode().find("nord") == std::string::npos);
  CHECK(seen.views.at("nord")[0].second.encode().find("verbund") == std::string::npos);
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  for (const auto& [payee, sum] : story.outstanding_sums()) CHECK_MESSAGE(sum == 0, payee);
}

TEST_CASE("a premium's budget is kept for the month, by payee, and for the version") {
  Story story;
  story.plan(body_with("premium", R"([{"id":"p","pay":{"among":"consultation","to":"business",
    "amount":800,"cap_payee_month":500,"budget":1000,"clawback":"full"}}])"));
  story.earn();
  const auto record = [&](const char* id) { return *story.state.get("budget", id); };
  CHECK(record("telco-retail.p.2025-08").num("spent") == 700);  // 200 and 500 of 600
  CHECK(record("telco-retail.p.2025-08").at("payees").num("sued") == 500);
  CHECK(record("telco-retail.p.v3").num("spent") == 700);
  CHECK(record("telco-retail.p.v3").num("plan_version") == 3);
  CHECK(form_problems(budget_form, record("telco-retail.p.2025-08")) == "");
  CHECK(form_problems(budget_form, record("telco-retail.p.v3")) == "");
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  CHECK(record("telco-retail.p.v3").num("spent") == 0);
  CHECK(record("telco-retail.p.2025-09").at("payees").num("sued") == -500);
}

TEST_CASE("a credit of one product is mirrored when that product comes back") {
  Story story;
  story.plan(body_with("credit", R"([
    {"id":"phones","product":"phone","to":{"closing_unit":"1"},"counting":"closing_unit"},
    {"id":"all","to":{"closing_unit":"1"},"counting":"closing_unit"}])"));
  story.earn();
  const auto entries = [&] {
    std::vector<std::string> out;
    for (const Json& entry : story.state.get("credit", kOrder)->list("entries")) {
      out.push_back(entry.str("credit") + " " + entry.str("value"));
    }
    return out;
  };
  CHECK(form_problems(credit_form, *story.state.get("credit", kOrder)) == "");
  REQUIRE(entries().size() == 2);
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  REQUIRE(entries().size() == 3);
  CHECK(entries()[2] == "phones -1");
  story.give_back("2025-09-11T10:00:00Z", "0000000000re2000", "withdrawal", {"tariff-l"});
  CHECK(entries()[3] == "all -1");
}

TEST_CASE("of two plans in one order one books the credits, and all of them go back") {
  Story story;
  Json body = example::plan_body();
  body["plan"].set("id", "other");
  Json record = Json::object(
      {{"id", "other"}, {"kind", "plan"}, {"version", 3}, {"versions", Json()}, {"ops", Json()}});
  record["versions"].set("3", body);
  record["ops"].set("3", "hq-1.0.21");
  story.state.put("plan", "other", std::move(record));
  story.offer("phone", R"({"plan":"other"})");
  story.earn();
  REQUIRE(story.claim("phone").str("plan") == "other");
  const auto sum = [&] {
    Rational out;
    for (const Json& entry : story.state.get("credit", kOrder)->list("entries")) {
      out = out + Rational::parse(entry.str("value"));
    }
    return out;
  };
  CHECK(sum() == Rational(3));
  for (const char* item : {"tariff-l", "phone"}) {
    const std::string id = std::string("00000000000000") + (item[0] == 't' ? "t1" : "p2");
    story.give_back("2025-09-10T10:00:00Z", id, "withdrawal", {item});
  }
  CHECK(sum().zero());
}

TEST_CASE("what a claim asks of offer, partner and price is kept with its sale") {
  Story story;
  story.offer("phone", R"({"plan":"telco-retail","group":"smartphone","brand":"acme",
    "price":[{"point":"list","one_time":{"amount":100000,"currency":"EUR"}}]})");
  story.state.put("partner", "online", parse_json(R"({"id":"online","tier":"gold"})"));
  story.before();
  story.edit("order", kOrder, [](Json& order) {
    order["items"]["phone"].set("price",
                                parse_json(R"({"one_time":{"amount":75000,"currency":"EUR"}})"));
  });
  story.submit();
  const Json claim = story.claim("phone");
  CHECK(form_problems(claim_form, claim) == "");
  const commission::Sale sold = sale_of(claim);
  CHECK(sold.group == "smartphone");
  CHECK(sold.brand == "acme");
  CHECK(sold.tier == "gold");
  CHECK(commission::discount_of(sold) == Rational(25));
  CHECK(commission::lookup(sold)("item.discount")->string() == "25");
  CHECK(claim.list("shares")[0].num("value") > 0);
  Json again;
  put_sale(again, sold);
  CHECK(again.at("sale") == claim.at("sale"));
}

}  // namespace
}  // namespace kontor::claim
