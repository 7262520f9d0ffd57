// SPDX-License-Identifier: Apache-2.0
// The views of customer, person, consent, lead and interaction.
#include <doctest/doctest.h>

#include "lib/consent/noun.h"
#include "lib/customer/noun.h"
#include "lib/interaction/noun.h"
#include "lib/lead/noun.h"
#include "lib/partner/noun.h"
#include "lib/person/noun.h"
#include "lib/scope/noun.h"
#include "tests/views.h"

using namespace kontor;

namespace {

constexpr const char* kAda = "c00000000000000a";
constexpr const char* kLove = "c00000000000000b";
constexpr const char* kYes = "c00000000000000c";
constexpr const char* kLead = "1000000000000000";
constexpr const char* kTold = "1000000000000001";

const std::vector<const NounRow*>& rows() {
  static const std::vector<const NounRow*> all = {&customer_noun(), &person_noun(), &consent_noun(),
                                                  &lead_noun(), &interaction_noun()};
  return all;
}

Json secret(char digit) { return Json::object({{"c", "sha256:" + std::string(64, digit)}}); }

// Nord knows Ada, HQ pools her lead and knows that Love is the same human; another lead is
// imported.
struct Sales : World {
  Sales()
      : World({&scope_noun(), &partner_noun(), &customer_noun(), &person_noun(), &consent_noun(),
               &lead_noun(), &interaction_noun()}) {
    for (const char* scope : {"nord", "sued"}) {
      state.put("scope", scope, Json::object({{"id", scope}, {"partner", scope}}));
    }
    as("shop-nord-1", "nord", "shop", "nord/mitte");
    const Json consumer = Json::object({{"type", "consumer"}, {"name", secret('1')}});
    CHECK(act("customer.add", kAda, consumer) == "");
    CHECK(act("customer.add", kLove, Json::object({{"type", "business"}})) == "");
    CHECK(act("consent.add", kYes,
              Json::object({{"customer", kAda},
                            {"medium", "phone"},
                            {"purpose", "offers"},
                            {"permitted", Json::array({"nord", "sued"})},
                            {"wording", "w1/3"},
                            {"expires", "2025-08-31"}})) == "");
    const Json revenue = Json::object({{"amount", 23900}, {"currency", "EUR"}});
    CHECK(act("lead.add", kLead,
              Json::object({{"customer", kAda}, {"topic", "tariff"}, {"revenue", revenue}})) == "");
    const Json facts = Json::object({{"job", "student"}});
    CHECK(act("lead.add", kTold, Json::object({{"imported", true}, {"facts", facts}})) == "");
    CHECK(act("interaction.add", "7000000000000000",
              Json::object({{"type", "call"}, {"lead", kLead}, {"minutes", 7}})) == "");
    as("hq-1", "hq", "hq_admin");
    CHECK(act("customer.link", "p000000000000000",
              Json::object({{"members", Json::array({kAda, kLove})},
                            {"rule", "email/1"},
                            {"reason", "same e-mail address"}})) == "");
    CHECK(act("lead.pool", kLead) == "");
  }
};

}  // namespace

TEST_CASE("customers, persons and consents in views") {
  const Scratch folder;
  Sales world;
  world.fire(world.state.ids("timer").at(0));
  Store store = store_of(folder, rows(), world);
  store.add_private({.commitment = "sha256:" + std::string(64, '1'),
                     .subject = kAda,
                     .field = "name",
                     .value = "Ada",
                     .salt = std::string(16, 's')});
  CHECK(select(store, "SELECT id, state, type, name, email, scope, outlet FROM customers") ==
        Lines{std::string(kAda) + "|initialized|consumer|Ada|-|nord|nord/mitte",
              std::string(kLove) + "|initialized|business|-|-|nord|nord/mitte"});
  CHECK(select(store, "SELECT id, customer, scope, members, rule, reason FROM persons") ==
        Lines{"p000000000000000|" + std::string(kAda) + "|nord|2|email/1|same e-mail address",
              "p000000000000000|" + std::string(kLove) + "|nord|2|email/1|same e-mail address"});
  CHECK(select(store, "SELECT id, state, customer, medium, permitted, expires FROM consents") ==
        Lines{std::string(kYes) + "|expired|" + kAda + "|phone|[\"nord\",\"sued\"]|2025-08-31"});
}

TEST_CASE("leads, the pool and interactions in views") {
  const Scratch folder;
  Sales world;
  Json card = world.audience("lead", kLead).views.at("sued").front().second;
  card.set("id", "1000000000000002");
  world.state.put("pool_card", "1000000000000002", card);
  {
    const Store store = store_of(folder, rows(), world);
    CHECK(select(store, "SELECT id, state, assignment, holder, revenue, imported FROM leads") ==
          Lines{std::string(kLead) + "|acknowledged|pooled|nord|23900|0",
                std::string(kTold) + "|acknowledged|none|nord|-|1"});
    CHECK(select(store, "SELECT facts ->> 'job', count(*) FROM leads WHERE imported GROUP BY 1") ==
          Lines{"student|1"});
    CHECK(select(store, "SELECT id, kind, topic, revenue, currency FROM pool ORDER BY id") ==
          Lines{std::string(kLead) + "|lead|tariff|23900|EUR",
                "1000000000000002|pool_card|tariff|23900|EUR"});
    CHECK(select(store, "SELECT type, customer, lead, minutes, imported FROM interactions") ==
          Lines{std::string("call|") + kAda + "|" + kLead + "|7|0"});
  }
  // The record does not name another partner's holder; HQ's history does.
  world.as("shop-sued-1", "sued", "shop", "sued/tor");
  CHECK(world.act("lead.pick", kLead) == "");
  const Scratch later;
  const Store store = store_of(later, rows(), world);
  CHECK(select(store, "SELECT assignment, holder FROM leads WHERE id = '1000000000000000'") ==
        Lines{"picked|sued"});
}
