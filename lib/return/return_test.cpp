// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/return/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

constexpr const char* kReturn = "00000000000retrn";
constexpr const char* kOther = "00000000000retr0";

Json back(const char* handle, const char* cause = "withdrawal") {
  return Json::object({{"handle", handle}, {"cause", cause}});
}
Json only(Json payload, const char* item) {
  payload.set("items", Json::array({item}));
  return payload;
}

struct Sold : SaleWorld {
  Sold() {
    sell();
    deliver();
    nord().at("2025-09-10T10:00:00Z");
  }
};

}  // namespace

TEST_CASE("a shop that never saw the order takes it back by its code") {
  Sold world;
  REQUIRE(world.act("return.add", kReturn, back(SaleWorld::kCode)) == "");
  const Json& record = world.record("return", kReturn);
  CHECK(record.str("order") == SaleWorld::kOrder);
  CHECK(record.str("cause") == "withdrawal");
  CHECK(record.str("closing") == "online");
  CHECK(record.str("accepting") == "nord");
  CHECK(record.str("outlet") == "nord/mitte");
  CHECK(record.str("date") == "2025-09-10");
  CHECK(record.str("state") == "received");
  CHECK(record.at("items") == Json::strings({"phone", "tariff-l"}));
  CHECK_FALSE(record.has("handle"));
  CHECK(world.holders("return", kReturn) == "nord online");

  CHECK(world.order().str("state") == "completed");
  CHECK(world.order().str("returned") == "all");
  CHECK(world.item("phone").str("state") == "returned");
  // Nord gets a card of the order, the closing scope keeps it, Süd keeps its card.
  CHECK(world.holders("order", SaleWorld::kOrder) == "online");
  const auto views = world.audience("order", SaleWorld::kOrder).views;
  CHECK(views.size() == 2);
  CHECK(views.at("nord").front().second.str("returned") == "all");
  CHECK(world.record("contract", SaleWorld::kOrder).str("state") == "terminated");
  CHECK(world.record("contract", SaleWorld::kOrder).str("withdrawal_until") == "2025-09-12");
}

TEST_CASE("the order's own id is a handle too, and the seller may take it back himself") {
  Sold world;
  world.online();
  REQUIRE(world.act("return.add", kReturn, back(SaleWorld::kOrder)) == "");
  CHECK(world.holders("return", kReturn) == "online");
  CHECK(granted(world.state, SaleWorld::kOrder, "card").empty());
}

TEST_CASE("one item comes back, the rest of the contract stands") {
  Sold world;
  REQUIRE(world.act("return.add", kReturn, only(back(SaleWorld::kCode), "phone")) == "");
  CHECK(world.item("phone").str("state") == "returned");
  CHECK(world.item("tariff-l").str("state") == "completed");
  CHECK(world.order().str("returned") == "partial");
  CHECK(world.order().str("state") == "completed");
  const Json& contract = world.record("contract", SaleWorld::kOrder);
  CHECK(contract.str("state") == "active");
  CHECK(contract.at("items") == Json::strings({"tariff-l"}));
  CHECK(world.act("return.add", kOther, only(back(SaleWorld::kCode), "phone")) ==
        "already_returned");
  CHECK(world.act("return.add", kOther, back(SaleWorld::kCode, "defect")) == "");
  CHECK(world.order().str("returned") == "all");
  CHECK(world.record("contract", SaleWorld::kOrder).str("state") == "terminated");
}

TEST_CASE("return.add refuses what it cannot find or has had") {
  Sold world;
  CHECK(world.act("return.add", "r", back(SaleWorld::kCode)) == "not_an_id");
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kAda)) == "handle_unknown");
  CHECK(world.act("return.add", kReturn, only(back(SaleWorld::kCode), "sofa")) == "item_unknown");
  Json stated = back(SaleWorld::kCode);
  stated.set("date", "2025-09-11");
  CHECK(world.act("return.add", kReturn, stated) == "date_in_future");
  stated.set("date", "2025-09-09");
  CHECK(world.act("return.add", kReturn, stated) == "");
  CHECK(world.record("return", kReturn).str("stated") == "2025-09-09");
  CHECK(world.record("return", kReturn).str("date") == "2025-09-10");
  CHECK(world.act("return.add", kOther, back(SaleWorld::kCode)) == "already_returned");
}

TEST_CASE("a code without an order is no handle") {
  SaleWorld world;
  world.sued().at("2025-08-25T10:00:00Z");
  world.must("code.issue", SaleWorld::kCode,
             Json::object({{"offer", "autumn"},
                           {"version", 1},
                           {"uses", 1},
                           {"valid_until", "2025-09-25T00:00:00Z"}}));
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kCode)) == "handle_unknown");
}

TEST_CASE("a draft cannot come back") {
  SaleWorld world;
  world.draft();
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kOrder)) == "not_closed");
}

TEST_CASE("what failed cannot come back") {
  SaleWorld world;
  world.sell();
  world.confirm("tariff-l", "failed");
  CHECK(world.act("return.add", kReturn, only(back(SaleWorld::kCode), "tariff-l")) ==
        "not_returnable");
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kCode)) == "already_returned");
}

TEST_CASE("a withdrawal is in time until the last day, by rule_time") {
  Sold world;
  world.at("2025-09-12T23:59:59Z");
  CHECK(world.act("return.add", kReturn, only(back(SaleWorld::kCode), "phone")) == "");
  world.at("2025-09-13T00:00:00Z");
  CHECK(world.act("return.add", kOther, back(SaleWorld::kCode)) == "period_over");
  CHECK(world.detail == "2025-09-12");
  // The shop was offline: the customer was there in time.
  world.context.time = parse_instant("2025-09-20T08:00:00Z");
  world.context.rule_time = parse_instant("2025-09-12T17:00:00Z");
  CHECK(world.act("return.add", kOther, back(SaleWorld::kCode)) == "");
  CHECK(world.record("return", kOther).str("date") == "2025-09-12");
}

TEST_CASE("other causes know no period") {
  Sold world;
  world.at("2026-03-01T10:00:00Z");
  for (const char* cause : {"non_payment", "principal_fault", "defect", "goodwill"}) {
    Sold late;
    late.at("2026-03-01T10:00:00Z");
    CHECK(late.act("return.add", kReturn, back(SaleWorld::kCode, cause)) == "");
  }
}

TEST_CASE("before the last delivery the period has not begun to end") {
  SaleWorld world;
  world.sell();
  world.confirm("tariff-l", "released");
  world.nord().at("2025-10-01T10:00:00Z");
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kCode)) == "");
}

TEST_CASE("who bought in the shop has goodwill, no withdrawal") {
  SaleWorld world;
  world.draft();
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kOrder)) == "no_withdrawal");
  CHECK(world.act("return.add", kReturn, back(SaleWorld::kOrder, "goodwill")) == "");
}

TEST_CASE("what waited for a returned item follows the rule of its gate") {
  SaleWorld world;
  world.sell();
  CHECK(world.act("return.add", kReturn, only(back(SaleWorld::kCode), "tariff-l")) == "");
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK(world.order().str("returned") == "all");
  CHECK(world.order().str("state") == "partial");
}

namespace {

Json because(const char* reason) { return Json::object({{"reason", reason}}); }

// Nord's return, rejected by HQ two days later.
struct Rejected : Sold {
  explicit Rejected(Json payload = back(SaleWorld::kCode)) {
    must("return.add", kReturn, payload);
    hq().at("2025-09-12T10:00:00Z");
    must("return.reject", kReturn, because("the customer kept it"));
  }
};

}  // namespace

TEST_CASE("a rejected return leaves the order as it was, and tells both partners why") {
  Sold before;
  Rejected world;
  const Json& record = world.record("return", kReturn);
  CHECK(record.str("state") == "refused");
  CHECK(record.str("refused") == "2025-09-12");
  CHECK(record.str("reason") == "the customer kept it");
  CHECK(record.str("date") == "2025-09-10");
  CHECK(world.holders("return", kReturn) == "nord online");
  CHECK(world.order().at("items") == before.order().at("items"));
  CHECK(world.order().str("state") == "completed");
  CHECK_FALSE(world.order().has("returned"));
  const Json& contract = world.record("contract", SaleWorld::kOrder);
  CHECK(contract.str("state") == "active");
  CHECK_FALSE(contract.has("ended"));
  CHECK(contract.at("items") == before.record("contract", SaleWorld::kOrder).at("items"));
  CHECK(contract.str("withdrawal_until") == "2025-09-12");
}

TEST_CASE("only HQ rejects, once; then the items may come back again") {
  Sold world;
  world.must("return.add", kReturn, back(SaleWorld::kCode));
  CHECK(world.act("return.reject", kReturn, because("x")) == "not_your_role");
  world.hq();
  CHECK(world.act("return.reject", kReturn) == "bad_form: reason: missing");
  CHECK(world.act("return.reject", kReturn, because("x")) == "");
  CHECK(world.act("return.reject", kReturn, because("x")) == "already_refused");
  world.nord();
  CHECK(world.act("return.add", kOther, back(SaleWorld::kCode, "goodwill")) == "");
  CHECK(world.order().str("returned") == "all");
}

TEST_CASE("one of two returns is rejected, the other stands") {
  Sold world;
  world.must("return.add", kReturn, only(back(SaleWorld::kCode), "phone"));
  world.must("return.add", kOther, only(back(SaleWorld::kCode), "tariff-l"));
  world.hq();
  world.must("return.reject", kOther, because("x"));
  CHECK(world.item("phone").str("state") == "returned");
  CHECK(world.item("tariff-l").str("state") == "completed");
  CHECK(world.order().str("returned") == "partial");
  CHECK(world.record("contract", SaleWorld::kOrder).str("state") == "active");
}

TEST_CASE("what was cancelled with a returned item waits again when the return is rejected") {
  SaleWorld world;
  world.sell();
  const Json items = world.order().at("items");
  world.must("return.add", kReturn, only(back(SaleWorld::kCode), "tariff-l"));
  CHECK(world.record("return", kReturn).at("cancelled") == Json::strings({"phone"}));
  world.hq();
  world.must("return.reject", kReturn, because("x"));
  CHECK(world.order().at("items") == items);
  CHECK(world.order().str("state") == "acknowledged");
}

TEST_CASE("an order that was given up meanwhile delivers nothing after a rejected return") {
  SaleWorld world;
  world.sell();
  world.must("return.add", kReturn, only(back(SaleWorld::kCode, "cancellation"), "phone"));
  world.online();
  world.must("order.cancel", SaleWorld::kOrder, because("sold out"));
  world.hq();
  world.must("return.reject", kReturn, because("x"));
  CHECK(world.item("phone").str("state") == "cancelled");
  CHECK(world.order().str("state") == "cancelled");
}
