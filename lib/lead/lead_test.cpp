// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/consent/noun.h"
#include "lib/customer/noun.h"
#include "lib/lead/noun.h"
#include "lib/lead/record.h"
#include "lib/partner/noun.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

constexpr const char* kAda = "c00000000000000a";
constexpr const char* kYes = "c00000000000000c";
constexpr const char* kLead = "1000000000000000";

// HQ and the partners nord, sued and online; Ada is nord's customer.
struct Market : World {
  Market()
      : World({&scope_noun(), &partner_noun(), &customer_noun(), &consent_noun(), &lead_noun()}) {
    for (const char* scope : {"nord", "sued", "online"}) {
      state.put(
          "scope", scope,
          Json::object({{"id", scope}, {"kind", "scope"}, {"partner", "p-" + std::string(scope)}}));
    }
    nord();
    REQUIRE(World::act("customer.add", kAda, Json::object({{"type", "consumer"}})) == "");
  }
  Market& hq() { return say("hq-1", "hq", "hq_admin", ""); }
  Market& nord() { return say("shop-nord-1", "nord", "shop", "nord/mitte"); }
  Market& sued() { return say("shop-sued-1", "sued", "shop", "sued/tor"); }
  Market& online() { return say("web-1", "online", "online", "online/web"); }
  std::string act(std::string_view kind, const Json& payload = {}, const char* on = kLead) {
    return World::act(kind, on, payload);
  }
  std::string consent(std::initializer_list<Json> permitted, std::string_view expires = {}) {
    Json payload = Json::object({{"customer", kAda},
                                 {"medium", "email"},
                                 {"purpose", "offers"},
                                 {"permitted", Json::array(permitted)},
                                 {"wording", "w1/3"}});
    if (!expires.empty()) payload.set("expires", expires);
    return act("consent.add", payload, kYes);
  }
  const Json& lead() { return record("lead", kLead); }
  // Scopes that see a card, as words.
  std::string cards(const char* id = kLead) {
    std::string out;
    for (const auto& [scope, views] : audience("lead", id).views) {
      out += (out.empty() ? "" : " ") + scope;
    }
    return out;
  }

 private:
  Market& say(const char* replica, const char* scope, const char* role, const char* outlet) {
    as(replica, scope, role, outlet);
    return *this;
  }
};

Json secret(char digit) { return Json::object({{"c", "sha256:" + std::string(64, digit)}}); }
Json of_ada() { return Json::object({{"customer", kAda}, {"topic", "tariff"}, {"score", 700}}); }
Json because(std::string_view reason) { return Json::object({{"reason", reason}}); }
Json to(std::string_view scope) { return Json::object({{"to", scope}, {"reason", "nearest"}}); }

// Nord's lead of Ada, with a consent for everybody, in the pool.
struct Pooled : Market {
  Pooled() {
    REQUIRE(consent({"any"}) == "");
    Json payload = of_ada();
    payload.set("consent", kYes);
    REQUIRE(act("lead.add", payload) == "");
    REQUIRE(hq().act("lead.pool") == "");
  }
};

}  // namespace

TEST_CASE("lead.add records a lead that its scope holds") {
  Market market;
  REQUIRE(market.act("lead.add", of_ada()) == "");
  CHECK(market.lead().str("state") == "acknowledged");
  CHECK(market.lead().str("assignment") == "none");
  CHECK(market.lead().str("holder") == "nord");
  CHECK(market.holders("lead", kLead) == "nord");
  CHECK(market.cards() == "");
  CHECK(market.act("lead.add", of_ada()) == "id_taken");
}

TEST_CASE("lead.add keeps the facts of an import") {
  Market market;
  const Json facts = Json::object({{"job", "admin."}, {"month", "may"}, {"poutcome", "failure"}});
  REQUIRE(market.act("lead.add",
                     Json::object({{"facts", facts}, {"imported", true}, {"note", secret('1')}})) ==
          "");
  CHECK(market.lead().at("facts") == facts);
  CHECK(market.lead().at("imported").boolean());
}

TEST_CASE("lead.add refuses") {
  Market market;
  CHECK(market.act("lead.add", Json::object({{"customer", "c00000000000000b"}})) == "not_visible");
  CHECK(market.act("lead.add", Json::object({{"source_id", "17"}})) == "source_missing");
  CHECK(market.act("lead.add", Json::object({{"score", 1001}})) ==
        "bad_form: score: not within 0 to 1000");
  market.consent({"any"});
  market.World::act("customer.add", "c00000000000000b", Json::object({{"type", "consumer"}}));
  CHECK(market.act("lead.add", Json::object({{"customer", "c00000000000000b"},
                                             {"consent", kYes}})) == "consent_mismatch");
}

TEST_CASE("a pooled lead shows a card, without a person or a partner in it") {
  Pooled market;
  CHECK(market.holders("lead", kLead) == "nord");
  CHECK(market.cards() == "online sued");
  const auto views = market.audience("lead", kLead).views;
  const auto& [kind, card] = views.at("sued").front();
  CHECK(kind == "pool_card");
  CHECK(card ==
        Json::object({{"id", kLead}, {"kind", "pool_card"}, {"topic", "tariff"}, {"score", 700}}));
  CHECK(check_form(lead::card_form, card).empty());
}

TEST_CASE("a card goes where the consent lets it") {
  Market market;
  market.consent({"p-sued"});
  market.act("lead.add", of_ada());
  REQUIRE(market.hq().act("lead.pool") == "");
  CHECK(market.cards() == "sued");
  REQUIRE(market.nord().act("consent.withdraw", {}, kYes) == "");
  CHECK(market.cards() == "");
}

TEST_CASE("a card goes when the consent lapses") {
  Market market;
  market.consent({"any"}, "2025-08-31");
  market.act("lead.add", of_ada());
  market.hq().act("lead.pool");
  CHECK(market.cards() == "online sued");
  market.fire(market.state.ids("timer").at(0));
  CHECK(market.cards() == "");
}

TEST_CASE("a lead with nothing personal needs no consent; one with a name does") {
  Market market;
  market.hq();
  CHECK(market.act("lead.add", Json::object({{"company", secret('1')}, {"note", secret('2')}})) ==
        "");
  CHECK(market.act("lead.pool") == "");
  CHECK(market.cards() == "nord online sued");
  const char* named = "1000000000000001";
  CHECK(market.act("lead.add", Json::object({{"phone", secret('3')}}), named) == "");
  CHECK(market.act("lead.pool", {}, named) == "consent_missing");
}

TEST_CASE("lead.pool refuses") {
  Market market;
  market.act("lead.add", of_ada());
  CHECK(market.act("lead.pool") == "not_your_role");
  CHECK(market.hq().act("lead.pool") == "consent_missing");
  market.nord().consent({"any"});
  CHECK(market.hq().act("lead.pool") == "");
  CHECK(market.act("lead.pool") == "nothing_to_do");
  CHECK(market.sued().act("lead.pick") == "");
  CHECK(market.hq().act("lead.pool") == "lead_held");
  CHECK(market.act("lead.pool", {}, "1000000000000009") == "not_visible");
}

TEST_CASE("lead.pick has one winner, who gets lead, customer and consent") {
  Pooled market;
  REQUIRE(market.sued().act("lead.pick") == "");
  CHECK(market.lead().str("assignment") == "picked");
  CHECK(market.cards() == "");
  CHECK(market.holders("lead", kLead) == "nord sued");
  CHECK(market.holders("customer", kAda) == "nord sued");
  CHECK(market.holders("consent", kYes) == "nord sued");
  CHECK(market.online().act("lead.pick") == "not_visible");
  CHECK(market.detail == "");
}

TEST_CASE("neither the loser nor the lead's own scope learns who won") {
  Pooled market;
  market.sued().act("lead.pick");
  market.online().act("lead.pick");
  for (const auto& [kind, id] :
       {RecordKey{"lead", kLead}, RecordKey{"customer", kAda}, RecordKey{"consent", kYes}}) {
    CHECK(market.record(kind, id).encode().find("sued") == std::string::npos);
  }
  CHECK(market.holders("lead_history", kLead) == "");
  CHECK(market.record("lead_history", kLead).str("holder") == "sued");
  CHECK(lead::holder(market.state, market.lead()) == "sued");
  CHECK(lead::held_by(market.lead(), "sued"));
  CHECK(!lead::held_by(market.lead(), "nord"));
}

TEST_CASE("a lead of HQ names its holder, since no other partner sees it") {
  Market market;
  market.hq().act("lead.add", Json::object({{"topic", "fibre"}}));
  market.act("lead.pool");
  REQUIRE(market.sued().act("lead.pick") == "");
  CHECK(market.lead().str("holder") == "sued");
  CHECK(market.holders("lead", kLead) == "hq sued");
}

TEST_CASE("lead.pick refuses") {
  Market market;
  market.act("lead.add", of_ada());
  CHECK(market.sued().act("lead.pick") == "not_visible");
  CHECK(market.act("lead.pick", {}, "1000000000000009") == "not_visible");
  market.nord().consent({"p-sued"}, "2025-08-31");
  market.hq().act("lead.pool");
  CHECK(market.act("lead.pick") == "no_partner");
  CHECK(market.online().act("lead.pick") == "consent_forbids");
  // The day is over, its timer has not fired yet.
  market.at("2025-09-01T00:00:00Z");
  CHECK(market.sued().act("lead.pick") == "consent_forbids");
  market.at("2025-08-31T23:59:59Z");
  CHECK(market.sued().act("lead.pick") == "");
}

TEST_CASE("its own scope may take up a pooled lead, whatever the consent says") {
  Market market;
  market.consent({"p-sued"});
  market.act("lead.add", of_ada());
  market.hq().act("lead.pool");
  REQUIRE(market.nord().act("lead.pick") == "");
  CHECK(market.lead().str("holder") == "nord");
  CHECK(!market.state.has("grant", kLead));
}

TEST_CASE("a consent named by the lead decides alone") {
  Market market;
  market.consent({"any"});
  Json other = market.record("consent", kYes);
  other.set("permitted", Json::array({"p-online"}));
  market.state.put("consent", "c00000000000000d", other);
  Json payload = of_ada();
  payload.set("consent", "c00000000000000d");
  market.act("lead.add", payload);
  market.hq().act("lead.pool");
  CHECK(market.cards() == "online");
}

TEST_CASE("lead.release gives back the lead and all that the pick gave") {
  Pooled market;
  market.sued().act("lead.pick");
  REQUIRE(market.act("lead.release", because("no answer")) == "");
  CHECK(market.lead().str("assignment") == "released");
  CHECK(market.lead().str("holder") == "nord");
  CHECK(market.lead().str("reason") == "no answer");
  CHECK(market.holders("lead", kLead) == "nord");
  CHECK(market.holders("customer", kAda) == "nord");
  CHECK(market.holders("consent", kYes) == "nord");
  const Json& history = market.record("lead_history", kLead);
  CHECK(history.str("holder") == "nord");
  REQUIRE(history.list("entries").size() == 3);
  CHECK(history.list("entries").back().str("how") == "released");
  CHECK(market.hq().act("lead.pool") == "");
}

TEST_CASE("lead.release leaves what a redeemed code gave") {
  Pooled market;
  market.sued().act("lead.pick");
  market.grant("customer", kAda, "sued", "whole");
  market.act("lead.release", because("no answer"));
  CHECK(market.holders("lead", kLead) == "nord");
  CHECK(market.holders("customer", kAda) == "nord sued");
}

TEST_CASE("lead.release refuses") {
  Pooled market;
  CHECK(market.nord().act("lead.release", because("x")) == "lead_pooled");
  market.sued().act("lead.pick");
  CHECK(market.nord().act("lead.release", because("x")) == "not_holder");
  CHECK(market.act("lead.release", {}) == "bad_form: reason: missing");
  CHECK(market.sued().act("lead.release", because("x")) == "");
  CHECK(market.nord().act("lead.release", because("x")) == "nothing_to_do");
  CHECK(market.act("lead.release", because("x"), "1000000000000009") == "not_visible");
}

TEST_CASE("HQ takes a lead out of the pool, or from its holder") {
  Pooled market;
  REQUIRE(market.hq().act("lead.release", because("wrong region")) == "");
  CHECK(market.cards() == "");
  market.act("lead.pool");
  market.sued().act("lead.pick");
  REQUIRE(market.hq().act("lead.release", because("no work in 7 days")) == "");
  CHECK(market.holders("lead", kLead) == "nord");
}

TEST_CASE("lead.assign moves the lead from one holder to the next") {
  Pooled market;
  REQUIRE(market.act("lead.assign", to("sued")) == "");
  CHECK(market.lead().str("assignment") == "assigned");
  CHECK(market.holders("lead", kLead) == "nord sued");
  // Why HQ chose this partner is not for the others.
  CHECK(!market.lead().has("reason"));
  CHECK(market.record("lead_history", kLead).list("entries").back().str("reason") == "nearest");
  REQUIRE(market.act("lead.assign", to("online")) == "");
  CHECK(market.holders("lead", kLead) == "nord online");
  CHECK(market.holders("customer", kAda) == "nord online");
  REQUIRE(market.act("lead.assign", to("nord")) == "");
  CHECK(market.holders("lead", kLead) == "nord");
  CHECK(market.lead().str("holder") == "nord");
  CHECK(market.record("lead_history", kLead).list("entries").size() == 4);
}

TEST_CASE("lead.assign refuses") {
  Market market;
  market.consent({"p-sued"});
  market.act("lead.add", of_ada());
  CHECK(market.act("lead.assign", to("sued")) == "not_your_role");
  market.hq();
  CHECK(market.act("lead.assign", to("online")) == "consent_forbids");
  CHECK(market.act("lead.assign", to("west")) == "not_visible");
  CHECK(market.act("lead.assign", to("nord")) == "nothing_to_do");
  CHECK(market.act("lead.assign", to("sued")) == "");
  CHECK(market.act("lead.assign", to("sued")) == "nothing_to_do");
  CHECK(market.sued().act("lead.release", because("full")) == "");
  CHECK(market.hq().act("lead.assign", to("sued")) == "");
}

TEST_CASE("lead_history keeps the newest entries") {
  Pooled market;
  for (int i = 0; i < 40; ++i) {
    REQUIRE(market.act("lead.assign", to("sued")) == "");
    REQUIRE(market.act("lead.release", because("again")) == "");
  }
  const Json& history = market.record("lead_history", kLead);
  CHECK(history.list("entries").size() == 64);
  CHECK(history.list("entries").back().str("op") == market.last);
}

TEST_CASE("only_imported") {
  Market market;
  CHECK(!lead::only_imported(market.state, kAda));
  Json imported = of_ada();
  imported.set("imported", true);
  market.act("lead.add", imported);
  CHECK(lead::only_imported(market.state, kAda));
  market.act("lead.add", of_ada(), "1000000000000001");
  CHECK(!lead::only_imported(market.state, kAda));
}

TEST_CASE("records and payloads keep to their forms") {
  Pooled market;
  market.sued().act("lead.pick");
  for (const auto& [kind, id] : {RecordKey{"lead", kLead}, RecordKey{"lead_history", kLead},
                                 RecordKey{"customer", kAda}, RecordKey{"consent", kYes}}) {
    Json own = market.record(kind, id);
    for (const char* part : {"id", "kind", "rev", "scope", "created", "changed"}) own.erase(part);
    for (const Problem& problem : check_form(*market.kind_row(kind).form, own)) {
      FAIL_CHECK(kind << ": " << problem.path << ": " << problem.message);
    }
  }
}
