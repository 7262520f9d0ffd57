// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/customer/noun.h"
#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/person/noun.h"
#include "lib/person/record.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kA = "c00000000000000a";
constexpr const char* kB = "c00000000000000b";
constexpr const char* kC = "c00000000000000c";
constexpr const char* kD = "c00000000000000d";
constexpr const char* kP = "p000000000000000";
constexpr const char* kQ = "q000000000000000";

Json link(std::initializer_list<Json> members, std::string_view rule = "email/1") {
  return Json::object(
      {{"members", Json::array(members)}, {"rule", rule}, {"reason", "same e-mail address"}});
}
Json without(std::string_view member) {
  return Json::object({{"member", member}, {"reason", "mother and daughter"}});
}

struct Hq : World {
  Hq() : World({&customer_noun(), &person_noun()}) {
    for (const char* customer : {kA, kB, kC, kD}) {
      REQUIRE(act("customer.add", customer, Json::object({{"type", "consumer"}})) == "");
    }
  }
};

std::string members(World& world, const char* person) {
  std::string out;
  for (const Json& member : world.record("person", person).list("members")) {
    out.push_back(member.string().back());
  }
  return out;
}

}  // namespace

TEST_CASE("customer.link makes a person of several customers") {
  Hq world;
  REQUIRE(world.act("customer.link", kP, link({kB, kA, kB})) == "");
  CHECK(members(world, kP) == "ab");
  CHECK(person::person_of(world.state, kA) == kP);
  CHECK(world.record("membership", kB).str("id") == kB);
  const Json& reason = world.record("person", kP).list("links").front();
  CHECK(reason.str("rule") == "email/1");
  CHECK(reason.str("op") == world.last);
  CHECK(person::same_human(world.state, kB) == std::vector<std::string>{kA, kB});
  CHECK(person::same_human(world.state, kC) == std::vector<std::string>{kC});
}

TEST_CASE("customer.link adds to a person") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB}));
  REQUIRE(world.act("customer.link", kP, link({kB, kC}, "phone/1")) == "");
  CHECK(members(world, kP) == "abc");
  CHECK(world.record("person", kP).num("rev") == 2);
  CHECK(world.record("membership", kA).num("rev") == 1);
}

TEST_CASE("customer.link merges the persons of its members into the one named") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB}));
  world.act("customer.link", kQ, link({kC, kD}));
  CHECK(person::link_target(world.state, {kC, kA}) == kQ);
  CHECK(person::link_target(world.state, {"c00000000000000e"}) == "");
  REQUIRE(world.act("customer.link", kQ, link({kB, kC}, "phone/1")) == "");
  CHECK(members(world, kQ) == "abcd");
  CHECK(!world.state.has("person", kP));
  CHECK(person::person_of(world.state, kA) == kQ);
  const auto& links = world.record("person", kQ).list("links");
  REQUIRE(links.size() == 3);
  CHECK(links.back().str("rule") == "phone/1");
}

TEST_CASE("customer.link refuses") {
  Hq world;
  CHECK(world.act("customer.link", kP, link({})) == "too_few_members");
  CHECK(world.act("customer.link", kP, link({kA, kA})) == "too_few_members");
  CHECK(world.act("customer.link", kP, link({kA, "c00000000000000e"})) == "not_visible");
  world.act("customer.link", kP, link({kA, kB}));
  CHECK(world.act("customer.link", kP, link({kB, kA}, "phone/1")) == "nothing_to_do");
  CHECK(world.act("customer.link", kP, link({kA})) == "nothing_to_do");
  CHECK(world.act("customer.link", kP, link({})) == "too_few_members");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(world.act("customer.link", kP, link({kB, kC})) == "not_your_role");
}

TEST_CASE("customer.link bounds a person") {
  Hq world;
  std::vector<std::string> many;
  for (int i = 0; i < 1000; ++i) {
    std::string id = std::to_string(1000 + i) + "000000000000";
    world.act("customer.add", id, Json::object({{"type", "consumer"}}));
    many.push_back(std::move(id));
  }
  Json payload = link({});
  payload.set("members", Json::strings(many));
  REQUIRE(world.act("customer.link", kP, payload) == "");
  CHECK(world.act("customer.link", kP, link({kA})) == "too_many_members");
}

TEST_CASE("customer.unlink takes one out and remembers it") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB, kC}));
  REQUIRE(world.act("customer.unlink", kP, without(kB)) == "");
  CHECK(members(world, kP) == "ac");
  CHECK(!world.state.has("membership", kB));
  CHECK(person::kept_apart(world.state) == person::Pairs{{kA, kB}, {kB, kC}});
  CHECK(world.act("customer.link", kP, link({kB, kC}, "phone/1")) == "kept_apart");
  CHECK(world.act("customer.link", kQ, link({kB, kD})) == "");
  CHECK(world.act("customer.link", kP, link({kA, kD})) == "kept_apart");
}

TEST_CASE("customer.unlink of two leaves no person") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB}));
  REQUIRE(world.act("customer.unlink", kP, without(kA)) == "");
  CHECK(!world.state.has("person", kP));
  CHECK(!world.state.has("membership", kA));
  CHECK(!world.state.has("membership", kB));
}

TEST_CASE("customer.unlink refuses") {
  Hq world;
  CHECK(world.act("customer.unlink", kP, without(kA)) == "not_visible");
  world.act("customer.link", kP, link({kA, kB}));
  CHECK(world.act("customer.unlink", kP, without(kC)) == "not_member");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(world.act("customer.unlink", kP, without(kA)) == "not_your_role");
}

TEST_CASE("a human's word joins what was taken apart") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB, kC}));
  world.act("customer.unlink", kP, without(kB));
  REQUIRE(world.act("customer.link", kP, link({kB, kA}, person::kManual)) == "");
  CHECK(members(world, kP) == "abc");
  CHECK(person::kept_apart(world.state).empty());
}

TEST_CASE("no scope sees who is linked") {
  Hq world;
  world.act("customer.link", kP, link({kA, kB, kC}));
  world.act("customer.unlink", kP, without(kC));
  CHECK(world.holders("person", kP) == "");
  CHECK(world.holders("membership", kA) == "");
  CHECK(world.holders("apart", kC) == "");
  CHECK(world.dependents("person", kP).empty());
}

TEST_CASE("customer.assign says whose customer somebody is, from when on") {
  World world({&partner_noun(), &outlet_noun(), &customer_noun(), &person_noun()});
  REQUIRE(world.run("partner.apply", "nord",
                    Json::object({{"type", "dealer"}, {"tier", "gold"}})) == "");
  for (const char* outlet : {"nord/mitte", "nord/tor"}) {
    REQUIRE(world.run("outlet.apply", outlet,
                      Json::object({{"partner", "nord"}, {"channel", "shop"}})) == "");
  }
  for (const char* customer : {kA, kB}) {
    REQUIRE(world.run("customer.add", customer, Json::object({{"type", "consumer"}})) == "");
  }
  const auto home = [&](const char* at) {
    const auto found = person::home_at(world.state, kB, parse_instant(at));
    return found ? found->outlet : "none";
  };
  const auto to = [](const char* outlet) {
    return Json::object({{"unit", outlet}, {"reason", "moved"}});
  };
  world.at("2025-08-20T10:00:00Z");
  CHECK(world.run("customer.assign", kA, to("nord/west")) == "not_visible");
  CHECK(world.run("customer.assign", kA, to("nord/mitte")) == "");
  CHECK(world.run("customer.assign", kA, to("nord/mitte")) == "nothing_to_do");
  CHECK(home("2025-08-21T00:00:00Z") == "none");
  REQUIRE(world.run("customer.link", kP, link({kA, kB})) == "");
  CHECK(home("2025-08-20T09:59:59Z") == "none");
  CHECK(home("2025-08-20T10:00:00Z") == "nord/mitte");
  Json later = to("nord/tor");
  later.set("from", "2025-09-01");
  CHECK(world.run("customer.assign", kB, later) == "");
  CHECK(home("2025-08-31T23:59:59Z") == "nord/mitte");
  CHECK(home("2025-09-01T00:00:00Z") == "nord/tor");
  CHECK(person::home_at(world.state, kB, parse_instant("2025-09-01T00:00:00Z"))->op == world.last);
  Json own = world.record("home", kB);
  for (const char* key : {"id", "kind", "rev", "scope", "created", "changed"}) own.erase(key);
  CHECK(check_form(person::home_form, own).empty());
  CHECK(world.holders("home", kB).empty());
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  CHECK(world.run("customer.assign", kA, to("nord/tor")) == "not_your_role");
}
