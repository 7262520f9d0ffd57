// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/reader.h"

#include <doctest/doctest.h>

#include <algorithm>
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
  const std::vector<Finding> findings = read_plan(parse_toml(text, "plan.toml")).findings;
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

TEST_CASE("base rows of four tables become one list in the order of the file") {
  std::string text = kText;
  const std::string_view from = "phone = {";
  text.replace(text.find(from), from.size(), R"(watch = [
  { when = { "item.discount" = { from = "0", to = "10" } }, kind = "fixed", amount = 1500, tax = "net" },
  { kind = "none" },
]
phone = {)");
  const Json body = read(text + R"(
[base_group]
"smart phone" = { kind = "percent", rate = "0.05", of = "value", min = 100, max = 900, tax = "net" }
[base_brand]
acme = { kind = "per_unit", amount = 5, tax = "net" }
[[base_any]]
kind = "fixed"
amount = 1
tax = "net"
)");
  std::vector<std::string> rules;
  const Plan plan = parse_plan(body);
  for (const Base& row : plan.base) rules.push_back(row.rule);
  CHECK(rules == std::vector<std::string>{"base.watch[0]", "base.watch[1]", "base.phone",
                                          "base_group.\"smart phone\"", "base_brand.acme",
                                          "base_any"});
  CHECK(plan.base[0].when[0].text() == "item.discount range [\"0\",\"10\"]");
  CHECK(plan.base[1].kind == BaseKind::kNone);
  CHECK(plan.base[3].max_minor == 900);
}

TEST_CASE("rules over items and periods") {
  const Plan plan = parse_plan(read(std::string(kText) + R"(
[[override]]
id = "team"
rates = ["0.05", "0.02"]
above = { nord = "verbund", verbund = "holding" }
[[tier]]
id = "accelerator"
when = { "item.group" = "tariff" }
per = "seller"
period = "P3M"
measure = "units"
mode = "marginal"
quota = 40
bands = [ { from_percent = "100", amount = 500 }, { from_percent = "125", factor = "1.5" } ]
charge = "business"
[[cap]]
id = "most"
per = "seller"
period = "P1M"
amount = 500000
[[floor]]
id = "least"
per = "business"
period = "P1Y"
amount = 100000
[[draw]]
id = "advance"
per = "seller"
period = "P1M"
amount = 80000
recoverable = true
[[hold]]
id = "trial"
when = { "item.offer" = "phone" }
until = "P30D"
[[hold]]
id = "paid"
until = "payment.received"
)"));
  CHECK(plan.overrides[0].rates[1] == Rational::parse("0.02"));
  CHECK(plan.overrides[0].above[1].second == "holding");
  const Tier& tier = plan.tiers[0];
  CHECK(tier.charge_business);
  CHECK(tier.period.months == 3);
  CHECK(tier.bands[1].from == Rational(50));
  CHECK(tier.bands[0].amount_minor == 500);
  CHECK(plan.caps[0].amount_minor == 500000);
  CHECK(plan.floors[0].per == Per::kBusiness);
  CHECK(plan.draws[0].recoverable);
  CHECK(plan.holds[0].period->days == 30);
  CHECK_FALSE(plan.holds[1].period.has_value());
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

// The first finding with what it says to do.
std::string remedy(const std::string& text, std::string_view from, std::string_view to) {
  std::string changed = text;
  changed.replace(changed.find(from), from.size(), to);
  const std::vector<Finding> findings = read_plan(parse_toml(changed, "plan.toml")).findings;
  REQUIRE(findings.size() == 1);
  return findings[0].message + "; " + findings[0].remedy;
}

TEST_CASE("an unknown key names the nearest known one of its table, and hides what it stands for") {
  CHECK(remedy(kText, "amount = 1000", "amonut = 1000") ==
        "base.phone.amonut: unknown key; did you mean \"amount\"?");
  CHECK(remedy(kText, "weight = 10", "wieght = 10") ==
        "stages.advice.wieght: unknown key; did you mean \"weight\"?");
  CHECK(remedy(kText, "late_grace", "late_grcae") ==
        "stages.late_grcae: unknown key, and no stage; did you mean \"late_grace\"?");
  CHECK(remedy(kText, "[settle]", "[setle]") == "setle: unknown key; did you mean \"settle\"?");
  CHECK(remedy(kText, "[split]\n", "[split]\nonline = { bussiness = 1, seller = 1 }\n") ==
        "split.online.bussiness: unknown key; did you mean \"business\"?");
  CHECK(remedy(kText, "tax = \"net\"", "colour = \"red\"")
            .ends_with("unknown key; known here: when, kind, amount, points, rate, of, cost, min, "
                       "max, tax, line"));
  CHECK(remedy(kText, "pick = \"last\"", "pick = \"lst\"").ends_with("did you mean \"last\"?"));
  CHECK(remedy(kText, "\"forfeit\"", "\"forfiet\"").ends_with("did you mean \"forfeit\"?"));
  CHECK(remedy(kText, "\"forfeit\"", "\"to:clsoe\"") ==
        "stages.if_absent: no stage \"clsoe\"; did you mean \"close\"?");
  CHECK(remedy(kText, "amount = 1000", "amount = \"12.50\"")
            .ends_with("money in minor units: 1250 is 12.50"));
}

TEST_CASE("a curve in steps and its steps belong together") {
  const std::string liability = std::string(kText) + "[liability]\nwindow = \"P6M\"\ncurve = X\n";
  CHECK(remedy(liability, "curve = X", "curve = \"step\"") ==
        "liability.curve: \"step\" has no steps to go down; steps = [{ until = \"P3M\", reverse = "
        "\"1.0\" }, { until = \"P6M\", reverse = \"0.5\" }]");
  CHECK(remedy(liability, "curve = X",
               "curve = \"linear\"\nsteps = [{ until = \"P3M\", reverse = \"1.0\" }]") ==
        "liability.steps: only curve \"step\" has steps; curve = \"step\", or no steps");
}

TEST_CASE("a file of something else is refused in one sentence") {
  const auto only = [](const char* text) {
    const std::vector<Finding> findings = read_plan(parse_toml(text, "x.toml")).findings;
    REQUIRE(findings.size() == 1);
    return std::to_string(findings[0].place.line) + " " + findings[0].message + "; " +
           findings[0].remedy;
  };
  CHECK(only("schema = \"offer/1\"\n[offer]\nid = \"phone\"\n") ==
        "1 a file of kontor offer (offer/1), not a plan; kontor offer lint x.toml");
  CHECK(only("schema = \"plan/2\"\n[plan]\n") ==
        "1 this program knows no format \"plan/2\"; a plan begins with schema = \"plan/1\"");
  CHECK(only("schema = \"import/1\"\n") ==
        "1 the schema is not that of a plan; a plan begins with schema = \"plan/1\"");
  CHECK(
      only("a = 1\n") ==
      "1 not a plan: neither a schema nor a table [plan]; a plan begins with schema = \"plan/1\"");
  CHECK(remedy(kText, "schema = \"plan/1\"\n", "") ==
        "no line names the schema; a plan begins with schema = \"plan/1\"");
}

// The first finding for a plan with more text at its end, without its line.
std::string added(const std::string& more) {
  const std::string found = refused(std::string(kText) + more, "schema", "schema");
  return found.substr(std::min(found.find(' ') + 1, found.size()));
}

TEST_CASE("a condition is refused at its own place") {
  const auto when = [](const std::string& conditions) {
    const std::string text =
        "\n[[factor]]\nid = \"x\"\nscope = \"pool\"\nvalue = \"1.5\"\n"
        "[factor.when]\n" +
        conditions;
    return refused(std::string(kText) + text, "schema", "schema");
  };
  CHECK(
      when("\"order.campaign\" = \"a\"\n\"item.quantity\" = { from = 9, to = 2 }\n") ==
      "33 factor[0].when.\"item.quantity\": \"item.quantity\" has its lower limit above the upper");
  CHECK(when("any = [ { \"item.discount\" = \"ten\" } ]\n") ==
        "32 factor[0].when.any[0].\"item.discount\": \"item.discount\" is compared with a whole "
        "number or a decimal string (\"2.5\")");
  CHECK(when("\"order.closed\" = { above = \"autumn\" }\n").ends_with("compared with a date"));
  CHECK(when("\"order.campaign\" = 7\n").ends_with("is compared with a text"));
  CHECK(when("\"item.quantity\" = { same_as = \"order.code\" }\n").ends_with("differ in kind"));
}

TEST_CASE("what a rule lacks") {
  const std::string override_head = "[[override]]\nid = \"o\"\n";
  CHECK(added(override_head + "rates = [\"0.1\"]\nabove = { a = \"b\", b = \"a\" }\n") ==
        "override[0].above: a business stands above itself: a below b below a");
  CHECK(added(override_head + "rates = [\"5\"]\nabove = { a = \"b\" }\n") ==
        "override[0].rates: a rate is not within 0 to 1");
  const auto tier = [](const std::string& rest) {
    return added(
        "[[tier]]\nid = \"t\"\nper = \"business\"\nperiod = \"P1M\"\nmeasure = "
        "\"value\"\nmode = \"marginal\"\n" +
        rest);
  };
  CHECK(tier("bands = [ { from = 5, factor = \"1\" }, { from = 5, factor = \"2\" } ]\n") ==
        "tier[0].bands[1].from: does not lie above the band before it");
  CHECK(tier("bands = [ { from = 5, factor = \"1\", rate = \"0.1\" } ]\n") ==
        "tier[0].bands[0]: a band has exactly one of factor, rate and amount");
  CHECK(tier("bands = [ { from = 5, amount = 10 } ]\n") ==
        "tier[0].bands[0].amount: an amount a piece needs measure units");
  CHECK(tier("bands = [ { from_percent = \"125\", factor = \"1\" } ]\n") ==
        "tier[0].bands[0].from_percent: there is no quota that it could be a part of");
  CHECK(tier("bands = [ { factor = \"1\" } ]\n") ==
        "tier[0].bands[0]: a band has either from or from_percent");
  CHECK(tier("charge = \"business\"\nbands = [ { from = 5, factor = \"1\" } ]\n") ==
        "tier[0].charge: only a seller's tier is charged to its business");
  CHECK(added("[[hold]]\nid = \"h\"\nuntil = \"soon\"\n") ==
        "hold[0].until: neither a period nor payment.received");
  CHECK(added("[base_any]\nkind = \"percent\"\nrate = \"5\"\ntax = \"net\"\n") ==
        "base_any.rate: not within 0 to 1");
  CHECK(added("[[base_any]]\nkind = \"none\"\n[[base_any]]\nkind = \"none\"\n") ==
        "base_any[1]: is never reached: the row before it holds always");
}

}  // namespace
}  // namespace kontor::plan
