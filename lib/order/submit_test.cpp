// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/order/record.h"
#include "tests/sale_world.h"

using namespace kontor;

TEST_CASE("the submit is refused until the last hard thing is there, and says which") {
  SaleWorld world;
  world.draft();
  world.issue();
  world.online().at("2025-08-28T10:05:00Z");
  world.must("code.redeem", SaleWorld::kCode);
  const auto submit = [&] { return world.act("order.submit", SaleWorld::kOrder); };
  CHECK(submit() == "step_missing");
  CHECK(world.detail == "delivery.name iban");
  world.hide("delivery.name", '1');
  world.hide("iban", '2');
  const std::string first = world.last;
  CHECK(submit() == "check_missing");
  CHECK(world.detail == "iban");
  world.check("iban", "block");
  CHECK(submit() == "check_block");
  CHECK(world.detail == "iban");
  world.hide("iban", '3', first);
  CHECK(submit() == "check_missing");  // what was checked stands no more
  world.check("iban", "pass");
  CHECK(submit() == "evidence_missing");
  CHECK(world.detail == "BTN PRE SUM WDN");
  for (const char* code : {"PRE", "WDN", "BTN"}) world.prove(code);
  CHECK(submit() == "evidence_missing");
  CHECK(world.detail == "SUM");
  world.prove("SUM");
  CHECK(world.order().str("step") == "ready");
  CHECK(submit() == "");
  CHECK(submit() == "not_draft");
}

TEST_CASE("a warning is no gate") {
  SaleWorld world;
  world.draft();
  world.hide("delivery.name", '1');
  world.hide("iban", '2');
  world.hide("phone", '3');
  world.check("iban", "pass");
  world.check("phone", "warn");
  world.prove("SUM");
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "");
}

TEST_CASE("the submit records the close and holds what waits") {
  SaleWorld world;
  world.sell();
  const Json& order = world.order();
  CHECK(order.str("state") == "acknowledged");
  CHECK(order.str("draft") == "completed");
  CHECK(order.str("step") == "closed");
  CHECK(order.at("close").str("at") == "2025-08-28T10:20:00Z");
  CHECK(order.at("close").str("channel") == "online");
  CHECK(order.at("close").str("outlet") == "online/web");
  CHECK(order.at("close").str("scope") == "online");
  CHECK_FALSE(order.at("close").has("seller"));
  CHECK(world.item("tariff-l").str("state") == "acknowledged");
  CHECK(world.item("phone").str("state") == "held");
  CHECK(world.item("phone").str("gate") == "tariff-l");
  CHECK(world.hide("iban", '9') == "not_draft");
}

TEST_CASE("the close is the judged time, and the seller who closed") {
  SaleWorld world;
  world.draft();
  world.must("seller.apply", SaleWorld::kBen,
             Json::object({{"partner", "sued"}, {"outlet", "sued/tor"}}));
  world.fill();
  world.at("2025-08-28T12:00:00Z");
  world.context.rule_time = parse_instant("2025-08-28T11:00:00Z");
  REQUIRE(world.act("order.submit", SaleWorld::kOrder, Json(), SaleWorld::kBen) == "");
  CHECK(world.order().at("close").str("at") == "2025-08-28T11:00:00Z");
  CHECK(world.order().at("close").str("seller") == SaleWorld::kBen);
}

TEST_CASE("a close needs an outlet") {
  SaleWorld world;
  world.draft();
  world.fill();
  world.hq();
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "no_outlet");
}

TEST_CASE("a channel rule refuses the close that allowed the draft elsewhere") {
  SaleWorld world;
  world.hq();
  world.must("outlet.apply", "sued/bild",
             Json::object({{"partner", "sued"}, {"channel", "video"}}));
  world.draft();
  world.fill();
  world.sued("sued/bild");
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "channel_rule");
  CHECK(world.detail == "no-phone");
}

TEST_CASE("what is sold no more closes no more") {
  SaleWorld world;
  world.draft();
  world.fill();
  world.hq();
  world.must("offer.retire", "autumn");
  world.must("offer.retire", "phone");
  world.sued();
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "part_not_launched");
}

TEST_CASE("a draft of an earlier version closes as it was agreed") {
  SaleWorld world;
  world.draft();
  world.fill();
  world.hq();
  Json dearer = SaleWorld::tariff();
  dearer.set("version", 2);
  dearer.set(
      "price",
      Json::array({Json::object({{"point", "list"}, {"recurring", SaleWorld::euro(4999)}})}));
  world.must("offer.apply", "tariff-l", dearer);
  world.must("offer.launch", "tariff-l");
  world.sued();
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "");
  CHECK(world.item("tariff-l").num("version") == 1);
  CHECK(world.item("tariff-l").at("price").at("recurring") == SaleWorld::euro(3999));
}

TEST_CASE("evidence after the close has its day, counted from the close") {
  SaleWorld world;
  world.sell();
  const auto open = [&] {
    return order::open_points(world.state, world.order(), "shop", world.context.time);
  };
  CHECK(open().step == "closed");
  CHECK(open().before_close.empty());
  REQUIRE(open().after_close.size() == 1);
  CHECK(open().after_close[0].code == "DUR");
  CHECK(open().after_close[0].due == "2025-08-31");
  CHECK(world.prove("DUR") == "");
  CHECK(open().after_close.empty());
}
