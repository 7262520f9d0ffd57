// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/consent/noun.h"
#include "lib/consent/operations.h"
#include "lib/consent/record.h"
#include "lib/customer/noun.h"
#include "lib/lead/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kAda = "c00000000000000a";
constexpr const char* kYes = "c00000000000000c";
constexpr const char* kLead = "1000000000000000";

Json yes(std::initializer_list<Json> permitted) {
  return Json::object({{"customer", kAda},
                       {"medium", "email"},
                       {"purpose", "offers"},
                       {"permitted", Json::array(permitted)},
                       {"wording", "w1/3"}});
}
Json with(Json payload, std::string_view field, Json value) {
  payload.set(field, std::move(value));
  return payload;
}

struct Shop : World {
  Shop() : World({&customer_noun(), &consent_noun(), &lead_noun()}) {
    as("shop-nord-1", "nord", "shop", "nord/mitte");
    REQUIRE(act("customer.add", kAda, Json::object({{"type", "consumer"}})) == "");
  }
};

}  // namespace

TEST_CASE("consent.add validates a consent") {
  Shop world;
  REQUIRE(world.act("consent.add", kYes, yes({"any"})) == "");
  CHECK(world.record("consent", kYes).str("state") == "validated");
  CHECK(world.act("consent.add", kYes, yes({"any"})) == "id_taken");
}

TEST_CASE("consent.add refuses") {
  Shop world;
  CHECK(world.act("consent.add", kYes, with(yes({"any"}), "customer", "c00000000000000b")) ==
        "not_visible");
  CHECK(world.act("consent.add", kYes, yes({})) == "permitted_missing");
  CHECK(world.act("consent.add", kYes, with(yes({"any"}), "expires", "2025-08-12")) ==
        "already_expired");
  CHECK(world.act("consent.add", kYes, with(yes({"any"}), "expires", "2025-08-13")) == "");
  CHECK(world.act("consent.add", "c00000000000000d", with(yes({"any"}), "medium", "pigeon"))
            .starts_with("bad_form: medium"));
}

TEST_CASE("consent.withdraw ends it, once") {
  Shop world;
  CHECK(world.act("consent.withdraw", kYes) == "not_visible");
  world.act("consent.add", kYes, yes({"any"}));
  REQUIRE(world.act("consent.withdraw", kYes, Json::object({{"reason", "asked"}})) == "");
  const Json& record = world.record("consent", kYes);
  CHECK(record.str("state") == "withdrawn");
  CHECK(record.str("withdrawn") == "2025-08-13T08:00:00Z");
  CHECK(record.str("reason") == "asked");
  CHECK(!consent::permits(record, "nord"));
  CHECK(world.act("consent.withdraw", kYes) == "nothing_to_do");
}

TEST_CASE("permits, live") {
  Json record = with(with(yes({"nord", "sued"}), "state", "validated"), "expires", "2025-08-31");
  const Date last = parse_date("2025-08-31");
  const Date after = parse_date("2025-09-01");
  CHECK(consent::permits(record, "nord", last));
  CHECK(consent::permits(record, "sued"));
  CHECK(!consent::permits(record, "online", last));
  CHECK(!consent::permits(record, "nord", after));
  CHECK(consent::live(record, last));
  CHECK(!consent::live(record, after));
  record.set("permitted", Json::array({"any"}));
  CHECK(consent::permits(record, "online", last));
  record.set("lapsed", true);
  CHECK(!consent::permits(record, "online", last));
  record = with(yes({"any"}), "state", "rejected");
  CHECK(!consent::live(record));
}

TEST_CASE("a consent that ends by itself lapses at its timer") {
  Shop world;
  world.act("consent.add", kYes, with(yes({"any"}), "expires", "2025-08-31"));
  const auto timers = world.state.ids("timer");
  REQUIRE(timers.size() == 1);
  CHECK(world.record("timer", timers[0]).str("due") == "2025-09-01T00:00:00Z");
  world.at("2025-09-01T00:00:00Z").fire(timers[0]);
  CHECK(world.record("consent", kYes).flag_or("lapsed", false));
  CHECK(!consent::live(world.record("consent", kYes)));
}

TEST_CASE("a withdrawn consent does not lapse as well") {
  Shop world;
  world.act("consent.add", kYes, with(yes({"any"}), "expires", "2025-08-31"));
  world.act("consent.withdraw", kYes);
  REQUIRE(world.state.ids("timer").size() == 1);
  world.fire(world.state.ids("timer")[0]);
  CHECK(!world.record("consent", kYes).has("lapsed"));
}

TEST_CASE("a consent follows the grants of its customer") {
  Shop world;
  world.act("consent.add", kYes, yes({"any"}));
  CHECK(world.holders("consent", kYes) == "nord");
  world.grant("customer", kAda, "online", "whole");
  CHECK(world.holders("consent", kYes) == "nord online");
}

TEST_CASE("what a grantee obtained stays with it") {
  Shop world;
  world.grant("customer", kAda, "online", "whole");
  world.grant("customer", kAda, "sued", "whole");
  world.as("web-1", "online", "online", "online/web");
  REQUIRE(world.act("consent.add", kYes, yes({"any"})) == "");
  CHECK(world.holders("consent", kYes) == "online");
}

TEST_CASE("a grantee withdraws without being named") {
  Shop world;
  world.act("consent.add", kYes, yes({"any"}));
  world.grant("customer", kAda, "online", "whole");
  world.as("web-1", "online", "online", "online/web");
  REQUIRE(world.act("consent.withdraw", kYes) == "");
  CHECK(world.record("consent", kYes).encode().find("online") == std::string::npos);
}

TEST_CASE("a consent touches the pooled leads that hang on it") {
  Shop world;
  world.act("consent.add", kYes, yes({"any"}));
  world.act("lead.add", kLead, Json::object({{"customer", kAda}}));
  world.act("lead.add", "2000000000000000", Json::object({{"consent", kYes}}));
  CHECK(world.dependents("consent", kYes).empty());
  for (const char* lead : {kLead, "2000000000000000"}) {
    Json record = world.record("lead", lead);
    record.set("assignment", "pooled");
    world.state.put("lead", lead, record);
  }
  CHECK(world.dependents("consent", kYes) ==
        std::set<RecordKey>{{"lead", kLead}, {"lead", "2000000000000000"}});
}
