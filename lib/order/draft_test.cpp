// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/order/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

Json of(const char* offer, std::int64_t version = 1) {
  return Json::object({{"offer", offer}, {"version", version}});
}

Json result(const char* check, const char* outcome, std::string about = {}) {
  Json out = Json::object({{"check", check}, {"version", 1}, {"result", outcome}});
  if (!about.empty()) out.set("of", about);
  return out;
}

Json results(std::initializer_list<Json> rows) {
  return Json::object({{"results", Json::array(rows)}});
}

}  // namespace

TEST_CASE("order.add makes an item for each part of the bundle") {
  SaleWorld world;
  world.draft();
  const Json& order = world.order();
  CHECK(order.str("state") == "draft");
  CHECK(order.str("draft") == "active");
  CHECK(order.str("campaign") == "autumn");
  CHECK(order.map("items").size() == 2);
  CHECK(world.item("phone").str("state") == "draft");
  CHECK(world.item("phone").list("gates").size() == 1);
  CHECK(world.item("tariff-l").num("quantity") == 1);
  CHECK(order.list("holders").size() == 1);
  CHECK(order.list("holders").front().str("scope") == "sued");
  CHECK(check_form(order::record_form,
                   [&] {
                     Json own = order;
                     for (const char* key : {"id", "kind", "rev", "scope", "created", "changed"})
                       own.erase(key);
                     return own;
                   }())
            .empty());
}

TEST_CASE("a simple offer is its own item and has its own price") {
  SaleWorld world;
  world.draft("phone");
  CHECK(world.order().map("items").size() == 1);
  CHECK(world.item("phone").at("price").at("one_time") == SaleWorld::euro(49900));
  CHECK_FALSE(world.item("phone").has("gates"));
}

TEST_CASE("in the bundle the phone has the price that the tariff gives it") {
  SaleWorld world;
  world.draft();
  CHECK(world.item("phone").at("price").at("one_time") == SaleWorld::euro(100));
  CHECK(world.item("tariff-l").str("price_point") == "list");
}

TEST_CASE("order.add refuses what may not be sold here") {
  SaleWorld world;
  world.hq();
  world.must("outlet.apply", "nord/bild",
             Json::object({{"partner", "nord"}, {"channel", "video"}}));
  world.must("offer.apply", "new", [] {
    Json offer = SaleWorld::phone();
    offer.set("name", "New");
    return offer;
  }());
  world.sued();
  CHECK(world.act("order.add", "an-order", of("autumn")) == "not_an_id");
  CHECK(world.act("order.add", SaleWorld::kOrder, of("autumn", 2)) == "version_unknown");
  CHECK(world.act("order.add", SaleWorld::kOrder, of("new")) == "part_not_launched");
  Json dream = of("autumn");
  dream.set("price_point", "dream");
  CHECK(world.act("order.add", SaleWorld::kOrder, dream) == "price_point_unknown");
  world.nord("nord/bild");
  CHECK(world.act("order.add", SaleWorld::kOrder, of("autumn")) == "channel_rule");
  CHECK(world.detail == "no-phone");
  world.sued();
  CHECK(world.act("order.add", SaleWorld::kOrder, of("autumn")) == "");
  CHECK(world.act("order.add", SaleWorld::kOrder, of("autumn")) == "id_taken");
}

TEST_CASE("a part that the scope does not hold cannot be sold in a bundle") {
  SaleWorld world;
  world.sued();
  world.state.remove("offer", "phone");  // as the tier of a partner may have it
  CHECK(world.act("order.add", SaleWorld::kOrder, of("autumn")) == "part_not_launched");
}

TEST_CASE("order.set keeps who, when, from whom and by which operation") {
  SaleWorld world;
  world.draft();
  world.must("seller.apply", SaleWorld::kBen,
             Json::object({{"partner", "sued"}, {"outlet", "sued/tor"}}));
  Json payload = Json::object(
      {{"field", "delivery.name"}, {"c", SaleWorld::secret('7')}, {"source", "customer"}});
  REQUIRE(world.act("order.set", SaleWorld::kOrder, payload, SaleWorld::kBen) == "");
  const Json* leaf = order::field(world.order(), "delivery.name");
  REQUIRE(leaf != nullptr);
  CHECK(leaf->at("c") == SaleWorld::secret('7'));
  CHECK(leaf->str("by") == world.last);
  CHECK(leaf->str("actor") == SaleWorld::kBen);
  CHECK(leaf->str("at") == "2025-08-25T10:00:00Z");
  CHECK(leaf->str("source") == "customer");
  CHECK_FALSE(leaf->has("value"));
  CHECK(world.set("colour", "blue") == "");
  CHECK(order::text_of(world.order(), "colour") == "blue");
  CHECK(order::field(world.order(), "colour")->str("source") == "seller");
  CHECK(order::text_of(world.order(), "delivery.name").empty());
  CHECK(order::field(world.order(), "delivery") == nullptr);
}

TEST_CASE("order.set wants one value, private unless the policy says public") {
  SaleWorld world;
  world.draft();
  const char* order = SaleWorld::kOrder;
  CHECK(world.act("order.set", order, Json::object({{"field", "iban"}})) == "value_or_c");
  CHECK(
      world.act("order.set", order,
                Json::object({{"field", "iban"}, {"value", "x"}, {"c", SaleWorld::secret('1')}})) ==
      "value_or_c");
  CHECK(world.set("iban", "DE02") == "field_private");
  CHECK(world.set("whatever", "x") == "field_private");
  CHECK(world.hide("whatever", '1') == "");
  CHECK(world.hide("colour", '1') == "field_public");
  CHECK(world.hide("price_point", '1') == "field_public");
  CHECK(world.hide("Delivery.Name", '1') == "field_name");
  CHECK(world.hide("a.b.c", '1') == "field_name");
  CHECK(world.hide("a.", '1') == "field_name");
  CHECK(world.hide("delivery.name", '1') == "");
  CHECK(world.hide("delivery", '1') == "field_name");
  CHECK(world.hide("iban", '1') == "");
  CHECK(world.hide("iban.owner", '1') == "field_name");
}

TEST_CASE("price point, campaign and start are fields that rules read") {
  SaleWorld world;
  world.draft();
  CHECK(world.set("price_point", "dream") == "price_point_unknown");
  CHECK(world.set("price_point", "online-special") == "");
  CHECK(world.order().str("price_point") == "online-special");
  CHECK(world.item("tariff-l").at("price").at("recurring") == SaleWorld::euro(3599));
  CHECK(world.item("tariff-l").str("price_point") == "online-special");
  CHECK(world.item("phone").str("price_point") == "list");  // it has no other
  CHECK(world.set("contract.start", "1 September") == "not_a_date");
  CHECK(world.set("contract.start", "2025-09-31") == "not_a_date");
  CHECK(world.set("contract.start", "2025-09-01") == "");
  CHECK(world.set("campaign", "spring") == "");
  CHECK(world.order().str("campaign") == "spring");
}

TEST_CASE("edits of two sites to different fields both stand") {
  SaleWorld world;
  world.draft();
  world.issue(2);
  world.nord();
  world.must("code.redeem", SaleWorld::kCode);
  world.sued();
  CHECK(world.hide("phone", '1') == "");
  world.nord();
  CHECK(world.set("contract.start", "2025-09-01") == "");
  CHECK(order::field(world.order(), "phone") != nullptr);
  CHECK(order::text_of(world.order(), "contract.start") == "2025-09-01");
  CHECK(world.holders("order", SaleWorld::kOrder) == "nord sued");
}

TEST_CASE("an edit over a value that its author had not seen is refused") {
  SaleWorld world;
  world.draft();
  CHECK(world.hide("iban", '1') == "");
  const std::string first = world.last;
  CHECK(world.hide("iban", '2') == "field_changed");
  CHECK(world.detail == "iban was set by " + first);
  CHECK(world.hide("iban", '2', "sued-1.0.999") == "field_changed");
  CHECK(order::field(world.order(), "iban")->at("c") == SaleWorld::secret('1'));
  CHECK(world.hide("iban", '2', first) == "");
  CHECK(world.hide("iban", '3', first) == "field_changed");
  CHECK(world.hide("delivery.name", '3', first) == "field_changed");
}

TEST_CASE("the step is the first one with something open, after every change") {
  SaleWorld world;
  world.draft();
  CHECK(world.order().str("step") == "delivery");
  world.hide("iban", '1');
  CHECK(world.order().str("step") == "delivery");
  world.hide("delivery.name", '2');
  CHECK(world.order().str("step") == "payment");  // the check of the bank account
  world.check("iban", "pass");
  CHECK(world.order().str("step") == "payment");  // the last step, for the evidence
  world.prove("SUM");
  CHECK(world.order().str("step") == "ready");
  world.hide("phone", '3');
  CHECK(world.order().str("step") == "customer");  // a value without its check
}

TEST_CASE("open points name fields, checks and evidence for the channel that asks") {
  SaleWorld world;
  world.draft();
  world.hide("iban", '1');
  const auto open = [&](const char* channel) {
    return order::open_points(world.state, world.order(), channel,
                              parse_instant("2025-08-28T10:10:00Z"));
  };
  const order::OpenPoints online = open("online");
  CHECK(online.step == "delivery");
  CHECK(online.fields == std::vector<std::string>{"delivery.name"});
  REQUIRE(online.checks.size() == 1);
  CHECK(online.checks[0].id == "iban");
  CHECK(online.checks[0].why == "missing");
  std::string codes;
  for (const auto& evidence : online.before_close) codes += evidence.code + evidence.strength[0];
  CHECK(codes == "BTNhPREhRECwSUMhWDNh");  // WBT begins on 19 Jun 2026
  REQUIRE(online.after_close.size() == 1);
  CHECK(online.after_close[0].code == "DUR");
  CHECK(open("shop").before_close.size() == 1);

  const order::OpenPoints later = order::open_points(world.state, world.order(), "online",
                                                     parse_instant("2026-06-19T00:00:00Z"));
  CHECK(later.before_close.size() == 6);
}

TEST_CASE("a business customer is asked for less") {
  SaleWorld world;
  world.sued();
  world.must("customer.add", SaleWorld::kAda, Json::object({{"type", "business"}}));
  Json payload = of("autumn");
  payload.set("customer", SaleWorld::kAda);
  world.must("order.add", SaleWorld::kOrder, payload);
  CHECK(order::open_points(world.state, world.order(), "online", world.context.time)
            .before_close.empty());
}

TEST_CASE("an offer may ask for evidence of its own") {
  SaleWorld world;
  world.hq();
  Json prepaid = SaleWorld::phone();
  prepaid.set("evidence", Json::array({"IDC"}));
  world.must("offer.apply", "prepaid", prepaid);
  world.must("offer.launch", "prepaid");
  world.sued().at("2025-08-25T10:00:00Z");
  world.must("order.add", SaleWorld::kOrder, of("prepaid"));
  const auto open =
      order::open_points(world.state, world.order(), "shop", world.context.time).before_close;
  REQUIRE(open.size() == 2);
  CHECK(open[0].code == "SUM");  // sector telecom, though the offer names no policy
  CHECK(open[1].code == "IDC");
  CHECK(open[1].source == "prepaid");
}

TEST_CASE("a check is about the value that stands") {
  SaleWorld world;
  world.draft();
  world.hide("iban", '1');
  const std::string first = world.last;
  CHECK(world.act("order.check", SaleWorld::kOrder, results({result("iban", "block", first)})) ==
        "");
  const auto why = [&] {
    const auto open = order::open_points(world.state, world.order(), "shop", world.context.time);
    return open.checks.empty() ? "" : open.checks[0].why;
  };
  CHECK(why() == "block");
  world.hide("iban", '2', first);
  CHECK(why() == "stale");
  CHECK(world.act("order.check", SaleWorld::kOrder, results({result("iban", "pass", first)})) ==
        "field_changed");
  CHECK(why() == "stale");
  CHECK(world.check("iban", "pass") == "");
  CHECK(why() == "");
  const Json& checked = world.order().at("checks").at("iban");
  CHECK(checked.str("of") == order::setter_of(world.order(), "iban"));
  CHECK(checked.str("by") == world.last);
  CHECK(checked.num("version") == 1);
}

TEST_CASE("of several results those about present values count") {
  SaleWorld world;
  world.draft();
  world.hide("iban", '1');
  world.hide("phone", '2');
  CHECK(world.act("order.check", SaleWorld::kOrder,
                  results({result("iban", "pass", "sued-1.0.999"), result("phone", "warn")})) ==
        "");
  CHECK_FALSE(world.order().at("checks").has("iban"));
  CHECK(world.order().at("checks").at("phone").str("result") == "warn");
}

TEST_CASE("order.check refuses what the policy does not say") {
  SaleWorld world;
  world.draft();
  world.hide("iban", '1');
  CHECK(world.check("taste", "pass") == "check_unknown");
  Json wrong = result("iban", "pass");
  wrong.set("field", "phone");
  CHECK(world.act("order.check", SaleWorld::kOrder, results({wrong})) == "check_unknown");
  CHECK(world.check("iban", "warn") == "check_result");  // it blocks, or it passes
  CHECK(world.check("phone", "block") == "check_result");
}

TEST_CASE("a draft is held and resumed") {
  SaleWorld world;
  world.draft();
  CHECK(world.act("order.resume", SaleWorld::kOrder) == "draft_active");
  CHECK(world.act("order.hold", SaleWorld::kOrder) == "");
  CHECK(world.order().str("draft") == "hold");
  CHECK(world.act("order.hold", SaleWorld::kOrder) == "draft_held");
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "draft_held");
  CHECK(world.act("order.resume", SaleWorld::kOrder) == "");
  CHECK(world.order().str("draft") == "active");
}

TEST_CASE("a cancelled draft takes no more edits") {
  SaleWorld world;
  world.draft();
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "no-interest"}})) ==
        "");
  CHECK(world.order().str("state") == "cancelled");
  CHECK(world.order().str("draft") == "cancelled");
  CHECK(world.order().str("cancel_reason") == "no-interest");
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK(world.hide("iban", '1') == "not_draft");
  CHECK(world.check("iban", "pass") == "not_draft");
  CHECK(world.act("order.hold", SaleWorld::kOrder) == "not_draft");
  CHECK(world.act("order.resume", SaleWorld::kOrder) == "not_draft");
  CHECK(world.act("order.submit", SaleWorld::kOrder) == "not_draft");
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "again"}})) ==
        "already_final");
}
