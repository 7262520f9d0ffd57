// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/consent/noun.h"
#include "lib/consent/record.h"
#include "lib/customer/noun.h"
#include "lib/customer/record.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kAda = "c00000000000000a";

Json secret(char digit) { return Json::object({{"c", "sha256:" + std::string(64, digit)}}); }
Json consumer() { return Json::object({{"type", "consumer"}, {"postcode_prefix", "24"}}); }

struct Shop : World {
  Shop() : World({&customer_noun(), &consent_noun()}) {
    as("shop-nord-1", "nord", "shop", "nord/mitte");
  }
};

}  // namespace

TEST_CASE("customer.add makes an initialized customer of the scope") {
  Shop world;
  Json payload = consumer();
  payload.set("name", secret('1'));
  REQUIRE(world.act("customer.add", kAda, payload) == "");
  const Json& record = world.record("customer", kAda);
  CHECK(record.str("state") == "initialized");
  CHECK(record.str("scope") == "nord");
  CHECK(record.at("created").str("outlet") == "nord/mitte");
  CHECK(record.at("name") == secret('1'));
  CHECK(world.act("customer.add", kAda, consumer()) == "id_taken");
}

TEST_CASE("customer.add refuses what is no customer") {
  Shop world;
  CHECK(world.act("customer.add", kAda, Json()) == "bad_form: type: missing");
  Json clear = consumer();
  clear.set("email", "ada@example.org");
  CHECK(world.act("customer.add", kAda, clear).starts_with("bad_form: email"));
  Json source = consumer();
  source.set("source_id", "17");
  CHECK(world.act("customer.add", kAda, source) == "source_missing");
  source.set("source", "crm");
  CHECK(world.act("customer.add", kAda, source) == "");
}

TEST_CASE("customer.set changes the fields that it names") {
  Shop world;
  world.act("customer.add", kAda, consumer());
  CHECK(world.act("customer.set", kAda, Json::object({{"adult", true}})) == "");
  const Json& record = world.record("customer", kAda);
  CHECK(record.at("adult").boolean());
  CHECK(record.str("postcode_prefix") == "24");
  CHECK(record.num("rev") == 2);
  CHECK(record.at("changed").str("op") == world.last);
}

TEST_CASE("customer.set refuses") {
  Shop world;
  CHECK(world.act("customer.set", kAda, Json::object({{"adult", true}})) == "not_visible");
  world.act("customer.add", kAda, consumer());
  CHECK(world.act("customer.set", kAda, Json()) == "nothing_to_do");
  CHECK(world.act("customer.set", kAda, consumer()) == "nothing_to_do");
  CHECK(world.act("customer.set", kAda, Json::object({{"source_id", "17"}})) == "source_missing");
  CHECK(world.act("customer.set", kAda, Json::object({{"state", "erased"}})) ==
        "bad_form: state: unknown field");
}

TEST_CASE("a customer is seen by its scope and by grantees") {
  Shop world;
  world.act("customer.add", kAda, consumer());
  CHECK(world.holders("customer", kAda) == "nord");
  world.grant("customer", kAda, "sued", "whole");
  world.grant("customer", kAda, "online", "card");
  CHECK(world.holders("customer", kAda) == "nord sued");
  CHECK(world.audience("customer", kAda).views.empty());
}

TEST_CASE("a grantee's change does not name the grantee") {
  Shop world;
  world.act("customer.add", kAda, consumer());
  world.grant("customer", kAda, "sued", "whole");
  world.as("shop-sued-1", "sued", "shop", "sued/tor");
  REQUIRE(world.act("customer.set", kAda, Json::object({{"segment", "family"}})) == "");
  const std::string bytes = world.record("customer", kAda).encode();
  CHECK(world.record("customer", kAda).num("rev") == 2);
  CHECK(bytes.find("sued") == std::string::npos);
  world.as("hq-1", "hq", "hq_admin");
  REQUIRE(world.act("customer.set", kAda, Json::object({{"segment", "single"}})) == "");
  CHECK(world.record("customer", kAda).at("changed").str("op") == world.last);
}

TEST_CASE("a customer carries its consents along") {
  Shop world;
  world.act("customer.add", kAda, consumer());
  CHECK(world.dependents("customer", kAda).empty());
  const Json consent = Json::object({{"customer", kAda},
                                     {"medium", "email"},
                                     {"purpose", "offers"},
                                     {"permitted", Json::array({"any"})},
                                     {"wording", "w1/3"}});
  REQUIRE(world.act("consent.add", "c00000000000000c", consent) == "");
  CHECK(world.dependents("customer", kAda) == std::set<RecordKey>{{"consent", "c00000000000000c"}});
}
