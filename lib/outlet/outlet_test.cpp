// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/outlet/noun.h"
#include "lib/outlet/record.h"
#include "lib/partner/noun.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

World world_with_two() {
  World world({&scope_noun(), &partner_noun(), &outlet_noun()});
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, Json::object({{"type", "dealer"}, {"tier", "gold"}})) ==
          "");
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
  }
  return world;
}

Json shop(const char* partner) {
  return Json::object(
      {{"partner", partner}, {"channel", "shop"}, {"place", "Hamburg"}, {"postcode", "20095"}});
}

}  // namespace

TEST_CASE("an outlet is what its file says, in the zone of the country") {
  World world = world_with_two();
  CHECK(world.run("outlet.apply", "nord/mitte", shop("nord")) == "");
  CHECK(world.record("outlet", "nord/mitte").str("state") == "open");
  CHECK(world.record("outlet", "nord/mitte").str("zone") == "Europe/Berlin");
  Json moved = shop("nord");
  moved.set("zone", "Atlantic/Canary");
  moved.set("state", "paused");
  moved.erase("place");
  CHECK(world.run("outlet.apply", "nord/mitte", moved) == "");
  CHECK(world.record("outlet", "nord/mitte").str("zone") == "Atlantic/Canary");
  CHECK(world.record("outlet", "nord/mitte").str("state") == "paused");
  CHECK_FALSE(world.record("outlet", "nord/mitte").has("place"));
  CHECK(world.record("outlet", "nord/mitte").num("rev") == 2);
}

TEST_CASE("what is refused of an outlet") {
  World world = world_with_two();
  CHECK(world.run("outlet.apply", "mitte", shop("nord")) == "outlet_name");
  CHECK(world.run("outlet.apply", "nord/mitte", shop("sued")) == "outlet_name");
  CHECK(world.run("outlet.apply", "nord/mitte/2", shop("nord")) == "outlet_name");
  CHECK(world.run("outlet.apply", "west/mitte", shop("west")) == "not_visible");
  Json split = shop("nord");
  split.set("split", Json::object({{"seller", 0}, {"business", 0}}));
  CHECK(world.run("outlet.apply", "nord/mitte", split) == "split_empty");
  split.set("split", Json::object({{"seller", 40}, {"business", 60}}));
  CHECK(world.run("outlet.apply", "nord/mitte", split) == "");
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  CHECK(world.run("outlet.apply", "nord/mitte", shop("nord")) == "not_your_role");
}

TEST_CASE("an outlet is whole in its own scope and a card in every scope") {
  World world = world_with_two();
  CHECK(world.run("outlet.apply", "nord/mitte", shop("nord")) == "");
  const Projection seen = world.audience("outlet", "nord/mitte");
  CHECK(seen.whole == std::set<std::string>{"nord"});
  REQUIRE(seen.views.size() == 2);
  for (const char* scope : {"nord", "sued"}) {
    REQUIRE(seen.views.at(scope).size() == 1);
    const auto& [kind, card] = seen.views.at(scope).front();
    CHECK(kind == "directory_card");
    CHECK(card == Json::object({{"id", "nord/mitte"},
                                {"kind", "directory_card"},
                                {"partner", "nord"},
                                {"channel", "shop"},
                                {"place", "Hamburg"}}));
  }
  Json closed = shop("nord");
  closed.set("state", "closed");
  CHECK(world.run("outlet.apply", "nord/mitte", closed) == "");
  CHECK(world.audience("outlet", "nord/mitte").views.empty());
  CHECK(world.holders("outlet", "nord/mitte") == "nord");
}

TEST_CASE("a foreign outlet is known by its card") {
  World world = world_with_two();
  world.state.put("directory_card", "sued/tor",
                  Json::object({{"partner", "sued"}, {"channel", "phone"}}));
  CHECK(outlet::channel_of(world.state, "sued/tor") == "phone");
  CHECK(outlet::partner_of(world.state, "sued/tor") == "sued");
  CHECK(outlet::channel_of(world.state, "west/tor").empty());
}
