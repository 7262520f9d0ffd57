// SPDX-License-Identifier: Apache-2.0
// The views of the master data nouns, over records that their operations made.
#include "tests/views.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/offer/noun.h"
#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/policy/noun.h"
#include "lib/rejection/noun.h"
#include "lib/replica/noun.h"
#include "lib/scope/noun.h"
#include "lib/seller/noun.h"
#include "lib/store/store.h"
#include "tests/offers.h"
#include "tests/scratch.h"
#include "tests/world.h"

using namespace kontor;
using namespace kontor::test;

namespace {

const std::vector<const NounRow*>& rows() {
  static const std::vector<const NounRow*> all = {
      &scope_noun(),  &replica_noun(), &rejection_noun(), &partner_noun(),
      &outlet_noun(), &seller_noun(),  &policy_noun(),    &offer_noun()};
  return all;
}

World world_of_all() {
  World world(rows());
  CHECK(world.run("partner.apply", "nord",
                  Json::object({{"name", "Shop Nord"},
                                {"type", "dealer"},
                                {"tier", "gold"},
                                {"framework", Json::object({{"reference", "RV-1"},
                                                            {"from", "2025-01-01"}})}})) == "");
  CHECK(world.run("scope.add", "nord", Json::object({{"partner", "nord"}})) == "");
  CHECK(world.run("outlet.apply", "nord/mitte",
                  Json::object({{"partner", "nord"}, {"channel", "shop"}, {"place", "Hamburg"}})) ==
        "");
  world.state.put("directory_card", "nord/mitte",
                  world.audience("outlet", "nord/mitte").views.at("nord").front().second);
  CHECK(world.run("replica.accept", "shop-nord-1",
                  Json::object({{"scope", "nord"},
                                {"role", "shop"},
                                {"outlet", "nord/mitte"},
                                {"sign_key", base64(std::string(32, 'a'))},
                                {"vault_key", base64(std::string(32, 'b'))},
                                {"request", "sha256:" + std::string(64, '0')}})) == "");
  CHECK(world.run("seller.apply", "000000000000anna",
                  Json::object(
                      {{"partner", "nord"},
                       {"outlet", "nord/mitte"},
                       {"name", Json::object({{"c", "sha256:" + std::string(64, '1')}})}})) == "");
  world.state.put("rejection", "shop-nord-1.0.7",
                  Json::object({{"op", "shop-nord-1.0.7"},
                                {"op_kind", "lead.pick"},
                                {"on", "l"},
                                {"replica", "shop-nord-1"},
                                {"reason", "not_visible"},
                                {"at", "2025-08-28T10:05:00Z"}}));
  return world;
}

}  // namespace

TEST_CASE("master data in views") {
  Scratch folder;
  World world = world_of_all();
  Store store = store_of(folder, rows(), world);
  store.add_private({.commitment = "sha256:" + std::string(64, '1'),
                     .subject = "000000000000anna",
                     .field = "name",
                     .value = "Anna",
                     .salt = std::string(16, 's')});
  CHECK(select(store, "SELECT id, partner, rev FROM scopes") == Lines{"nord|nord|1"});
  CHECK(select(store,
               "SELECT id, state, name, type, tier, framework, framework_from FROM partners") ==
        Lines{"nord|engaged|Shop Nord|dealer|gold|RV-1|2025-01-01"});
  CHECK(select(store, "SELECT id, state, partner, channel, place, zone FROM outlets") ==
        Lines{"nord/mitte|open|nord|shop|Hamburg|Europe/Berlin"});
  CHECK(select(store, "SELECT id, partner, channel, place FROM directory") ==
        Lines{"nord/mitte|nord|shop|Hamburg"});
  CHECK(select(store, "SELECT id, state, scope, role, outlet FROM replicas") ==
        Lines{"shop-nord-1|active|nord|shop|nord/mitte"});
  CHECK(select(store, "SELECT id, state, partner, outlet, name, login FROM sellers") ==
        Lines{"000000000000anna|active|nord|nord/mitte|Anna|-"});
  CHECK(select(store, "SELECT id, op_kind, \"on\", replica, reason, detail, at FROM rejections") ==
        Lines{"shop-nord-1.0.7|lead.pick|l|shop-nord-1|not_visible|-|2025-08-28T10:05:00Z"});
}

TEST_CASE("policies and offers in views: what counts today") {
  World world(rows());
  Json body = Json::object(
      {{"version", 1}, {"sector", "telecom"}, {"steps", Json::strings({"offer", "payment"})}});
  CHECK(world.run("policy.apply", "telecom", body) == "");
  body.set("version", 2);
  body.set("sector", "mobile");
  CHECK(world.run("policy.apply", "telecom", body) == "");

  CHECK(world.run("offer.apply", "tariff", simple("Tariff", 3999)) == "");
  CHECK(world.run("offer.launch", "tariff") == "");
  Json second = simple("Tariff L", 2999, 2);
  second["price"].push(
      Json::object({{"point", "special"},
                    {"recurring", eur(3495)},
                    {"when", Json::object({{"item", "phone"}, {"campaign", "autumn"}})}}));
  CHECK(world.run("offer.apply", "phone", simple("Phone", 100)) == "");
  CHECK(world.run("offer.apply", "tariff", second) == "");
  CHECK(world.run("offer.apply", "autumn", bundle("Autumn", {item("tariff"), item("phone")})) ==
        "");

  Scratch folder;
  const Store store = store_of(folder, rows(), world);
  CHECK(select(store, "SELECT id, version, sector, steps, fields FROM policies") ==
        Lines{"telecom|2|mobile|2|-"});
  CHECK(select(store, "SELECT id, state, version, launched, name, items FROM offers ORDER BY id") ==
        Lines{"autumn|inDesign|1|-|Autumn|tariff phone", "phone|inDesign|1|-|Phone|-",
              "tariff|launched|2|1|Tariff|-"});
  CHECK(select(store,
               "SELECT offer, version, point, recurring, one_time, currency, when_item, "
               "when_campaign FROM offer_prices ORDER BY offer, version, point") ==
        Lines{"phone|1|list|-|100|EUR|-|-", "tariff|1|list|-|3999|EUR|-|-",
              "tariff|2|list|-|2999|EUR|-|-", "tariff|2|special|3495|-|EUR|phone|autumn"});
}
