// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/evidence/record.h"
#include "tests/sale_world.h"

using namespace kontor;

namespace {

constexpr const char* kProof = "000000000000pr0f";

Json proof(const char* code) {
  return Json::object({{"order", SaleWorld::kOrder}, {"code", code}});
}

}  // namespace

TEST_CASE("evidence.add records what was shown, when and in which channel") {
  SaleWorld world;
  world.draft();
  Json payload = proof("SUM");
  payload.set("version", "3");
  payload.set("digest", "sha256:" + std::string(64, 'a'));
  payload.set("at", "2025-08-25T09:30:00Z");
  payload.set("file", SaleWorld::secret('f'));
  REQUIRE(world.act("evidence.add", kProof, payload) == "");
  const Json& evidence = world.record("evidence", kProof);
  CHECK(evidence.str("code") == "SUM");
  CHECK(evidence.str("version") == "3");
  CHECK(evidence.str("date") == "2025-08-25");
  CHECK(evidence.str("channel") == "shop");
  CHECK(evidence.at("created").str("by") == "sued-1");
  CHECK(evidence.at("file") == SaleWorld::secret('f'));
  CHECK(world.state.find("evidence", "order", SaleWorld::kOrder) ==
        std::vector<std::string>{kProof});
}

TEST_CASE("evidence.add refuses what proves nothing") {
  SaleWorld world;
  world.draft();
  CHECK(world.act("evidence.add", "proof", proof("SUM")) == "not_an_id");
  CHECK(world.act("evidence.add", kProof, proof("XYZ")).starts_with("bad_form: code"));
  Json later = proof("SUM");
  later.set("at", "2025-08-25T10:00:01Z");
  CHECK(world.act("evidence.add", kProof, later) == "at_in_future");
  Json elsewhere = proof("SUM");
  elsewhere.set("order", SaleWorld::kAda);
  CHECK(world.act("evidence.add", kProof, elsewhere) == "not_visible");
  CHECK(world.act("evidence.add", kProof, proof("SUM")) == "");
  CHECK(world.act("evidence.add", kProof, proof("PRE")) == "id_taken");
  world.must("order.cancel", SaleWorld::kOrder, Json::object({{"reason", "no-interest"}}));
  CHECK(world.act("evidence.add", SaleWorld::kAnna, proof("PRE")) == "order_cancelled");
}

TEST_CASE("evidence touches its order only when that moves its step") {
  SaleWorld world;
  world.draft();
  const std::int64_t rev = world.order().num("rev");
  CHECK(world.prove("PRE") == "");
  CHECK(world.order().num("rev") == rev);
  world.hide("iban", '1');
  world.hide("delivery.name", '2');
  world.check("iban", "pass");
  CHECK(world.order().str("step") == "payment");
  CHECK(world.prove("SUM") == "");
  CHECK(world.order().str("step") == "ready");
}
