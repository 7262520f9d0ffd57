// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/scope/noun.h"
#include "lib/seller/noun.h"
#include "lib/seller/record.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kAnna = "000000000000anna";

World world_with_two() {
  World world({&scope_noun(), &partner_noun(), &outlet_noun(), &seller_noun()});
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, Json::object({{"type", "dealer"}, {"tier", "gold"}})) ==
          "");
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
    CHECK(world.run("outlet.apply", std::string(id) + "/mitte",
                    Json::object({{"partner", id}, {"channel", "shop"}})) == "");
  }
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  return world;
}

Json at_outlet(const char* partner, const char* outlet) {
  return Json::object({{"partner", partner}, {"outlet", outlet}});
}

Json commitment(char digit) { return Json::object({{"c", "sha256:" + std::string(64, digit)}}); }

}  // namespace

TEST_CASE("a shop adds its seller, and changes what it gives") {
  World world = world_with_two();
  Json anna = at_outlet("nord", "nord/mitte");
  anna.set("name", commitment('1'));
  anna.set("login", commitment('2'));
  CHECK(world.run("seller.apply", kAnna, anna) == "");
  CHECK(world.record("seller", kAnna).str("state") == "active");
  CHECK(world.record("seller", kAnna).str("scope") == "nord");
  CHECK(seller::is_active(world.record("seller", kAnna)));

  Json left = at_outlet("nord", "nord/mitte");
  left.set("state", "left");
  CHECK(world.run("seller.apply", kAnna, left) == "");
  const Json& record = world.record("seller", kAnna);
  CHECK_FALSE(seller::is_active(record));
  CHECK(record.at("name") == commitment('1'));  // not typed again, not lost
  CHECK(record.num("rev") == 2);
}

TEST_CASE("what is refused of a seller") {
  World world = world_with_two();
  const auto apply = [&](const char* id, const Json& payload) {
    return world.run("seller.apply", id, payload);
  };
  CHECK(apply("anna", at_outlet("nord", "nord/mitte")) == "not_an_id");
  CHECK(apply(kAnna, at_outlet("sued", "sued/mitte")) == "not_your_partner");
  CHECK(apply(kAnna, at_outlet("nord", "sued/mitte")) == "outlet_foreign");
  CHECK(apply(kAnna, at_outlet("nord", "nord/tor")) == "not_visible");
  Json plain = at_outlet("nord", "nord/mitte");
  plain.set("name", "Anna");
  CHECK(apply(kAnna, plain).starts_with("bad_form: name"));

  CHECK(apply(kAnna, at_outlet("nord", "nord/mitte")) == "");
  world.as("hq-1", "hq", "hq_admin");
  CHECK(apply(kAnna, at_outlet("sued", "sued/mitte")) == "partner_fixed");
  world.as("audit-1", "nord", "auditor");
  CHECK(apply(kAnna, at_outlet("nord", "nord/mitte")) == "not_your_role");
}

TEST_CASE("a seller is seen by the partner's scope, also when HQ wrote it") {
  World world = world_with_two();
  CHECK(world.run("seller.apply", kAnna, at_outlet("nord", "nord/mitte")) == "");
  CHECK(world.holders("seller", kAnna) == "nord");
  world.as("hq-1", "hq", "hq_admin");
  CHECK(world.run("seller.apply", "0000000000000ben", at_outlet("sued", "sued/mitte")) == "");
  CHECK(world.holders("seller", "0000000000000ben") == "sued");
}
