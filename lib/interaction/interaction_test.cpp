// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/customer/noun.h"
#include "lib/interaction/noun.h"
#include "lib/lead/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kAda = "c00000000000000a";
constexpr const char* kBob = "c00000000000000b";
constexpr const char* kLead = "1000000000000000";
constexpr const char* kTalk = "7000000000000000";

Json talk() { return Json::object({{"type", "consultation"}, {"minutes", 25}}); }
Json with(Json payload, std::string_view field, Json value) {
  payload.set(field, std::move(value));
  return payload;
}

struct Shop : World {
  Shop() : World({&customer_noun(), &lead_noun(), &interaction_noun()}) {
    as("shop-nord-1", "nord", "shop", "nord/mitte");
    for (const char* customer : {kAda, kBob}) {
      REQUIRE(act("customer.add", customer, Json::object({{"type", "consumer"}})) == "");
    }
    REQUIRE(act("lead.add", kLead, Json::object({{"customer", kAda}})) == "");
  }
};

}  // namespace

TEST_CASE("interaction.add records what happened") {
  Shop world;
  REQUIRE(world.act("interaction.add", kTalk, with(talk(), "customer", kAda)) == "");
  const Json& record = world.record("interaction", kTalk);
  CHECK(record.str("state") == "completed");
  CHECK(record.num("minutes") == 25);
  CHECK(world.act("interaction.add", kTalk, talk()) == "id_taken");
}

TEST_CASE("interaction.add takes the customer of its lead, unless one is named") {
  Shop world;
  world.act("interaction.add", kTalk, with(talk(), "lead", kLead));
  CHECK(world.record("interaction", kTalk).str("customer") == kAda);
  world.act("interaction.add", "7000000000000001",
            with(with(talk(), "lead", kLead), "customer", kBob));
  CHECK(world.record("interaction", "7000000000000001").str("customer") == kBob);
  world.act("interaction.add", "7000000000000002", talk());
  CHECK(!world.record("interaction", "7000000000000002").has("customer"));
}

TEST_CASE("interaction.add takes the customer of its order") {
  Shop world;
  world.state.put("order", "0000000000000001",
                  Json::object({{"id", "0000000000000001"}, {"customer", kBob}}));
  REQUIRE(world.run("interaction.add", kTalk, with(talk(), "order", "0000000000000001")) == "");
  CHECK(world.record("interaction", kTalk).str("customer") == kBob);
}

TEST_CASE("interaction.add refuses") {
  Shop world;
  CHECK(world.act("interaction.add", kTalk, with(talk(), "lead", "1000000000000009")) ==
        "not_visible");
  CHECK(world.act("interaction.add", kTalk, with(talk(), "minutes", 1441))
            .starts_with("bad_form: minutes"));
  CHECK(world.act("interaction.add", kTalk, with(talk(), "note", "she likes red"))
            .starts_with("bad_form: note"));
}

TEST_CASE("an interaction stays where it was made") {
  Shop world;
  world.act("interaction.add", kTalk, with(talk(), "customer", kAda));
  world.grant("customer", kAda, "online", "whole");
  world.grant("lead", kLead, "online", "whole");
  CHECK(world.holders("interaction", kTalk) == "nord");
}
