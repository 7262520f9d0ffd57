// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/replica/noun.h"
#include "lib/replica/record.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

std::string key_of(char seed) { return base64(std::string(32, seed)); }

Json request(const char* scope, const char* role, char seed) {
  return Json::object({{"scope", scope},
                       {"role", role},
                       {"sign_key", key_of(seed)},
                       {"vault_key", key_of(static_cast<char>(seed + 1))},
                       {"request", "sha256:" + std::string(64, 'a')}});
}

Json shop_request(char seed) {
  Json out = request("nord", "shop", seed);
  out.set("outlet", "nord/mitte");
  return out;
}

World world_with_nord() {
  World world({&scope_noun(), &replica_noun(), &partner_noun(), &outlet_noun()});
  // As genesis makes it.
  world.state.put("replica", "hq-1",
                  Json::object({{"id", "hq-1"},
                                {"kind", "replica"},
                                {"rev", 1},
                                {"scope", "hq"},
                                {"role", "hq_admin"},
                                {"sign_key", key_of('a')},
                                {"vault_key", key_of('b')},
                                {"state", "active"}}));
  for (const char* id : {"nord", "sued"}) {
    CHECK(world.run("partner.apply", id, Json::object({{"type", "dealer"}, {"tier", "gold"}})) ==
          "");
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
  }
  CHECK(world.run("outlet.apply", "nord/mitte",
                  Json::object({{"partner", "nord"}, {"channel", "shop"}})) == "");
  CHECK(world.run("outlet.apply", "sued/tor",
                  Json::object({{"partner", "sued"}, {"channel", "shop"}})) == "");
  return world;
}

}  // namespace

TEST_CASE("an accepted replica belongs to its own scope, not to that of who accepted it") {
  World world = world_with_nord();
  CHECK(world.run("replica.accept", "shop-nord-1", shop_request('c')) == "");
  const Json& record = world.record("replica", "shop-nord-1");
  CHECK(record.str("scope") == "nord");
  CHECK(record.str("state") == "active");
  CHECK(record.str("outlet") == "nord/mitte");
  CHECK(check_form(replica::accept_form, shop_request('c')).empty());
  CHECK(world.holders("replica", "shop-nord-1") == "nord");
  CHECK(world.holders("replica", "hq-1") == "");
  CHECK(replica::active_in(world.state, "nord") == std::vector<std::string>{"shop-nord-1"});
}

TEST_CASE("what is refused of a replica") {
  World world = world_with_nord();
  const auto accept = [&](const char* id, const Json& payload) {
    return world.run("replica.accept", id, payload);
  };
  CHECK(accept("shop/nord", shop_request('c')) == "not_a_slug");
  CHECK(accept("west-1", request("west", "shop", 'c')) == "scope_unknown");
  CHECK(accept("nord-1", request("nord", "hq_admin", 'c')) == "role_scope");
  CHECK(accept("hq-2", request("hq", "shop", 'c')) == "role_scope");
  CHECK(accept("nord-1", request("nord", "shop", 'c')) == "outlet_missing");
  Json foreign = shop_request('c');
  foreign.set("outlet", "sued/tor");
  CHECK(accept("nord-1", foreign) == "outlet_foreign");
  foreign.set("outlet", "nord/none");
  CHECK(accept("nord-1", foreign) == "not_visible");
  // A key that signs, or opens, for another replica already.
  CHECK(accept("nord-1", shop_request('a')) == "key_taken");
  CHECK(world.detail == "hq-1");
  Json half = shop_request('c');
  half.set("vault_key", key_of('b'));
  CHECK(accept("nord-1", half) == "key_taken");
  CHECK(accept("hq-1", request("hq", "hq_admin", 'c')) == "id_taken");
  Json short_key = shop_request('c');
  short_key.set("sign_key", base64("short"));
  CHECK(accept("nord-1", short_key).starts_with("bad_form: sign_key"));
  // An auditor needs no outlet and may sit anywhere.
  CHECK(accept("audit-1", request("nord", "auditor", 'c')) == "");
  CHECK(accept("audit-2", request("hq", "auditor", 'g')) == "");
}

TEST_CASE("a replica retires once, and HQ keeps a desk") {
  World world = world_with_nord();
  CHECK(world.run("replica.accept", "shop-nord-1", shop_request('c')) == "");
  CHECK(world.run("replica.retire", "shop-nord-1") == "");
  CHECK(world.record("replica", "shop-nord-1").str("state") == "retired");
  CHECK(world.record("replica", "shop-nord-1").num("rev") == 2);
  CHECK(replica::active_in(world.state, "nord").empty());
  CHECK(world.run("replica.retire", "shop-nord-1") == "already_retired");
  CHECK(world.run("replica.retire", "hq-1") == "last_hq_replica");
  CHECK(world.run("replica.accept", "hq-2", request("hq", "hq_admin", 'g')) == "");
  CHECK(world.run("replica.retire", "hq-1") == "");
  CHECK(world.run("replica.retire", "hq-2") == "last_hq_replica");
  world.as("shop-nord-1", "nord", "shop", "nord/mitte");
  CHECK(world.run("replica.retire", "hq-2") == "not_your_role");
}
