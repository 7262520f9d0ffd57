// SPDX-License-Identifier: Apache-2.0
// Who holds an order when, and what HQ derives for it.
#include <doctest/doctest.h>

#include "lib/order/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

// Views of order_card by scope, as words.
std::string cards(SaleWorld& world) {
  std::string out;
  for (const auto& [scope, views] : world.audience("order", SaleWorld::kOrder).views) {
    for (const auto& [kind, card] : views) out += (out.empty() ? "" : " ") + scope + ":" + kind;
  }
  return out;
}

Json card_of(SaleWorld& world, const char* scope) {
  return world.audience("order", SaleWorld::kOrder).views.at(scope).front().second;
}

void meet(SaleWorld& world, const char* id, const char* customer, const char* type,
          const char* medium = nullptr) {
  Json payload = Json::object({{"customer", customer}, {"type", type}});
  if (medium) payload.set("medium", medium);
  world.must("interaction.add", id, payload);
}

}  // namespace

TEST_CASE("a redeemed code resumes the draft exactly, in another scope") {
  SaleWorld world;
  world.draft();
  world.hide("delivery.name", '1');
  world.set("contract.start", "2025-09-01");
  const std::string start = world.last;
  world.issue();
  world.online().at("2025-08-28T10:05:00Z");
  world.must("code.redeem", SaleWorld::kCode);
  const Json& order = world.order();
  CHECK(order.str("code") == SaleWorld::kCode);
  CHECK(order.str("step") == "payment");
  CHECK(order::setter_of(order, "contract.start") == start);
  CHECK(order::field(order, "contract.start")->str("actor") == "sued-1");
  REQUIRE(order.list("holders").size() == 2);
  CHECK(order.list("holders")[1].str("scope") == "online");
  CHECK(order.list("holders")[1].str("rule") == "2025-08-28T10:05:00Z");
  const auto open = order::open_points(world.state, order, "online", world.context.time);
  CHECK(open.fields == std::vector<std::string>{"iban"});
  CHECK(open.before_close.size() == 5);
  CHECK(open.after_close.size() == 1);
  // And the new holder goes on where the old one stopped.
  CHECK(world.hide("iban", '2') == "");
  CHECK(world.set("contract.start", "2025-10-01", start) == "");
}

TEST_CASE("the first code that resumes a draft stays its code") {
  SaleWorld world;
  world.draft();
  world.issue(2);
  world.nord();
  world.must("code.redeem", SaleWorld::kCode);
  world.online();
  world.must("code.redeem", SaleWorld::kCode);
  CHECK(world.order().str("code") == SaleWorld::kCode);
  CHECK(world.order().list("holders").size() == 3);
  const std::int64_t rev = world.order().num("rev");
  world.must("code.redeem", SaleWorld::kCode);  // he is here already
  CHECK(world.order().num("rev") == rev);
}

TEST_CASE("the code's price point is taken unless the draft names one") {
  for (const bool named : {false, true}) {
    SaleWorld world;
    world.draft();
    if (named) world.set("price_point", "list");
    world.must("code.issue", SaleWorld::kCode,
               Json::object({{"order", SaleWorld::kOrder},
                             {"offer", "autumn"},
                             {"version", 1},
                             {"uses", 1},
                             {"price_point", "online-special"},
                             {"valid_until", "2025-09-25T00:00:00Z"}}));
    world.online();
    world.must("code.redeem", SaleWorld::kCode);
    CHECK(world.item("tariff-l").str("price_point") == (named ? "list" : "online-special"));
  }
}

TEST_CASE("a draft is whole with its holders; after the submit with the closer alone") {
  SaleWorld world;
  world.draft();
  world.issue(2);
  CHECK(world.holders("order", SaleWorld::kOrder) == "sued");
  world.nord();
  world.must("code.redeem", SaleWorld::kCode);
  world.online().at("2025-08-28T10:05:00Z");
  world.must("code.redeem", SaleWorld::kCode);
  CHECK(world.holders("order", SaleWorld::kOrder) == "nord online sued");
  CHECK(cards(world).empty());
  CHECK(world.holders("customer", SaleWorld::kLove) == "nord online sued");

  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.holders("order", SaleWorld::kOrder) == "online");
  CHECK(cards(world) == "nord:order_card sued:order_card");
  CHECK(granted(world.state, SaleWorld::kOrder, "whole") == std::set<std::string>{"online"});
  // Nord held the customer through the draft alone; Süd has its own.
  CHECK(world.holders("customer", SaleWorld::kLove) == "online sued");
}

TEST_CASE("what another grant gave of the customer outlives the submit") {
  SaleWorld world;
  world.draft();
  world.issue(2);
  world.nord();
  world.must("code.redeem", SaleWorld::kCode);
  world.grant("customer", SaleWorld::kLove, "nord", "whole");  // a lead that Nord picked
  world.sued();
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.holders("order", SaleWorld::kOrder) == "sued");
  CHECK(cards(world) == "nord:order_card");
  CHECK(world.holders("customer", SaleWorld::kLove) == "nord sued");
}

TEST_CASE("a card tells states and nothing of the customer") {
  SaleWorld world;
  world.sell();
  world.deliver();
  const Json card = card_of(world, "sued");
  CHECK(check_form(order::card_form, card).empty());
  CHECK(card.str("id") == SaleWorld::kOrder);
  CHECK(card.str("state") == "completed");
  CHECK(card.str("closed") == "2025-08-28");
  CHECK(card.at("items") == Json::object({{"tariff-l", "completed"}, {"phone", "completed"}}));
  CHECK_FALSE(card.has("customer"));
  CHECK_FALSE(card.has("fields"));
  CHECK_FALSE(card.has("close"));
}

TEST_CASE("evidence and contract go where the order goes") {
  SaleWorld world;
  world.draft();
  world.prove("SUM");
  world.issue();
  CHECK(world.holders("evidence", "0000000000000e00") == "sued");
  world.online().at("2025-08-28T10:05:00Z");
  world.must("code.redeem", SaleWorld::kCode);
  CHECK(world.holders("evidence", "0000000000000e00") == "online sued");
  CHECK(world.dependents("order", SaleWorld::kOrder).contains({"evidence", "0000000000000e00"}));
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.holders("evidence", "0000000000000e00") == "online");
  CHECK(world.holders("contract", SaleWorld::kOrder) == "online");
  CHECK(world.dependents("order", SaleWorld::kOrder).contains({"contract", SaleWorld::kOrder}));
}

TEST_CASE("a close in the shop is on the premises, online and by phone at a distance") {
  SaleWorld world;
  const auto close = [](const char* outlet) {
    SaleWorld shop;
    shop.draft();
    shop.sued(outlet);
    shop.fill();
    shop.must("order.submit", SaleWorld::kOrder);
    return shop.order().str("contract_type") + " " + shop.order().str("contract_type_reason");
  };
  CHECK(close("sued/tor") == "on_premises closed_in_shop");
  CHECK(close("sued/netz") == "distance closed_at_a_distance");
  CHECK(close("sued/ruf") == "distance closed_at_a_distance");
  CHECK(close("sued/stand") == "off_premises closed_outside");
  CHECK(close("sued/reise") == "off_premises closed_outside");
}

TEST_CASE("the timeline of the person decides, in whichever scope it lies") {
  SaleWorld world;
  world.nord().at("2025-08-18T10:00:00Z");
  world.must("customer.add", SaleWorld::kAda, Json::object({{"type", "consumer"}}));
  meet(world, "0000000000000001", SaleWorld::kAda, "consultation");
  world.sell();
  // Nobody knows that Ada and Love are one: nothing personal came before the close.
  CHECK(world.order().str("contract_type_reason") == "closed_at_a_distance");

  SaleWorld linked;
  linked.nord().at("2025-08-18T10:00:00Z");
  linked.must("customer.add", SaleWorld::kAda, Json::object({{"type", "consumer"}}));
  meet(linked, "0000000000000001", SaleWorld::kAda, "consultation");
  linked.draft();
  linked.hq();
  linked.must("customer.link", SaleWorld::kPerson,
              Json::object({{"members", Json::strings({SaleWorld::kAda, SaleWorld::kLove})},
                            {"rule", "email/1"},
                            {"reason", "exact"}}));
  linked.sued();
  linked.issue();
  linked.online().at("2025-08-28T10:05:00Z");
  linked.must("code.redeem", SaleWorld::kCode);
  CHECK(linked.order().str("contract_type") == "distance");
  CHECK(linked.order().str("contract_type_reason") == "in_doubt_after_personal_advice");
  CHECK(linked.order().str("contract_type_channel") == "online");
}

TEST_CASE("who was addressed outside on the same day closed off the premises") {
  for (const bool same_day : {true, false}) {
    SaleWorld world;
    world.draft();
    world.fill();
    world.sued("sued/stand").at(same_day ? "2025-08-28T09:00:00Z" : "2025-08-27T09:00:00Z");
    meet(world, "0000000000000001", SaleWorld::kLove, "consultation");
    world.sued().at("2025-08-28T10:00:00Z");
    world.must("order.submit", SaleWorld::kOrder);
    CHECK(world.order().str("contract_type") == (same_day ? "off_premises" : "on_premises"));
  }
}

TEST_CASE("calls, imports and what came after the close are no personal advice") {
  SaleWorld world;
  world.draft();
  world.sued("sued/stand").at("2025-08-28T09:00:00Z");
  meet(world, "0000000000000001", SaleWorld::kLove, "call");
  meet(world, "0000000000000002", SaleWorld::kLove, "consultation", "phone");
  world.must(
      "interaction.add", "0000000000000003",
      Json::object({{"customer", SaleWorld::kLove}, {"type", "consultation"}, {"imported", true}}));
  world.at("2025-08-28T18:00:00Z");
  meet(world, "0000000000000004", SaleWorld::kLove, "consultation");
  world.sued().at("2025-08-28T10:00:00Z");
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.order().str("contract_type") == "on_premises");
  CHECK(world.order().str("contract_type_reason") == "closed_in_shop");
}

TEST_CASE("a type that was derived for one channel does not bind another") {
  const Json order =
      Json::object({{"contract_type", "off_premises"}, {"contract_type_channel", "shop"}});
  CHECK(order::contract_type(order, "shop") == "off_premises");
  CHECK(order::contract_type(order, "online") == "distance");
  CHECK(order::contract_type(Json(), "shop") == "on_premises");
  CHECK(order::contract_type(Json(), "popup") == "off_premises");
  CHECK(order::contract_type(Json(), "") == "distance");
}
