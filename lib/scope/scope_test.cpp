// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/lead/noun.h"
#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/policy/noun.h"
#include "lib/scope/noun.h"
#include "lib/scope/record.h"
#include "lib/seller/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

World world_with_partners() {
  World world({&scope_noun(), &partner_noun(), &outlet_noun(), &seller_noun(), &policy_noun(),
               &lead_noun()});
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, Json::object({{"type", "dealer"}, {"tier", "gold"}})) ==
          "");
  }
  return world;
}

Json of_partner(const char* partner) { return Json::object({{"partner", partner}}); }

}  // namespace

TEST_CASE("a scope belongs to one partner and a partner has one scope") {
  World world = world_with_partners();
  CHECK(world.run("scope.add", "nord", of_partner("nord")) == "");
  CHECK(world.record("scope", "nord").str("partner") == "nord");
  CHECK(world.record("scope", "nord").num("rev") == 1);
  CHECK(world.run("scope.add", "nord", of_partner("nord")) == "id_taken");
  CHECK(world.run("scope.add", "north", of_partner("nord")) == "partner_has_scope");
  CHECK(world.detail == "nord");
  CHECK(world.run("scope.add", "hq", of_partner("sued")) == "scope_reserved");
  CHECK(world.run("scope.add", "sued/tor", of_partner("sued")) == "not_a_slug");
  CHECK(world.run("scope.add", "west", of_partner("west")) == "not_visible");
  CHECK(world.run("scope.add", "sued") == "bad_form: partner: missing");
}

TEST_CASE("a partner that has ended gets no scope") {
  World world = world_with_partners();
  CHECK(world.run("partner.apply", "sued",
                  Json::object({{"type", "dealer"}, {"tier", "gold"}, {"state", "ended"}})) == "");
  CHECK(world.run("scope.add", "sued", of_partner("sued")) == "partner_ended");
}

TEST_CASE("only HQ adds a scope") {
  World world = world_with_partners();
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  CHECK(world.run("scope.add", "nord", of_partner("nord")) == "not_your_role");
}

TEST_CASE("a scope is seen by itself, and its partner is found by it") {
  World world = world_with_partners();
  CHECK(world.run("scope.add", "nord", of_partner("nord")) == "");
  CHECK(world.holders("scope", "nord") == "nord");
  CHECK(scope::partner_of(world.state, "nord") == "nord");
  CHECK(scope::partner_of(world.state, "hq").empty());
  CHECK(scope::of_partner(world.state, "nord") == std::vector<std::string>{"nord"});
  CHECK(scope::of_partner(world.state, "sued").empty());
}

TEST_CASE("a new scope receives all that every partner sees, and its own") {
  World world = world_with_partners();
  CHECK(world.run("outlet.apply", "sued/tor",
                  Json::object({{"partner", "sued"}, {"channel", "shop"}})) == "");
  CHECK(world.run("seller.apply", "0000000000000001",
                  Json::object({{"partner", "sued"}, {"outlet", "sued/tor"}})) == "");
  CHECK(world.run("policy.apply", "telecom",
                  Json::object({{"version", 1},
                                {"sector", "telecom"},
                                {"steps", Json::strings({"offer"})}})) == "");
  for (const char* kind : {"offer", "plan"}) world.state.put(kind, "x", Json());
  world.state.put("lead", "pooled", Json::object({{"assignment", "pooled"}}));
  world.state.put("lead", "picked", Json::object({{"assignment", "picked"}}));
  CHECK(world.run("scope.add", "sued", of_partner("sued")) == "");

  const std::set<RecordKey> touched = world.dependents("scope", "sued");
  CHECK(touched == std::set<RecordKey>{{"offer", "x"},
                                       {"plan", "x"},
                                       {"policy", "telecom"},
                                       {"outlet", "sued/tor"},
                                       {"partner", "sued"},
                                       {"seller", "0000000000000001"},
                                       {"lead", "pooled"}});
}
