// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/code/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

Json for_draft(const char* until = "2025-09-25T00:00:00Z", std::int64_t uses = 1) {
  return Json::object({{"order", SaleWorld::kOrder},
                       {"offer", "autumn"},
                       {"version", 1},
                       {"uses", uses},
                       {"valid_until", until}});
}

Json voucher(std::int64_t uses) {
  return Json::object({{"offer", "autumn"},
                       {"version", 1},
                       {"uses", uses},
                       {"valid_until", "2025-09-25T00:00:00Z"}});
}

Json with(Json payload, const char* key, Json value) {
  payload.set(key, std::move(value));
  return payload;
}

}  // namespace

TEST_CASE("code.issue records who handed it over and where") {
  SaleWorld world;
  world.draft();
  world.must("seller.apply", SaleWorld::kBen,
             Json::object({{"partner", "sued"}, {"outlet", "sued/tor"}}));
  REQUIRE(world.act("code.issue", SaleWorld::kCode, for_draft(), SaleWorld::kBen) == "");
  const Json& code = world.record("code", SaleWorld::kCode);
  CHECK(code.str("state") == "issued");
  CHECK(code.str("seller") == SaleWorld::kBen);
  CHECK(code.str("outlet") == "sued/tor");
  CHECK(code.list("redeemed").empty());
  CHECK(world.holders("code", SaleWorld::kCode) == "sued");
  CHECK(world.act("code.issue", SaleWorld::kCode, for_draft()) == "id_taken");
}

TEST_CASE("a code of the site itself names no seller") {
  SaleWorld world;
  world.draft();
  world.issue();
  CHECK_FALSE(world.record("code", SaleWorld::kCode).has("seller"));
}

TEST_CASE("code.issue refuses what cannot be redeemed") {
  SaleWorld world;
  world.draft();
  const char* code = SaleWorld::kCode;
  CHECK(world.act("code.issue", "not-an-id", for_draft()) == "not_an_id");
  CHECK(world.act("code.issue", code, with(for_draft(), "version", 2)) == "version_unknown");
  CHECK(world.act("code.issue", code, with(for_draft(), "price_point", "dream")) ==
        "price_point_unknown");
  CHECK(world.act("code.issue", code, with(for_draft(), "price_point", "online-special")) == "");
  CHECK(world.act("code.issue", SaleWorld::kAda, for_draft("2025-08-25T09:59:59Z")) ==
        "valid_until_past");
  CHECK(world.act("code.issue", SaleWorld::kAda, with(for_draft(), "offer", "phone")) ==
        "offer_differs");
  world.must("customer.add", SaleWorld::kAda, Json::object({{"type", "consumer"}}));
  CHECK(world.act("code.issue", SaleWorld::kAnna, with(for_draft(), "customer", SaleWorld::kAda)) ==
        "customer_differs");
  world.must("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "changed-mind"}}));
  CHECK(world.act("code.issue", SaleWorld::kAnna, for_draft()) == "not_draft");
}

TEST_CASE("code.redeem grants the draft, its customer and the code") {
  SaleWorld world;
  world.draft();
  world.issue();
  CHECK(world.holders("order", SaleWorld::kOrder) == "sued");
  CHECK(world.holders("customer", SaleWorld::kLove) == "sued");
  world.online().at("2025-08-28T10:05:00Z");
  REQUIRE(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.holders("order", SaleWorld::kOrder) == "online sued");
  CHECK(world.holders("customer", SaleWorld::kLove) == "online sued");
  CHECK(world.holders("code", SaleWorld::kCode) == "online sued");
  const Json& code = world.record("code", SaleWorld::kCode);
  CHECK(code.str("state") == "redeemed");
  REQUIRE(code::redemption_by(code, "online") != nullptr);
  CHECK(code::redemption_by(code, "online")->str("rule") == "2025-08-28T10:05:00Z");
  CHECK(code::redemption_by(code, "nord") == nullptr);
}

TEST_CASE("the issuing scope redeems without a grant, and that is a use") {
  SaleWorld world;
  world.draft();
  world.issue();
  REQUIRE(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(granted(world.state, SaleWorld::kOrder, "whole").empty());
  CHECK(world.record("code", SaleWorld::kCode).str("state") == "redeemed");
  CHECK(world.order().list("holders").size() == 1);
}

TEST_CASE("the customer who comes back to the same scope spends no second use") {
  SaleWorld world;
  world.draft();
  world.issue(2);
  world.online().at("2025-08-28T10:05:00Z");
  world.must("code.redeem", SaleWorld::kCode);
  REQUIRE(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.record("code", SaleWorld::kCode).list("redeemed").size() == 1);
  CHECK(world.record("code", SaleWorld::kCode).str("state") == "issued");
  world.nord();
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.record("code", SaleWorld::kCode).str("state") == "redeemed");
  // Those who hold the draft may come back even now.
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
}

TEST_CASE("code.redeem refuses an unknown, used, late or revoked code") {
  SaleWorld world;
  world.draft();
  world.online();
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "code_unknown");
  world.sued();
  world.issue();
  world.online().at("2025-09-25T00:00:01Z");
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "code_expired");
  world.at("2025-09-25T00:00:00Z");  // the last moment counts
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
  world.nord();
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "code_used");

  world.sued().at("2025-09-01T00:00:00Z");
  world.must("code.issue", SaleWorld::kAnna, for_draft());
  world.must("code.revoke", SaleWorld::kAnna);
  CHECK(world.act("code.revoke", SaleWorld::kAnna) == "code_revoked");
  CHECK(world.act("code.revoke", SaleWorld::kCode) == "code_used");
  world.nord();
  CHECK(world.act("code.redeem", SaleWorld::kAnna) == "code_revoked");
}

TEST_CASE("a late redemption is judged by rule_time") {
  SaleWorld world;
  world.draft();
  world.issue();
  world.online().at("2025-09-30T00:00:00Z");
  world.context.rule_time = parse_instant("2025-09-24T18:00:00Z");
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
}

TEST_CASE("the code of a draft that is gone resumes nothing") {
  SaleWorld world;
  world.sell();
  world.nord();
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "not_draft");
}

TEST_CASE("a voucher without a draft counts every redemption") {
  SaleWorld world;
  world.sued().at("2025-08-25T10:00:00Z");
  world.must("code.issue", SaleWorld::kCode, voucher(3));
  world.nord();
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "");
  CHECK(world.act("code.redeem", SaleWorld::kCode) == "code_used");
  CHECK(world.holders("code", SaleWorld::kCode) == "nord sued");
}

TEST_CASE("a code past its day reads as expired") {
  const Json code = Json::object({{"state", "issued"}, {"valid_until", "2025-09-25T00:00:00Z"}});
  CHECK(code::state_at(code, parse_instant("2025-09-25T00:00:00Z")) == "issued");
  CHECK(code::state_at(code, parse_instant("2025-09-25T00:00:01Z")) == "expired");
}
