// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/partner/noun.h"
#include "lib/partner/record.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

Json dealer(const char* tier) { return Json::object({{"type", "dealer"}, {"tier", tier}}); }

}  // namespace

TEST_CASE("a partner is what its file says, and nothing of the file before") {
  World world({&scope_noun(), &partner_noun()});
  Json first = dealer("gold");
  first.set("framework", Json::object({{"reference", "RV-1"}, {"from", "2025-01-01"}}));
  CHECK(world.run("partner.apply", "nord", first) == "");
  CHECK(world.record("partner", "nord").str("state") == "engaged");
  CHECK(world.record("partner", "nord").at("framework").str("reference") == "RV-1");

  world.at("2025-09-01T08:00:00Z");
  Json second = dealer("silver");
  second.set("state", "suspended");
  CHECK(world.run("partner.apply", "nord", second) == "");
  const Json& record = world.record("partner", "nord");
  CHECK(record.str("tier") == "silver");
  CHECK_FALSE(partner::is_engaged(record));
  CHECK_FALSE(record.has("framework"));
  CHECK(record.num("rev") == 2);
  CHECK(record.at("created").str("rule") == "2025-08-13T08:00:00Z");
  CHECK(record.at("changed").str("rule") == "2025-09-01T08:00:00Z");
}

TEST_CASE("what is refused of a partner") {
  World world({&scope_noun(), &partner_noun()});
  CHECK(world.run("partner.apply", "nord/mitte", dealer("gold")) == "not_a_slug");
  CHECK(world.run("partner.apply", "any", dealer("gold")) == "slug_reserved");
  CHECK(world.run("partner.apply", "hq", dealer("gold")) == "slug_reserved");
  CHECK(world.run("partner.apply", "nord", Json::object({{"tier", "gold"}})) ==
        "bad_form: type: missing");
  world.as("shop-nord-1", "nord", "shop");
  CHECK(world.run("partner.apply", "nord", dealer("gold")) == "not_your_role");
}

TEST_CASE("a partner is seen by its own scope; its tier touches every offer") {
  World world({&scope_noun(), &partner_noun()});
  CHECK(world.run("partner.apply", "nord", dealer("gold")) == "");
  CHECK(world.run("partner.apply", "sued", dealer("gold")) == "");
  CHECK(world.holders("partner", "nord") == "");
  CHECK(world.run("scope.add", "n", Json::object({{"partner", "nord"}})) == "");
  CHECK(world.run("scope.add", "s", Json::object({{"partner", "sued"}})) == "");
  CHECK(world.holders("partner", "nord") == "n");
  world.state.put("offer", "autumn", Json());
  CHECK(world.dependents("partner", "nord") == std::set<RecordKey>{{"offer", "autumn"}});
}
