// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/partner/noun.h"
#include "lib/policy/noun.h"
#include "lib/policy/record.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;
using Codes = std::vector<std::string>;

namespace {

Json row(std::initializer_list<std::pair<const std::string, Json>> members) {
  return Json::object(members);
}

Json evidence(const char* code, const char* from) {
  return row({{"code", code},
              {"stage", "before_close"},
              {"strength", "hard"},
              {"valid_from", from},
              {"source", "law"}});
}

// Small, but with a row of each sort.
Json small_body() {
  return row(
      {{"version", 1},
       {"sector", "telecom"},
       {"steps", Json::strings({"offer", "delivery", "payment"})},
       {"fields",
        Json::array(
            {row({{"name", "price_point"}, {"step", "offer"}, {"public", true}}),
             row({{"name", "delivery.name"}, {"step", "delivery"}, {"required", true}}),
             row({{"name", "iban"}, {"step", "payment"}, {"required", true}, {"check", "iban"}})})},
       {"checks",
        Json::array(
            {row({{"id", "iban"}, {"field", "iban"}, {"rule", "iban"}, {"on_fail", "block"}})})},
       {"evidence", Json::array({evidence("SUM", "2021-12-01")})},
       {"withdrawal", Json::array({row({{"from", "contract"},
                                        {"days", 14},
                                        {"source", "§355 BGB"},
                                        {"valid_from", "2014-06-13"}})})}});
}

Json& first(Json& body, const char* list) { return body[list].items().front(); }

World world_of_policies() { return World({&scope_noun(), &partner_noun(), &policy_noun()}); }

Codes codes_of(const std::vector<policy::Evidence>& missing) {
  Codes out;
  for (const policy::Evidence& evidence : missing) out.push_back(evidence.code);
  return out;
}

}  // namespace

TEST_CASE("a policy keeps every version, newest last, and none changes") {
  World world = world_of_policies();
  Json body = small_body();
  CHECK(world.run("policy.apply", "telecom", body) == "");
  CHECK(world.run("policy.apply", "telecom", body) == "version_exists");
  body.set("version", 3);
  CHECK(world.run("policy.apply", "telecom", body) == "version_gap");
  CHECK(world.detail == "2");
  body.set("version", 2);
  body.set("sector", "mobile");
  CHECK(world.run("policy.apply", "telecom", body) == "");
  const Json& record = world.record("policy", "telecom");
  CHECK(record.num("version") == 2);
  CHECK(record.num("rev") == 2);
  CHECK(policy::body_of(record, 1)->str("sector") == "telecom");
  CHECK(policy::body_of(record, 2) == policy::newest(record));
  CHECK(policy::newest(record)->str("sector") == "mobile");
  CHECK(policy::body_of(record, 3) == nullptr);
  // A policy that was kept elsewhere may start above 1.
  body.set("version", 7);
  CHECK(world.run("policy.apply", "energy", body) == "");
}

TEST_CASE("what is refused of a policy") {
  World world = world_of_policies();
  const auto with = [&](auto change) {
    Json body = small_body();
    change(body);
    return world.run("policy.apply", "telecom", body);
  };
  CHECK(with([](Json& b) { b["steps"].push("offer"); }) == "step_twice");
  CHECK(with([](Json& b) { b["fields"].push(first(b, "fields")); }) == "field_twice");
  CHECK(with([](Json& b) { first(b, "fields").set("step", "advice"); }) == "step_unknown");
  CHECK(with([](Json& b) { first(b, "fields").set("check", "age"); }) == "check_unknown");
  CHECK(with([](Json& b) { b["checks"].push(first(b, "checks")); }) == "check_twice");
  CHECK(with([](Json& b) { first(b, "checks").set("field", "bic"); }) == "field_unknown");
  CHECK(with([](Json& b) { first(b, "evidence").set("valid_to", "2021-11-30"); }) == "row_dates");
  CHECK(with([](Json& b) { first(b, "evidence").set("within", "P3D"); }) == "row_period");
  CHECK(with([](Json& b) {
          first(b, "evidence").set("code", "XYZ");
        }).starts_with("bad_form: evidence[0].code"));
  CHECK(with([](Json& b) {
          first(b, "checks").set("rule", "bic");
        }).starts_with("bad_form: checks[0].rule"));
  CHECK(world.run("policy.apply", "telecom/de", small_body()) == "not_a_slug");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(world.run("policy.apply", "telecom", small_body()) == "not_your_role");
}

TEST_CASE("a policy is seen by all") {
  World world = world_of_policies();
  CHECK(world.run("policy.apply", "telecom", small_body()) == "");
  CHECK(world.holders("policy", "telecom") == "");
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, row({{"type", "dealer"}, {"tier", "gold"}})) == "");
    CHECK(world.run("scope.add", id, row({{"partner", id}})) == "");
  }
  CHECK(world.holders("policy", "telecom") == "nord sued");
}

TEST_CASE("fields and checks of a body") {
  const Json body = small_body();
  CHECK(policy::steps(body) == Codes{"offer", "delivery", "payment"});
  CHECK(policy::is_public_field(body, "price_point"));
  CHECK_FALSE(policy::is_public_field(body, "iban"));
  CHECK_FALSE(policy::is_public_field(body, "unknown"));
  CHECK(policy::required_fields(body) == Codes{"delivery.name", "iban"});
  CHECK(policy::required_fields(body, "payment") == Codes{"iban"});
  CHECK(policy::required_fields(body, "offer").empty());
  CHECK(policy::check_row(body, "iban")->str("rule") == "iban");
  CHECK(policy::check_row(body, "age") == nullptr);
}

TEST_CASE("evidence is asked for by row: channel, customer, type, stage and date") {
  Json body = small_body();
  Json& rows = body["evidence"];
  Json button = evidence("BTN", "2012-08-01");
  button.set("channel", "online");
  button.set("customer", "consumer");
  button.set("valid_to", "2025-12-31");
  rows.push(button);
  Json notice = evidence("WDN", "2014-06-13");
  notice.set("contract_type", "distance");
  rows.push(notice);
  Json durable = evidence("DUR", "2014-06-13");
  durable.set("stage", "after_close");
  durable.set("within", "P3D");
  rows.push(durable);

  const Date day = parse_date("2025-08-28");
  const auto missing = [&](const char* channel, const char* type, const char* customer,
                           const char* stage = "before_close", Date date = parse_date("2025-08-28"),
                           std::set<std::string> have = {}) {
    return codes_of(policy::missing_evidence(body, channel, type, customer, stage, date, have));
  };
  CHECK(missing("online", "distance", "consumer") == Codes{"BTN", "SUM", "WDN"});
  CHECK(missing("shop", "on_premises", "consumer") == Codes{"SUM"});
  CHECK(missing("online", "distance", "business") == Codes{"SUM", "WDN"});
  CHECK(missing("online", "", "") == Codes{"BTN", "SUM", "WDN"});  // not known: every row may apply
  CHECK(missing("online", "distance", "consumer", "after_close") == Codes{"DUR"});
  CHECK(missing("online", "distance", "consumer", "before_close", day, {"BTN", "SUM", "WDN"})
            .empty());
  // First and last day of a row.
  CHECK(missing("online", "distance", "consumer", "before_close", parse_date("2025-12-31")) ==
        Codes{"BTN", "SUM", "WDN"});
  CHECK(missing("online", "distance", "consumer", "before_close", parse_date("2026-01-01")) ==
        Codes{"SUM", "WDN"});
  CHECK(missing("online", "distance", "consumer", "before_close", parse_date("2021-12-01")) ==
        Codes{"BTN", "SUM", "WDN"});
  CHECK(missing("online", "distance", "consumer", "before_close", parse_date("2021-11-30")) ==
        Codes{"BTN", "WDN"});
}

TEST_CASE("of two rows with one code the harder counts") {
  Json body = small_body();
  Json soft = evidence("IDC", "2021-12-01");
  soft.set("strength", "warn");
  Json hard = evidence("IDC", "2021-12-01");
  hard.set("source", "§172 TKG");
  for (const bool soft_first : {true, false}) {
    body.set("evidence", soft_first ? Json::array({soft, hard}) : Json::array({hard, soft}));
    const auto missing = policy::missing_evidence(body, "shop", "", "consumer", "before_close",
                                                  parse_date("2025-08-28"), {});
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].strength == "hard");
    CHECK(missing[0].source == "§172 TKG");
    CHECK(missing[0].within.empty());
  }
}

TEST_CASE("withdrawal ends with the latest row that applies") {
  Json body = small_body();
  const auto period = [](const char* type, const char* from, int days, const char* valid) {
    return row({{"contract_type", type},
                {"from", from},
                {"days", days},
                {"source", "law"},
                {"valid_from", valid}});
  };
  body.set("withdrawal", Json::array({period("distance", "contract", 14, "2014-06-13"),
                                      period("distance", "delivery", 14, "2014-06-13"),
                                      period("off_premises", "contract", 30, "2014-06-13")}));
  const Date closed = parse_date("2025-08-28");
  const Date delivered = parse_date("2025-08-29");
  const auto until = [&](const char* type, std::optional<Date> delivery) {
    const auto end = policy::withdrawal_until(body, type, closed, delivery);
    return end ? format_date(*end) : std::string("never");
  };
  CHECK(until("distance", delivered) == "2025-09-12");
  CHECK(until("distance", std::nullopt) == "2025-09-11");
  CHECK(until("on_premises", delivered) == "never");
  CHECK(until("", delivered) == "2025-09-27");  // in doubt the right is granted

  // A later row takes the place of the earlier from its first day, whatever stands first.
  body["withdrawal"].items().insert(body["withdrawal"].items().begin(),
                                    period("distance", "contract", 7, "2025-08-28"));
  CHECK(until("distance", std::nullopt) == "2025-09-04");
  CHECK(format_date(*policy::withdrawal_until(body, "distance", parse_date("2025-08-27"),
                                              std::nullopt)) == "2025-09-10");
}
