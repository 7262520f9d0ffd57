// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/writer.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lib/plan/reader.h"

namespace kontor::plan {
namespace {

std::filesystem::path source() {
  const char* folder = std::getenv("KONTOR_SOURCE");
  return folder ? folder : ".";
}

Json read(const std::string& text) { return body_from_toml(parse_toml(text, "plan.toml")); }

TEST_CASE("the plans of the packs and of the manual come back as they are") {
  for (const char* name : {"packs/starter/telco-retail.toml", "man/examples/plan.toml",
                           "man/examples/plan-life.toml", "man/examples/plan-team.toml"}) {
    CAPTURE(name);
    const Json body = body_from_toml(read_toml(source() / name));
    const std::string text = plan_text(body);
    CHECK(read(text) == body);
    CHECK(plan_text(read(text)) == text);
  }
}

TEST_CASE("the starter plan is written as its author did, but for comments and the place of keys") {
  const Json body = body_from_toml(read_toml(source() / "packs/starter/telco-retail.toml"));
  const std::string text = plan_text(body);
  CHECK(text.starts_with(R"(schema = "plan/1"

[plan]
id = "telco-retail"
version = 3
valid = { from = 2025-07-01, to = 2025-12-31, chosen_by = "order.closed" }
currency = "EUR"
regime = "hgb_agent"
acceptance = "framework_agreement"
agreement = "retail agreement 2025, annex 2"

[base]
tariff-l = { kind = "fixed", amount = 12000, tax = "net" }
phone = { kind = "fixed", amount = 1000, tax = "net" }

[[factor]]
id = "price-point"
scope = "pool"
when = { "item.price_point" = "online-special" }
value = "0.90"
)"));
}

// A plan with conditions, base rows and whatever else.
std::string with(const std::string& base, const std::string& when, const std::string& more = {}) {
  return R"(schema = "plan/1"
[plan]
id = "p"
version = 1
valid = { from = 2025-09-01, chosen_by = "order.closed" }
currency = "EUR"
regime = "dealer"
acceptance = "framework_agreement"
[base]
)" + base +
         R"(
[stages]
tip = { weight = 10 }
close = { weight = 50, pick = "last" }
[vest]
earned = "order.delivered"
[split]
default = { seller = 40, business = 60 }
online = { business = 100 }
"nord/mitte" = { seller = 30, business = 70 }
[settle]
period = "P1M"
due = "end_of_next_month"
[[factor]]
id = "x"
scope = "share"
value = "1.5"
)" + (when.empty() ? "" : "when = " + when + "\n") +
         more;
}

constexpr const char* kPhone = "phone = { kind = \"fixed\", amount = 1, tax = \"net\" }";

TEST_CASE("conditions keep their order, in one table where that says the same") {
  const std::pair<const char*, const char*> cases[] = {
      {R"({ "item.offer" = ["phone", "watch"], "touch.code" = { same_as = "order.code" } })", ""},
      {R"({ "item.quantity" = { above = 1, below = 9, not = 5 } })", ""},
      {R"({ "order.closed" = { from = "2025-09-01", to = "2025-09-30" } })", ""},
      {R"({ any = [{ "touch.minutes" = { above = 30 } }, { "item.offer" = "x" }], "item.offer" = "y" })",
       ""},
      {R"({ all = [{ "touch.minutes" = { above = 3 } }, { "item.quantity" = 1 }] })", ""},
      {R"({ all = [{ any = [{ "item.offer" = "a" }, { "item.offer" = "b" }] }, { any = [{ "touch.code" = "k" }] }] })",
       ""},
      {R"({ all = [{ "item.quantity" = { above = 1 } }, { "item.quantity" = { above = 2 } }] })",
       ""},
      {R"({ "item.quantity" = { "!=" = 1, "not" = 2, "=" = 3 } })",
       R"({ all = [{ "item.quantity" = { not = 1 } }, { "item.quantity" = 3 }, { "item.quantity" = { not = 2 } }] })"},
      {"{}", ""},
  };
  for (const auto& [typed, written] : cases) {
    CAPTURE(typed);
    const Json body = read(with(kPhone, typed));
    const std::string text = plan_text(body);
    CHECK(read(text) == body);
    const std::string expected = std::string("when = ") + (*written ? written : typed) + "\n";
    CHECK_MESSAGE(text.find(expected) != std::string::npos, text);
  }
}

TEST_CASE("base rows of all tables, several for one name, names that need quotes") {
  const Json body = read(with(R"(watch = [
  { when = { "item.discount" = { from = "0", to = "10" } }, kind = "fixed", amount = 1500, tax = "net" },
  { kind = "none" },
]
phone = { kind = "fixed", amount = 1, points = { online-special = 2 }, tax = "net" }
"TL-24 \"L\"" = { kind = "none" })",
                              "", R"([base_group]
"smart phone" = { kind = "percent", rate = "0.05", of = "value", tax = "net" }
[base_brand]
acme = { kind = "per_unit", amount = 5, tax = "net" }
[[base_any]]
when = { "order.campaign" = "autumn" }
kind = "none"
[[base_any]]
kind = "fixed"
amount = 1
tax = "net"
)"));
  CHECK(read(plan_text(body)) == body);
  const Json any = read(with("", "", "[[base_any]]\nkind = \"none\"\n"));
  CHECK(read(plan_text(any)) == any);
}

TEST_CASE("lists without a row stay") {
  const Json body = read("tier = []\nhold = []\n" + with(kPhone, ""));
  CHECK(body.list("tier").empty());
  CHECK(read(plan_text(body)) == body);
}

}  // namespace
}  // namespace kontor::plan
