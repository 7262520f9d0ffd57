// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/scope/noun.h"
#include "lib/target/noun.h"
#include "lib/target/record.h"
#include "tests/world.h"

using namespace kontor;

namespace {

World two_businesses() {
  World world({&scope_noun(), &partner_noun(), &outlet_noun(), &target_noun()});
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, Json::object({{"type", "dealer"}, {"tier", "gold"}})) ==
          "");
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
  }
  CHECK(world.run("outlet.apply", "nord/mitte",
                  Json::object({{"partner", "nord"}, {"channel", "shop"}})) == "");
  return world;
}

Json forty() {
  return Json::object({{"unit", "nord/mitte"},
                       {"role", "consulting_units"},
                       {"from", "2025-07-01"},
                       {"length", "P3M"},
                       {"measure", "credits"},
                       {"value", "40"}});
}

}  // namespace

TEST_CASE("a target is what its file says, until it is retired") {
  World world = two_businesses();
  CHECK(world.run("target.apply", "q3", forty()) == "");
  CHECK(world.record("target", "q3").str("state") == "current");
  const target::Target target = target::target_of(world.record("target", "q3"));
  CHECK(format_date(target.from) == "2025-07-01");
  CHECK(format_date(target.to) == "2025-09-30");
  CHECK(target.value == Rational(40));

  CHECK(world.run("target.retire", "q3") == "");
  CHECK(world.record("target", "q3").str("state") == "retired");
  CHECK(world.run("target.retire", "q3") == "nothing_to_do");
  CHECK(world.run("target.retire", "q4") == "not_visible");
  Json more = forty();
  more.erase("role");
  more.set("value", "42.5");
  CHECK(world.run("target.apply", "q3", more) == "");
  CHECK(world.record("target", "q3").str("state") == "current");
  CHECK_FALSE(world.record("target", "q3").has("role"));
  CHECK(check_form(target::apply_form, more).empty());
}

TEST_CASE("what is refused of a target") {
  World world = two_businesses();
  const auto with = [](const char* key, Json value) {
    Json out = forty();
    out.set(key, std::move(value));
    return out;
  };
  CHECK(world.run("target.apply", "nord/q3", forty()) == "not_a_slug");
  CHECK(world.run("target.apply", "q3", with("from", "2025-07-15")) == "period_start");
  CHECK(world.run("target.apply", "q3", with("value", "0")) == "target_value");
  CHECK(world.run("target.apply", "q3", with("value", "-1")) == "target_value");
  CHECK(world.run("target.apply", "q3", with("unit", "west/mitte")) == "not_visible");
  CHECK(world.run("target.apply", "q3", with("measure", "revenue")) == "target_value");
  const Json euro = Json::object({{"amount", 5000000}, {"currency", "EUR"}});
  CHECK(world.run("target.apply", "q3", with("revenue", euro)) == "target_value");
  Json revenue = with("measure", "revenue");
  revenue.erase("value");
  CHECK(world.run("target.apply", "q3", revenue) == "target_value");
  revenue.set("revenue", euro);
  CHECK(world.run("target.apply", "q3", revenue) == "");
  CHECK(target::target_of(world.record("target", "q3")).currency == "EUR");
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  CHECK(world.run("target.apply", "q3", forty()) == "not_your_role");
  CHECK(world.run("target.retire", "q3") == "not_your_role");
}

TEST_CASE("a target is seen by its unit's own scope, also by one that comes later") {
  World world = two_businesses();
  CHECK(world.run("target.apply", "q3", forty()) == "");
  CHECK(world.holders("target", "q3") == "nord");
  Json whole = forty();
  whole.set("unit", "sued");
  CHECK(world.run("target.apply", "all", whole) == "");
  CHECK(world.holders("target", "all") == "sued");
  CHECK(world.dependents("scope", "nord").contains(RecordKey("target", "q3")));
}
