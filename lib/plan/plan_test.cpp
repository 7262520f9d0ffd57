// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/plan/lint.h"
#include "lib/plan/noun.h"
#include "lib/plan/record.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

namespace kontor::plan {
namespace {

constexpr const char* kSeller = "000000000000anna";

Json minimal() {
  return parse_json(R"({"schema":"plan/1",
    "plan":{"id":"retail","version":1,"currency":"EUR","regime":"hgb_agent",
      "acceptance":"framework_agreement",
      "valid":{"from":"2025-09-01","to":"2025-12-31","chosen_by":"order.closed"}},
    "base":[{"for":"item","name":"phone","kind":"fixed","amount":1000,"tax":"net"}],
    "stages":[{"name":"consultation","weight":50},{"name":"close","weight":50,"pick":"last"}],
    "vest":{"earned":"order.delivered"},
    "split":[{"of":"default","seller":40,"business":60}],
    "liability":{"full_causes":["withdrawal","non_payment"],"never_causes":["principal_fault"]},
    "settle":{"period":"P1M","due":"end_of_next_month"}})");
}

Json version(std::int64_t number, const char* from, const char* to = nullptr) {
  Json body = minimal();
  Json& head = body["plan"];
  head.set("version", number);
  head["valid"].set("from", from);
  if (to) {
    head["valid"].set("to", to);
  } else {
    head["valid"].erase("to");
  }
  return Json::object({{"version", number}, {"body", body}});
}

std::string problem(const Json& body) {
  const auto problems = body_problems(body);
  return problems.empty() ? "" : problems[0].path + ": " + problems[0].message;
}

std::vector<std::string> rules(const Json& body, Weight weight = Weight::kError) {
  std::vector<std::string> out;
  for (const LintFinding& finding : lint(parse_plan(body))) {
    if (finding.weight == weight) out.emplace_back(finding.row->id);
  }
  return out;
}

using Rules = std::vector<std::string>;

TEST_CASE("a body that is whole has no problem") {
  CHECK(problem(minimal()) == "");
  const Plan plan = parse_plan(minimal());
  CHECK(plan.stages[0].evidence == std::vector<std::string>{"consultation"});
  CHECK(plan.stages[0].max == kDefaultTouches);
  CHECK(plan.split[0].business == 60);
}

TEST_CASE("what a form cannot say is said of the body") {
  Json body = minimal();
  body.set("if_absent", "to:tip");
  CHECK(problem(body) == "if_absent: no stage \"tip\"");
  body = minimal();
  body["stages"].items()[0].set("model", "time_decay");
  CHECK(problem(body) == "stages[0]: time_decay needs either half_life in days or half_life_steps");
  body = minimal();
  body["stages"].items()[0].set("name", "quality");
  CHECK(problem(body) == "stages[0].evidence_any: must be named for a stage of one's own");
  body = minimal();
  body["stages"].items()[0].set("max", 32);
  CHECK(problem(body) == "stages: more than 32 touches together: lower max");
  body = minimal();
  body["split"].items()[0].set("of", "shop");
  CHECK(problem(body) == "split: no row \"default\"");
  body = minimal();
  body["base"].items()[0] = parse_json(R"({"for":"any","kind":"percent","rate":"0.1234567"})");
  CHECK(problem(body) == "base[0].rate: more than 6 decimal places");
  body["base"].items()[0] = parse_json(R"({"for":"any","kind":"fixed","amount":1000000000001})");
  CHECK(problem(body) == "");  // a back-test takes it, a ledger does not
  REQUIRE(amount_problems(body).size() == 1);
  CHECK(amount_problems(body)[0].path == "base[0].amount");
  body = minimal();
  body.set(
      "factor",
      Json::array({Json::object(
          {{"id", "x"},
           {"scope", "pool"},
           {"value", "1.1"},
           {"when", Json::array({Json::object(
                        {{"field", "item.price_pont"}, {"op", "eq"}, {"value", "list"}})})}})}));
  CHECK(problem(body) ==
        "factor[0].when[0]: unknown field \"item.price_pont\", did you mean \"item.price_point\"");
  body["factor"].items()[0]["when"].items()[0].set("field", "touch.minutes");
  CHECK(problem(body) ==
        "factor[0].when[0]: \"touch.minutes\" differs from touch to touch: only a share factor may "
        "ask");
  CHECK_THROWS_AS(parse_plan(Json()), Error);
}

TEST_CASE("conditions") {
  const Lookup lookup = [](std::string_view field) -> std::optional<Json> {
    if (field == "item.quantity") return Json(3);
    if (field == "order.closed") return Json("2025-08-28");
    if (field == "order.code") return Json("k7q");
    if (field == "touch.code") return Json("k7q");
    return std::nullopt;
  };
  const auto holds = [&](const char* field, const char* op, Json value) {
    return first_failed({{field, op, std::move(value)}}, lookup) == nullptr;
  };
  CHECK(holds("item.quantity", "eq", 3));
  CHECK(holds("item.quantity", "eq", "3.0"));
  CHECK(holds("item.quantity", "in", Json::array({1, 3})));
  CHECK(holds("item.quantity", "lt", 4));
  CHECK_FALSE(holds("item.quantity", "lt", 3));
  CHECK(holds("item.quantity", "gt", 2));
  CHECK(holds("item.quantity", "gt", "2.999999"));  // exact, whatever the spelling
  CHECK_FALSE(holds("item.quantity", "lt", "3.0"));
  CHECK(holds("order.closed", "range", Json::array({"2025-08-28", "2025-08-31"})));
  CHECK_FALSE(holds("order.closed", "range", Json::array({"2025-08-29", "2025-08-31"})));
  CHECK(holds("touch.code", "same_as", "order.code"));
  CHECK_FALSE(holds("order.campaign", "eq", "autumn"));
  CHECK_FALSE(holds("order.campaign", "same_as", "order.campaign"));
  CHECK(holds("order.campaign", "ne", "autumn"));
  const Conditions either = {{"item.quantity", "eq", 9, 1}, {"order.code", "eq", "k7q", 1}};
  CHECK(first_failed(either, lookup) == nullptr);
  const Conditions neither = {{"item.quantity", "eq", 9, 1}, {"order.code", "eq", "x", 1}};
  REQUIRE(first_failed(neither, lookup) != nullptr);
  CHECK(first_failed(neither, lookup)->text() == "item.quantity eq 9");
}

TEST_CASE("versions: the newest + 1, and the newest again until it is in force") {
  World world({&scope_noun(), &plan_noun()});
  CHECK(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "");
  CHECK(world.run("plan.apply", "retail", version(1, "2025-09-01", "2025-09-30")) == "");
  CHECK(world.run("plan.apply", "retail", version(3, "2025-10-01")) == "version_gap");
  CHECK(world.run("plan.apply", "retail", version(2, "2025-10-01")) == "");
  CHECK(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "version_gap");
  const Json& record = world.record("plan", "retail");
  CHECK(check_form(record_form, record).size() == 6);  // the standard parts alone are foreign to it
  CHECK(version_for(record, parse_date("2025-08-31")) == std::nullopt);
  CHECK(version_for(record, parse_date("2025-09-01")) == 1);
  CHECK(version_for(record, parse_date("2025-10-01")) == 2);
  CHECK(record.at("ops").str("2") == "hq-1.0.4");
  world.at("2025-10-01T00:00:00Z");
  CHECK(world.run("plan.apply", "retail", version(2, "2025-11-01")) == "version_in_force");
  CHECK(world.run("plan.apply", "other", version(1, "2025-11-01")) == "plan_name");
  CHECK(world.run("plan.apply", "other", Json::object({{"version", 1}, {"body", Json::array()}})) ==
        "plan_form");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(world.run("plan.apply", "retail", version(3, "2026-01-01")) == "not_your_role");
}

TEST_CASE("every scope holds the plan") {
  World world({&scope_noun(), &plan_noun()});
  for (const char* scope : {"nord", "sued"}) {
    world.state.put("scope", scope, Json::object({{"id", scope}, {"partner", scope}}));
  }
  REQUIRE(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "");
  CHECK(world.holders("plan", "retail") == "nord sued");
}

TEST_CASE("a business accepts a version for itself, then for a seller") {
  World world({&scope_noun(), &plan_noun()});
  world.state.put("scope", "nord", Json::object({{"id", "nord"}, {"partner", "nord"}}));
  world.state.put("seller", kSeller, Json::object({{"id", kSeller}}));
  REQUIRE(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "");
  Json named = version(2, "2025-10-01");
  named["body"]["plan"].set("acceptance", "named_payees");
  REQUIRE(world.run("plan.apply", "retail", named) == "");
  const Plan plan = parse_plan(named.at("body"));
  const auto accept = [&](std::int64_t number, Json sellers) {
    return world.run("plan.accept", "retail",
                     Json::object({{"version", number}, {"sellers", std::move(sellers)}}));
  };
  CHECK(accept(2, Json::array()) == "no_partner");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(accept(1, Json::array()) == "acceptance_not_needed");
  CHECK(accept(3, Json::array()) == "version_unknown");
  CHECK_FALSE(is_accepted(world.state, plan, "nord", ""));
  CHECK(accept(2, Json::array()) == "");
  CHECK(accept(2, Json::array()) == "nothing_to_do");
  CHECK(is_accepted(world.state, plan, "nord", ""));
  CHECK_FALSE(is_accepted(world.state, plan, "nord", kSeller));
  CHECK(accept(2, Json::array({kSeller})) == "");
  CHECK(is_accepted(world.state, plan, "nord", kSeller));
  CHECK(world.holders("acceptance", "retail.2.nord") == "nord");
  CHECK(check_form(acceptance_form, world.record("acceptance", "retail.2.nord")).size() == 6);
}

TEST_CASE("a business rejects a version with a reason, and may accept it later") {
  World world({&scope_noun(), &plan_noun()});
  world.state.put("scope", "nord", Json::object({{"id", "nord"}, {"partner", "nord"}}));
  REQUIRE(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "");
  Json named = version(2, "2025-10-01");
  named["body"]["plan"].set("acceptance", "named_payees");
  REQUIRE(world.run("plan.apply", "retail", named) == "");
  const Plan plan = parse_plan(named.at("body"));
  const auto refuse = [&](std::int64_t number, const char* reason) {
    return world.run("plan.reject", "retail",
                     Json::object({{"version", number}, {"reason", reason}}));
  };
  CHECK(refuse(2, "tip") == "no_partner");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(refuse(1, "tip") == "acceptance_not_needed");
  CHECK(refuse(3, "tip") == "version_unknown");
  CHECK(refuse(2, "tip") == "");
  CHECK(refuse(2, "tip") == "nothing_to_do");
  CHECK(refuse(2, "the tip is too small") == "");
  CHECK(world.record("acceptance", "retail.2.nord").str("reason") == "the tip is too small");
  CHECK(check_form(acceptance_form, world.record("acceptance", "retail.2.nord")).size() == 6);
  CHECK_FALSE(is_accepted(world.state, plan, "nord", ""));
  CHECK(world.run("plan.accept", "retail", Json::object({{"version", 2}})) == "");
  CHECK(is_accepted(world.state, plan, "nord", ""));
  CHECK_FALSE(world.record("acceptance", "retail.2.nord").has("reason"));
  CHECK(refuse(2, "tip") == "already_accepted");
}

TEST_CASE("a retired plan judges no later sale, its next version does") {
  World world({&scope_noun(), &plan_noun()});
  REQUIRE(world.run("plan.apply", "retail", version(1, "2025-08-01")) == "");
  const auto retire = [&](const char* from) {
    return world.run("plan.retire", "retail", Json::object({{"since", from}}));
  };
  CHECK(retire("2025-08-12") == "date_in_past");
  CHECK(retire("2025-09-10") == "");
  CHECK(retire("2025-09-10") == "nothing_to_do");
  CHECK(retire("2025-09-01") == "");  // it may be another day until it has come
  const Json& record = world.record("plan", "retail");
  CHECK(check_form(record_form, record).size() == 6);
  CHECK(version_for(record, parse_date("2025-08-31")) == 1);
  CHECK(version_for(record, parse_date("2025-09-01")) == std::nullopt);
  CHECK(version_of(record, 1).to == parse_date("2025-08-31"));
  world.at("2025-09-01T00:00:00Z");
  CHECK(retire("2025-09-10") == "nothing_to_do");
  REQUIRE(world.run("plan.apply", "retail", version(2, "2025-10-01")) == "");
  CHECK(version_for(world.record("plan", "retail"), parse_date("2025-09-30")) == std::nullopt);
  CHECK(version_for(world.record("plan", "retail"), parse_date("2025-10-01")) == 2);
  CHECK(world.run("plan.retire", "retail", Json::object({})) == "");  // tomorrow
  CHECK(world.record("plan", "retail").at("retired").str("from") == "2025-09-02");
  CHECK(version_for(world.record("plan", "retail"), parse_date("2025-10-01")) == std::nullopt);
  world.as("shop-nord-1", "nord", "shop");
  CHECK(retire("2025-12-01") == "not_your_role");
}

TEST_CASE("linter: errors refuse a plan, warnings are kept with it") {
  World world({&scope_noun(), &plan_noun()});
  Json payload = version(1, "2025-09-01");
  payload["body"]["liability"].set("never_causes", Json::array());
  CHECK(world.run("plan.apply", "retail", payload) == "plan_lint");
  CHECK(world.detail == "L3 liability.never_causes");
  REQUIRE(world.run("plan.apply", "retail", version(1, "2025-09-01")) == "");
  CHECK(world.record("plan", "retail").list("warnings")[0].string().starts_with("L9 "));
}

TEST_CASE("linter, rule by rule") {
  CHECK(rules(minimal()) == Rules{});
  CHECK(rules(minimal(), Weight::kWarning) == Rules{"L9"});
  const auto with = [](auto change) {
    Json body = minimal();
    change(body);
    return rules(body);
  };
  CHECK(with([](Json& body) { body["vest"].set("earned", "payment.received"); }) == Rules{"L1"});
  CHECK(with([](Json& body) {
          body["liability"].set("full_causes", Json::array({"withdrawal"}));
        }) == Rules{"L2"});
  CHECK(with([](Json& body) {
          body["liability"].set("full_causes", Json::array({"non_payment", "principal_fault"}));
        }) == Rules{"L3"});
  CHECK(with([](Json& body) {
          body["plan"].set("regime", "hgb_insurance_agent");
          body["liability"].set("window", "P6M");
        }) == Rules{"L4"});
  CHECK(with([](Json& body) { body["settle"].set("period", "P4M"); }) == Rules{"L5"});
  CHECK(with([](Json& body) { body["settle"].set("due", "days_60"); }) == Rules{"L5"});
  CHECK(with([](Json& body) { body["settle"].set("approval", "silence"); }) == Rules{"L6"});
  CHECK(with([](Json& body) {
          body["liability"].set("reserve", Json::object({{"rate", "0.10"}}));
        }) == Rules{"L7"});
  CHECK(with([](Json& body) {
          body["liability"].set("reserve", Json::object({{"rate", "0.10"}}));
          body["liability"].set("window", "P6M");
          body["liability"].set("curve", "linear");
        }) == Rules{"L7"});
  CHECK(with([](Json& body) { body["base"].items()[0].erase("tax"); }) == Rules{"L8"});
  CHECK(with([](Json& body) {
          body["stages"].items()[1].set("evidence_any", Json::array({"consultation"}));
          body["stages"].items()[1].set("weight", 0);
        }) == Rules{"L9"});
  CHECK(with([](Json& body) { body["base"].items()[0].set("line", "life"); }) == Rules{"L10"});
  CHECK(with([](Json& body) {
          body["base"].items()[0].set("line", "life");
          body["liability"].set("window", "P5Y");
          body["liability"].set("curve", "linear");
        }) == Rules{});
  const auto reserve = [&](const char* liability) {
    return with([&](Json& body) { body.set("liability", parse_json(liability)); });
  };
  // A reserve follows the steps: 20 % are held while 10 % may come back.
  CHECK(reserve(R"({"window":"P6M","curve":"step","full_causes":["non_payment"],
    "never_causes":["principal_fault"],"reserve":{"rate":"0.20","release":"end_of_window"},
    "steps":[{"until":"P3M","reverse":"1"},{"until":"P6M","reverse":"0.1"}]})") == Rules{"L7"});
  CHECK(reserve(R"({"window":"P6M","curve":"step","full_causes":["non_payment"],
    "never_causes":["principal_fault"],"reserve":{"rate":"0.20","release":"linear"},
    "steps":[{"until":"P3M","reverse":"1"},{"until":"P6M","reverse":"0.1"}]})") == Rules{});
  CHECK(reserve(R"({"window":"P6M","curve":"step","full_causes":["non_payment"],
    "never_causes":["principal_fault"],"reserve":{"rate":"0.20","release":"linear"},
    "steps":[{"until":"P3M","reverse":"1"}]})") == Rules{"L7"});
  Json dealer = minimal();
  dealer["plan"].set("regime", "dealer");
  dealer["settle"].set("approval", "silence");
  CHECK(rules(dealer) == Rules{});
}

TEST_CASE("linter: a plan that names its agreement has no warning") {
  Json body = minimal();
  body["plan"].set("agreement", "retail agreement 2025");
  CHECK(rules(body, Weight::kWarning) == Rules{});
}

TEST_CASE("linter: the rate that a remedy names is one that holds") {
  Json body = minimal();
  body.set("liability", parse_json(R"({"window":"P6M","curve":"step","full_causes":["non_payment"],
    "never_causes":["principal_fault"],"reserve":{"rate":"0.20","release":"end_of_window"},
    "steps":[{"until":"P3M","reverse":"1"},{"until":"P6M","reverse":"0.1234567"}]})"));
  const std::vector<LintFinding> found = lint(parse_plan(body));
  REQUIRE(found[0].row->id == "L7");
  CHECK(found[0].remedy == "in reserve: rate = \"0.1234\"");
  body["liability"]["reserve"].set("rate", "0.1234");
  CHECK(rules(body) == Rules{});
}

TEST_CASE("linter: what rules over periods ask") {
  const auto with = [](const char* key, const char* rows, Weight weight = Weight::kError) {
    Json body = minimal();
    body.set(key, parse_json(rows));
    CHECK(problem(body) == "");
    return rules(body, weight);
  };
  CHECK(with("hold", R"([{"id":"h","until":"payment.received"}])") == Rules{"L1"});
  CHECK(with("hold", R"([{"id":"h","until":"P60D"}])") == Rules{"L1"});
  CHECK(with("hold", R"([{"id":"h","until":"P30D"}])") == Rules{});
  CHECK(with("tier", R"([{"id":"t","per":"seller","period":"P1Y","measure":"value",
    "mode":"retroactive","bands":[{"from":0,"factor":"0.9"},{"from":100,"factor":"1.1"}]}])",
             Weight::kWarning) == Rules{"L3", "L9"});
  // An advance is no word of the grammar: nothing would post it.
  Json advanced = minimal();
  advanced["vest"].set("advance", Json::object({{"rate", "0.5"}}));
  CHECK(problem(advanced) != "");
  Json free = minimal();
  free["base"].items()[0] = parse_json(R"({"for":"any","kind":"none"})");
  CHECK(rules(free) == Rules{});
}

}  // namespace
}  // namespace kontor::plan
