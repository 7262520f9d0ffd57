// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/reader.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/base/error.h"
#include "lib/plan/example_test.h"
#include "lib/plan/lint.h"
#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

const char* const kText = R"(
schema = "plan/1"
[plan]
id = "retail"
version = 1
valid = { from = 2025-09-01, chosen_by = "order.closed" }
currency = "EUR"
regime = "dealer"
acceptance = "framework_agreement"
[base]
phone = { kind = "fixed", amount = 1000, tax = "net" }
[stages]
consultation = { weight = 50 }
close = { weight = 50, pick = "last" }
advice = { weight = 10, evidence_any = ["visit"] }
if_absent = "forfeit"
late_grace = "P3D"
[vest]
earned = "order.delivered"
[split]
default = { seller = 40, business = 60 }
"nord/mitte" = { seller = 30, business = 70 }
[settle]
period = "P1M"
due = "end_of_next_month"
)";

Json read(const std::string& text) { return body_from_toml(parse_toml(text, "plan.toml")); }

// The first finding as a person reads it.
std::string refused(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  Json body;
  const std::vector<Finding> findings = read_body(parse_toml(text, "plan.toml"), body);
  if (findings.empty()) return "";
  return std::to_string(findings[0].place.line) + " " + findings[0].message;
}

TEST_CASE("the starter plan is the plan of the worked example") {
  const char* source = std::getenv("KONTOR_SOURCE");
  const std::filesystem::path root = source ? source : ".";
  const TomlFile file = read_toml(root / "packs/starter/telco-retail.toml");
  const Json body = body_from_toml(file);
  CHECK(body == example::plan_body());
  for (const LintFinding& finding : lint(parse_plan(body))) {
    CHECK(finding.weight == Weight::kWarning);
  }
}

TEST_CASE("stages keep the order of the file, and an outlet may have a split of its own") {
  const Json body = read(kText);
  std::vector<std::string> names;
  for (const Json& stage : body.list("stages")) names.push_back(stage.str("name"));
  CHECK(names == std::vector<std::string>{"consultation", "close", "advice"});
  CHECK(body.str("if_absent") == "forfeit");
  CHECK(body.list("split")[1].str("of") == "nord/mitte");
  CHECK(parse_canonical(body.encode()) == body);
}

TEST_CASE("conditions in every spelling") {
  const Json body = read(std::string(kText) + R"(
[[factor]]
id = "x"
scope = "share"
value = "1.5"
[factor.when]
"item.offer" = ["phone", "watch"]
"item.quantity" = { above = 1, below = 9 }
"order.closed" = { from = 2025-09-01, to = 2025-09-30 }
"touch.code" = { same_as = "order.code" }
"touch.channel" = { not = "online" }
any = [ { "touch.minutes" = { ">" = 30 } }, { "touch.evidence" = "visit" } ]
)");
  std::vector<std::string> conditions;
  const Plan plan = parse_plan(body);
  for (const Condition& condition : plan.factors[0].when) {
    conditions.push_back(condition.text() + (condition.any > 0 ? " any" : ""));
  }
  CHECK(conditions == std::vector<std::string>{
                          "touch.minutes gt 30 any", "touch.evidence eq \"visit\" any",
                          "item.offer in [\"phone\",\"watch\"]", "item.quantity gt 1",
                          "item.quantity lt 9",
                          "order.closed range [\"2025-09-01\",\"2025-09-30\"]",
                          "touch.channel ne \"online\"", "touch.code same_as \"order.code\""});
}

TEST_CASE("what is wrong is told with its line") {
  CHECK(refused(kText, "amount = 1000", "amonut = 1000").find("amonut") != std::string::npos);
  CHECK(refused(kText, "amount = 1000", "amonut = 1000").starts_with("11 "));
  CHECK(refused(kText, "weight = 10", "wieght = 10").starts_with("15 "));
  CHECK(refused(kText, "late_grace = \"P3D\"", "late_grcae = \"P3D\"").starts_with("17 "));
  CHECK(refused(kText, "late_grace = \"P3D\"", "late_grace = \"3 days\"") ==
        "17 stages.late_grace: not a period (P14D, P6M)");
  CHECK(refused(kText, "if_absent = \"forfeit\"", "if_absent = \"to:tip\"") ==
        "16 stages.if_absent: no stage \"tip\"");
  CHECK(refused(kText, "seller = 40", "seller = -1").starts_with("21 "));
  CHECK_THROWS_AS(read("schema = \"plan/2\""), Error);
}

}  // namespace
}  // namespace kontor::plan
