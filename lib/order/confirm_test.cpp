// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/order/items.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

Json said(const char* item, const char* what, const char* at) {
  return Json::object({{"item", item}, {"state", what}, {"at", at}});
}

// The bundle sold with another word for what happens when the tariff fails.
void sell_with(SaleWorld& world, const char* on_fail) {
  world.hq();
  Json bundle = SaleWorld::bundle(on_fail);
  bundle.set("version", 2);
  world.must("offer.apply", "autumn", bundle);
  world.must("offer.launch", "autumn");
  world.sued().at("2025-08-25T10:00:00Z");
  world.must("order.add", SaleWorld::kOrder, Json::object({{"offer", "autumn"}, {"version", 2}}));
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
}

}  // namespace

TEST_CASE("a gate opens when what it needs is released") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("phone", "delivered") == "gate_closed");
  CHECK(world.detail == "phone waits for tariff-l");
  world.at("2025-08-28T12:00:00Z");
  CHECK(world.confirm("tariff-l", "released") == "");
  CHECK(world.order().str("state") == "inProgress");
  CHECK(world.item("tariff-l").str("state") == "completed");
  CHECK(world.item("tariff-l").str("released") == "2025-08-28T12:00:00Z");
  CHECK(world.item("phone").str("state") == "acknowledged");
  CHECK_FALSE(world.item("phone").has("gate"));
  world.at("2025-08-29T10:00:00Z");
  CHECK(world.confirm("phone", "delivered") == "");
  CHECK(world.item("phone").str("delivered") == "2025-08-29T10:00:00Z");
  CHECK(world.order().str("state") == "completed");
}

TEST_CASE("what is delivered was released") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("tariff-l", "delivered") == "");
  CHECK(world.item("phone").str("state") == "acknowledged");
  // The back end's other word may still come.
  CHECK(world.confirm("tariff-l", "released") == "");
  CHECK(world.item("tariff-l").str("state") == "completed");
}

TEST_CASE("a back end may report late, not early") {
  SaleWorld world;
  world.sell();
  world.at("2025-08-30T12:00:00Z");
  const char* order = SaleWorld::kOrder;
  CHECK(world.act("order.confirm", order, said("tariff-l", "released", "2025-08-30T12:00:01Z")) ==
        "at_in_future");
  CHECK(world.act("order.confirm", order, said("tariff-l", "released", "2025-08-28T10:19:59Z")) ==
        "at_before_close");
  CHECK(world.act("order.confirm", order,
                  said("tariff-l", "released", "2025-08-29T12:00:00+02:00")) == "");
  CHECK(world.item("tariff-l").str("released") == "2025-08-29T10:00:00Z");
}

TEST_CASE("order.confirm refuses what cannot be") {
  SaleWorld world;
  world.draft();
  CHECK(world.confirm("phone", "delivered") == "not_submitted");
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.confirm("sofa", "delivered") == "item_unknown");
  CHECK(world.confirm("tariff-l", "released") == "");
  CHECK(world.confirm("tariff-l", "released") == "already_confirmed");
  CHECK(world.confirm("tariff-l", "failed") == "item_final");
  CHECK(world.confirm("phone", "failed") == "");
  CHECK(world.confirm("phone", "failed") == "already_confirmed");
  CHECK(world.confirm("phone", "delivered") == "item_final");
  CHECK(world.order().str("state") == "partial");
}

TEST_CASE("a payment is noted, and moves no item") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("phone", "paid") == "");  // before its gate opens
  CHECK(world.item("phone").str("state") == "held");
  CHECK(world.item("phone").has("paid"));
  CHECK(world.confirm("phone", "paid") == "already_confirmed");
  CHECK(world.confirm("tariff-l", "released") == "");
  CHECK(world.confirm("tariff-l", "paid") == "");
  CHECK(world.item("tariff-l").str("state") == "completed");
  CHECK(world.confirm("phone", "failed") == "");
  CHECK(world.act("order.confirm", SaleWorld::kOrder,
                  said("sofa", "paid", "2025-08-28T10:30:00Z")) == "item_unknown");
}

TEST_CASE("what failed is not paid for") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("tariff-l", "failed") == "");
  CHECK(world.confirm("tariff-l", "paid") == "item_final");
}

TEST_CASE("HQ may confirm for the one who closed") {
  SaleWorld world;
  world.sell();
  world.hq();
  CHECK(world.confirm("tariff-l", "released") == "");
}

TEST_CASE("when the tariff fails the phone is cancelled with it") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("tariff-l", "failed") == "");
  CHECK(world.item("tariff-l").has("failed"));
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK_FALSE(world.item("phone").has("gate"));
  CHECK(world.order().str("state") == "failed");
}

TEST_CASE("or the phone goes on at the price that it has alone") {
  SaleWorld world;
  sell_with(world, "reprice");
  CHECK(world.item("phone").at("price").at("one_time") == SaleWorld::euro(100));
  CHECK(world.confirm("tariff-l", "failed") == "");
  CHECK(world.item("phone").str("state") == "acknowledged");
  CHECK(world.item("phone").at("price").at("one_time") == SaleWorld::euro(49900));
  CHECK(world.order().str("state") == "inProgress");
  CHECK(world.confirm("phone", "delivered") == "");
  CHECK(world.order().str("state") == "partial");
}

TEST_CASE("or a person is asked") {
  SaleWorld world;
  sell_with(world, "ask");
  CHECK(world.confirm("tariff-l", "failed") == "");
  CHECK(world.item("phone").str("state") == "held");
  CHECK(world.item("phone").flag_or("ask", false));
  CHECK(world.confirm("phone", "delivered") == "gate_closed");
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "no-tariff"}})) ==
        "");
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK(world.order().str("state") == "failed");
}

TEST_CASE("a cancel gives up only what has not happened") {
  SaleWorld world;
  world.sell();
  CHECK(world.confirm("tariff-l", "released") == "");
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "sold-out"}})) == "");
  CHECK(world.item("tariff-l").str("state") == "completed");
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK(world.order().str("state") == "partial");
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "again"}})) ==
        "already_final");
}

TEST_CASE("an order of which nothing happened is cancelled whole") {
  SaleWorld world;
  world.sell();
  CHECK(world.act("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "sold-out"}})) == "");
  CHECK(world.order().str("state") == "cancelled");
  CHECK(world.order().str("draft") == "completed");
}

TEST_CASE("gates in a chain follow each other") {
  const auto gate = [](const char* needs) {
    return Json::array(
        {Json::object({{"needs", needs}, {"state", "released"}, {"on_fail", "cancel"}})});
  };
  const auto item = [](const char* slug, Json gates) {
    return Json::object({{"offer", slug},
                         {"version", 1},
                         {"quantity", 1},
                         {"state", "acknowledged"},
                         {"gates", std::move(gates)}});
  };
  Json order = Json::object({{"items", Json::object({{"a", item("a", gate("b"))},
                                                     {"b", item("b", gate("c"))},
                                                     {"c", item("c", Json::array())}})}});
  const EmptyState nothing;
  order::settle_gates(nothing, order);
  CHECK(order.at("items").at("a").str("gate") == "b");
  CHECK(order.at("items").at("b").str("gate") == "c");
  order["items"]["c"].set("state", "failed");
  order::settle_gates(nothing, order);
  order::roll_up(order);
  CHECK(order.at("items").at("a").str("state") == "cancelled");
  CHECK(order.at("items").at("b").str("state") == "cancelled");
  CHECK(order.str("state") == "failed");
}
