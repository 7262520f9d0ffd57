// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/contract/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

const Json& held(SaleWorld& world) { return world.record("contract", SaleWorld::kOrder); }

Json own_fields(Json record) {
  for (const char* key : {"id", "kind", "rev", "scope", "created", "changed"}) record.erase(key);
  return record;
}

}  // namespace

TEST_CASE("the submit makes a contract that waits for its release") {
  SaleWorld world;
  world.draft();
  CHECK_FALSE(world.state.has("contract", SaleWorld::kOrder));
  SaleWorld sold;
  sold.sell();
  const Json& made = held(sold);
  CHECK(check_form(contract::record_form, own_fields(made)).empty());
  CHECK(made.str("state") == "pendingActive");
  CHECK(made.str("scope") == "online");
  CHECK(made.str("customer") == SaleWorld::kLove);
  CHECK(made.str("from") == "2025-09-01");
  CHECK(made.num("term_months") == 24);
  CHECK(made.str("contract_type") == "distance");
  CHECK(made.list("items").size() == 2);
  // 14 days from the contract are known, those from the delivery have not begun.
  CHECK(made.str("withdrawal") == "pending");
  CHECK(made.str("withdrawal_until") == "2025-09-11");
}

TEST_CASE("a contract without a stated start begins with the close") {
  SaleWorld world;
  world.draft("tariff-l");
  world.hide("iban", '1');
  world.hide("delivery.name", '2');
  world.check("iban", "pass");
  world.prove("SUM");
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(held(world).str("from") == "2025-08-25");
}

TEST_CASE("the release activates it, the delivery sets the end of the withdrawal") {
  SaleWorld world;
  world.sell();
  world.at("2025-08-28T12:00:00Z");
  world.confirm("tariff-l", "released");
  CHECK(held(world).str("state") == "active");
  CHECK(held(world).str("withdrawal") == "pending");
  world.at("2025-08-29T10:00:00Z");
  world.confirm("phone", "delivered");
  CHECK(held(world).str("withdrawal") == "set");
  CHECK(held(world).str("withdrawal_until") == "2025-09-12");  // the latest end
}

TEST_CASE("a contract alone ends its withdrawal 14 days after the close") {
  SaleWorld world;
  world.draft("tariff-l");
  world.sued("sued/netz");
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  world.confirm("tariff-l", "released");
  CHECK(held(world).str("withdrawal_until") == "2025-09-08");
  CHECK(held(world).str("withdrawal") == "set");
}

TEST_CASE("no right of withdrawal in the shop, nor for a business") {
  SaleWorld world;
  world.draft();
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  CHECK(held(world).str("contract_type") == "on_premises");
  CHECK(held(world).str("withdrawal") == "none");
  CHECK_FALSE(held(world).has("withdrawal_until"));

  SaleWorld business;
  business.online().at("2025-08-28T10:00:00Z");
  business.must("customer.add", SaleWorld::kAda, Json::object({{"type", "business"}}));
  business.must("order.add", SaleWorld::kOrder,
                Json::object({{"offer", "autumn"}, {"version", 1}, {"customer", SaleWorld::kAda}}));
  business.fill();
  business.must("order.submit", SaleWorld::kOrder);
  CHECK(held(business).str("contract_type") == "distance");
  CHECK(held(business).str("withdrawal") == "none");
}

TEST_CASE("by phone the contract waits for the approval in text form") {
  SaleWorld world;
  world.draft();
  world.sued("sued/ruf");
  world.fill();
  world.must("order.submit", SaleWorld::kOrder);
  world.confirm("tariff-l", "released");
  CHECK(held(world).str("state") == "pendingActive");
  CHECK(world.prove("APR") == "");
  CHECK(held(world).str("state") == "active");
}

TEST_CASE("a contract of which nothing is left is terminated") {
  SaleWorld world;
  world.sell();
  world.at("2025-08-30T10:00:00Z");
  world.must("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "sold-out"}}));
  CHECK(held(world).str("state") == "terminated");
  CHECK(held(world).str("ended") == "2025-08-30");
  CHECK(held(world).list("items").empty());
}

TEST_CASE("a change of the order that says nothing of the contract leaves it alone") {
  SaleWorld world;
  world.sell();
  const std::int64_t rev = held(world).num("rev");
  CHECK(world.prove("DUR") == "");
  CHECK(held(world).num("rev") == rev);
}

TEST_CASE("the day of a withdrawal") {
  Json record = Json::object({{"withdrawal", "set"}, {"withdrawal_until", "2025-09-12"}});
  CHECK(contract::withdrawal_on(record, parse_date("2025-09-12")) == "open");
  CHECK(contract::withdrawal_on(record, parse_date("2025-09-13")) == "over");
  record.set("withdrawal", "pending");
  CHECK(contract::withdrawal_on(record, parse_date("2025-09-13")) == "pending");
  record.set("withdrawal", "none");
  CHECK(contract::withdrawal_on(record, parse_date("2025-09-01")) == "none");
}
