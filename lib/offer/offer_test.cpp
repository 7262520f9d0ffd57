// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/offer/noun.h"
#include "lib/offer/record.h"
#include "lib/partner/noun.h"
#include "lib/policy/noun.h"
#include "lib/scope/noun.h"
#include "tests/offers.h"
#include "tests/world.h"

using namespace kontor;
using namespace kontor::test;

namespace {

void add_partner(World& world, const char* id, const char* tier, const char* state = "engaged") {
  CHECK(world.run("partner.apply", id,
                  Json::object({{"type", "dealer"}, {"tier", tier}, {"state", state}})) == "");
  if (!world.state.has("scope", id)) {
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
  }
}

// Two parts and the bundle of them; all in design.
World world_with_bundle() {
  World world({&scope_noun(), &partner_noun(), &policy_noun(), &offer_noun()});
  CHECK(world.run("offer.apply", "tariff", simple("Tariff", 3999)) == "");
  Json phone = simple("Phone", 79900);
  phone.set("gates", Json::array({gate("phone", "tariff")}));
  CHECK(world.run("offer.apply", "phone", phone) == "");
  CHECK(world.run("offer.apply", "autumn", bundle("Autumn", {item("phone", 0), item("tariff")})) ==
        "");
  return world;
}

void launch_all(World& world) {
  for (const char* id : {"tariff", "phone", "autumn"}) CHECK(world.run("offer.launch", id) == "");
}

}  // namespace

TEST_CASE("a version may be made anew until its launch and never after") {
  World world = world_with_bundle();
  CHECK(world.run("offer.apply", "tariff", simple("Tariff L", 4999)) == "");
  CHECK(world.record("offer", "tariff").num("version") == 1);
  CHECK(world.record("offer", "tariff").str("state") == "inDesign");
  CHECK(world.run("offer.launch", "tariff") == "");
  CHECK(world.record("offer", "tariff").str("state") == "launched");
  CHECK(world.record("offer", "tariff").at("launches").str("1") == "2025-08-13T08:00:00Z");

  CHECK(world.run("offer.apply", "tariff", simple("Tariff XL", 5999)) == "version_launched");
  CHECK(world.run("offer.apply", "tariff", simple("Tariff XL", 5999, 3)) == "version_gap");
  CHECK(world.run("offer.apply", "tariff", simple("Tariff XL", 5999, 2)) == "");
  const Json& record = world.record("offer", "tariff");
  CHECK(record.num("version") == 2);
  CHECK(record.num("launched") == 1);
  CHECK(offer::current(record).str("name") == "Tariff L");

  CHECK(world.run("offer.launch", "tariff") == "");
  CHECK(offer::current(world.record("offer", "tariff")).str("name") == "Tariff XL");
  // The way back; version 2 stays fixed although it is not the one that is sold.
  CHECK(world.run("offer.launch", "tariff", Json::object({{"version", 1}})) == "");
  CHECK(offer::current_version(world.record("offer", "tariff")) == 1);
  CHECK(world.run("offer.apply", "tariff", simple("Tariff XL", 6999, 2)) == "version_launched");
}

TEST_CASE("only the newest version is open") {
  World world = world_with_bundle();
  CHECK(world.run("offer.apply", "tariff", simple("Tariff", 1, 2)) == "");
  CHECK(world.run("offer.apply", "tariff", simple("Tariff", 1, 1)) == "version_gap");
  CHECK(world.detail == "3");
}

TEST_CASE("what is refused of prices") {
  World world = world_with_bundle();
  const auto with_prices = [&](std::initializer_list<Json> rows) {
    Json offer = content("Case");
    offer.set("price", Json::array(rows));
    return world.run("offer.apply", "case", offer);
  };
  const Json list = Json::object({{"point", "list"}, {"one_time", eur(100)}});
  const auto with = [&](const char* name, Json value) {
    Json out = list;
    out.set(name, std::move(value));
    return out;
  };
  CHECK(with_prices({}) == "price_missing");
  CHECK(with_prices({Json::object({{"point", "list"}})}) == "price_empty");
  CHECK(with_prices({with("one_time", eur(-1))}) == "price_negative");
  CHECK(with_prices({list, list}) == "price_twice");
  const Json alone = Json::object({{"item", "case"}});
  CHECK(with_prices({with("when", alone)}) == "not_visible");
  CHECK(with_prices({with("recurring", Json::object({{"amount", 1}, {"currency", "CHF"}}))}) ==
        "currency_mixed");
  const Json tariff = Json::object({{"item", "tariff"}});
  CHECK(with_prices({with("when", tariff), with("when", tariff)}) == "price_twice");
  CHECK(with_prices({list, with("when", tariff)}) == "");
  CHECK(with_prices({list, with("when", alone)}) == "price_self");
  Json priced = bundle("Autumn", {item("tariff")});
  priced.set("price", Json::array({list}));
  CHECK(world.run("offer.apply", "autumn", priced) == "bundle_price");
}

TEST_CASE("what is refused of items") {
  World world = world_with_bundle();
  const auto apply = [&](const Json& payload) {
    return world.run("offer.apply", "autumn", payload);
  };
  CHECK(apply(bundle("Autumn", {item("autumn")})) == "item_self");
  CHECK(apply(bundle("Autumn", {item("tariff"), item("tariff")})) == "item_twice");
  CHECK(apply(bundle("Autumn", {item("tariff", 1, 2, 3)})) == "item_limits");
  CHECK(apply(bundle("Autumn", {item("tariff", 1, 2, 0)})) == "item_limits");
  CHECK(apply(bundle("Autumn", {item("none")})) == "not_visible");
  CHECK(world.run("offer.apply", "winter", bundle("Winter", {item("autumn")})) == "nested_bundle");
  // Nor may a part become a bundle under the bundles that have it.
  CHECK(world.run("offer.apply", "case", simple("Case", 100)) == "");
  CHECK(world.run("offer.apply", "tariff", bundle("Tariff", {item("case")})) == "nested_bundle");
  CHECK(world.detail == "autumn");
}

TEST_CASE("what is refused of gates") {
  World world = world_with_bundle();
  const auto autumn_with = [&](std::initializer_list<Json> gates) {
    Json out = bundle("Autumn", {item("phone", 0), item("tariff")});
    out.set("gates", Json::array(gates));
    return world.run("offer.apply", "autumn", out);
  };
  CHECK(world.run("offer.apply", "case", simple("Case", 100)) == "");
  CHECK(autumn_with({gate("case", "tariff")}) == "gate_item_unknown");
  CHECK(autumn_with({gate("phone", "case")}) == "gate_item_unknown");
  CHECK(autumn_with({gate("phone", "tariff"), gate("phone", "tariff", "delivered")}) ==
        "gate_twice");
  CHECK(autumn_with({gate("phone", "phone")}) == "gate_cycle");
  // The phone's own gate closes the circle.
  CHECK(autumn_with({gate("tariff", "phone")}) == "gate_cycle");
  CHECK(autumn_with({gate("phone", "tariff", "delivered")}) == "");

  Json other = simple("Tariff", 3999);
  other.set("gates", Json::array({gate("phone", "tariff")}));
  CHECK(world.run("offer.apply", "tariff", other) == "gate_item_unknown");
  other.set("gates", Json::array({gate("tariff", "phone")}));
  CHECK(world.run("offer.apply", "tariff", other) == "gate_cycle");
}

TEST_CASE("a part's gate may not close a circle in a bundle that has it") {
  World world = world_with_bundle();
  CHECK(world.run("offer.apply", "case", simple("Case", 100)) == "");
  Json spring = bundle("Spring", {item("tariff"), item("case")});
  spring.set("gates", Json::array({gate("tariff", "case")}));
  CHECK(world.run("offer.apply", "spring", spring) == "");
  Json gated = simple("Case", 100);
  gated.set("gates", Json::array({gate("case", "tariff")}));
  CHECK(world.run("offer.apply", "case", gated) == "gate_cycle");
  CHECK(world.detail == "spring");
}

TEST_CASE("what is refused of channel rules and tiers") {
  World world = world_with_bundle();
  const auto with_rules = [&](std::initializer_list<Json> rules) {
    Json out = simple("Tariff", 3999);
    out.set("channels", Json::array(rules));
    return world.run("offer.apply", "tariff", out);
  };
  Json rule =
      Json::object({{"id", "no-web"}, {"effect", "deny"}, {"channel", Json::strings({"online"})}});
  CHECK(with_rules({rule, rule}) == "rule_twice");
  rule.set("from", "2025-09-02");
  rule.set("to", "2025-09-01");
  CHECK(with_rules({rule}) == "rule_dates");
  rule.set("to", "2025-09-02");
  CHECK(with_rules({rule}) == "");
  rule.set("channel", Json::array());
  CHECK(with_rules({rule}) == "rule_empty");
  rule.set("channel", Json::strings({"fax"}));
  CHECK(with_rules({rule}).starts_with("bad_form: channels[0].channel[0]"));
  Json nobody = simple("Tariff", 3999);
  nobody.set("tiers", Json::array());
  CHECK(world.run("offer.apply", "tariff", nobody) == "tiers_empty");
  CHECK(world.run("offer.apply", "nord/tariff", simple("Tariff", 1)) == "not_a_slug");
  world.as("shop-nord-1", "nord", "shop");
  for (const char* kind : {"offer.apply", "offer.launch", "offer.retire"}) {
    CHECK(world.run(kind, "tariff", std::string_view(kind) == "offer.apply" ? nobody : Json()) ==
          "not_your_role");
  }
}

TEST_CASE("a launch wants its parts launched and its policy known") {
  World world = world_with_bundle();
  CHECK(world.run("offer.launch", "autumn") == "part_not_launched");
  CHECK(world.detail == "phone");
  CHECK(world.run("offer.launch", "phone") == "");
  CHECK(world.run("offer.launch", "autumn") == "part_not_launched");
  CHECK(world.detail == "tariff");
  CHECK(world.run("offer.launch", "tariff") == "");
  CHECK(world.run("offer.launch", "autumn", Json::object({{"version", 2}})) == "version_unknown");
  CHECK(world.run("offer.launch", "autumn") == "");
  CHECK(world.run("offer.launch", "autumn") == "already_launched");
  CHECK(world.run("offer.launch", "none") == "not_visible");

  Json gated = simple("Case", 100);
  gated.set("policy", "telecom");
  CHECK(world.run("offer.apply", "case", gated) == "");
  CHECK(world.run("offer.launch", "case") == "policy_unknown");
  CHECK(world.run("policy.apply", "telecom",
                  Json::object({{"version", 1},
                                {"sector", "telecom"},
                                {"steps", Json::strings({"offer"})}})) == "");
  CHECK(world.run("offer.launch", "case") == "");
}

TEST_CASE("an old version is launched again only if it still fits") {
  World world = world_with_bundle();
  launch_all(world);
  CHECK(world.run("offer.apply", "tariff2", simple("Tariff 2", 100)) == "");
  CHECK(world.run("offer.launch", "tariff2") == "");
  CHECK(world.run("offer.apply", "autumn", bundle("Autumn", {item("tariff2")}, 2)) == "");
  CHECK(world.run("offer.launch", "autumn") == "");
  // The tariff is part of no bundle any more, so it may become one; version 1 names it as a part.
  CHECK(world.run("offer.apply", "tariff", bundle("Tariff", {item("tariff2")}, 2)) == "");
  CHECK(world.run("offer.launch", "tariff") == "");
  CHECK(world.run("offer.launch", "autumn", Json::object({{"version", 1}})) == "nested_bundle");
}

TEST_CASE("a retired offer is sold no more and changes no more") {
  World world = world_with_bundle();
  launch_all(world);
  CHECK(world.run("offer.retire", "tariff") == "part_in_use");
  CHECK(world.detail == "autumn");
  CHECK(world.run("offer.retire", "autumn") == "");
  CHECK(world.record("offer", "autumn").str("state") == "retired");
  CHECK(world.run("offer.retire", "autumn") == "offer_retired");
  CHECK(world.run("offer.launch", "autumn") == "offer_retired");
  CHECK(world.run("offer.apply", "autumn", bundle("Autumn", {item("tariff")}, 2)) ==
        "offer_retired");
  CHECK(world.run("offer.retire", "tariff") == "");
}

TEST_CASE("components come in topological order, with the versions that are sold") {
  World world = world_with_bundle();
  launch_all(world);
  CHECK(world.run("offer.apply", "tariff", simple("Tariff", 1, 2)) == "");
  const auto parts = offer::components(world.state, "autumn", 1);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].offer == "tariff");  // the phone stands first in the file and waits for it
  CHECK(parts[0].version == 1);       // 2 is not launched
  CHECK(parts[0].min == 1);
  CHECK(parts[1].offer == "phone");
  CHECK(parts[1].min == 0);
  CHECK(parts[1].quantity == 1);
  const auto alone = offer::components(world.state, "phone", 1);
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].offer == "phone");
  CHECK(offer::components(world.state, "autumn", 9).empty());
  CHECK(offer::components(world.state, "none", 1).empty());
}

TEST_CASE("a bundle has its parts' gates, but for those that it replaces") {
  World world = world_with_bundle();
  auto gates = offer::gates(world.state, "autumn", 1);
  REQUIRE(gates.size() == 1);
  CHECK(gates[0].item == "phone");
  CHECK(gates[0].needs == "tariff");
  CHECK(gates[0].state == "released");
  CHECK(offer::gates(world.state, "phone", 1).empty());  // alone it waits for nothing

  Json own = bundle("Autumn", {item("phone", 0), item("tariff")});
  own.set("gates", Json::array({gate("phone", "tariff", "delivered")}));
  CHECK(world.run("offer.apply", "autumn", own) == "");
  gates = offer::gates(world.state, "autumn", 1);
  REQUIRE(gates.size() == 1);
  CHECK(gates[0].state == "delivered");

  CHECK(world.run("offer.apply", "autumn", bundle("Autumn", {item("phone")})) == "");
  CHECK(offer::gates(world.state, "autumn", 1).empty());  // the tariff is not among the parts
}

TEST_CASE("an offer goes to the scopes whose partner's tier it admits") {
  World world = world_with_bundle();
  add_partner(world, "nord", "gold");
  add_partner(world, "sued", "silver");
  add_partner(world, "west", "gold", "suspended");
  CHECK(world.holders("offer", "tariff") == "nord sued");  // before the launch too
  launch_all(world);

  Json gold = simple("Tariff", 3999, 2);
  gold.set("tiers", Json::strings({"gold"}));
  CHECK(world.run("offer.apply", "tariff", gold) == "");
  CHECK(world.holders("offer", "tariff") == "nord sued");  // what is sold decides
  CHECK(world.run("offer.launch", "tariff") == "");
  CHECK(world.holders("offer", "tariff") == "nord");
  // A bundle is shown only where all its parts are, and a part's change asks it anew.
  CHECK(world.holders("offer", "autumn") == "nord");
  CHECK(world.holders("offer", "phone") == "nord sued");
  CHECK(world.dependents("offer", "tariff") == std::set<RecordKey>{{"offer", "autumn"}});
  CHECK(world.dependents("offer", "autumn").empty());
}

TEST_CASE("a change of tier or state withdraws an offer, and gives it back") {
  World world = world_with_bundle();
  Json gold = simple("Tariff", 3999);
  gold.set("tiers", Json::strings({"gold"}));
  CHECK(world.run("offer.apply", "tariff", gold) == "");
  add_partner(world, "nord", "gold");
  CHECK(world.holders("offer", "tariff") == "nord");
  add_partner(world, "nord", "silver");
  CHECK(world.dependents("partner", "nord").contains({"offer", "tariff"}));
  CHECK(world.holders("offer", "tariff") == "");
  add_partner(world, "nord", "gold", "ended");
  CHECK(world.holders("offer", "tariff") == "");
  add_partner(world, "nord", "gold");
  CHECK(world.holders("offer", "tariff") == "nord");
  // A new scope is asked about all of them.
  CHECK(world.dependents("scope", "nord").contains({"offer", "autumn"}));
}
