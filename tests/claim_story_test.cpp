// SPDX-License-Identifier: Apache-2.0
// The worked example of the commission paper through the operations of every noun: lead, advice,
// code, redeemed online, delivered, settled, taken back; and the views over what came of it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/claim/explain.h"
#include "lib/claim/noun.h"
#include "lib/claim/record.h"
#include "lib/plan/noun.h"
#include "lib/plan/reader.h"
#include "lib/settlement/noun.h"
#include "lib/target/noun.h"
#include "tests/sale_world.h"
#include "tests/views.h"

using namespace kontor;

namespace {

std::vector<const NounRow*> rows() {
  return {&scope_noun(),       &replica_noun(), &partner_noun(), &outlet_noun(),
          &seller_noun(),      &policy_noun(),  &offer_noun(),   &plan_noun(),
          &customer_noun(),    &person_noun(),  &consent_noun(), &lead_noun(),
          &interaction_noun(), &code_noun(),    &order_noun(),   &evidence_noun(),
          &contract_noun(),    &return_noun(),  &claim_noun(),   &settlement_noun(),
          &target_noun()};
}

constexpr const char* kReturn = "00000000000retrn";
constexpr const char* kRun = "0000000000000avg";

struct Journey : SaleWorld {
  Journey() : SaleWorld(rows()) {
    const char* source = std::getenv("KONTOR_SOURCE");
    const std::filesystem::path root = source ? source : ".";
    hq().at("2025-08-13T10:00:00Z");
    must(
        "plan.apply", "telco-retail",
        Json::object(
            {{"version", 3},
             {"body", plan::body_from_toml(read_toml(root / "packs/starter/telco-retail.toml"))}}));
    Json phone = SaleWorld::phone();
    phone.set("version", 2);
    phone["price"].push(Json::object({{"point", "online-special"}, {"one_time", euro(100)}}));
    must("offer.apply", "phone", phone);
    must("offer.launch", "phone", Json::object({{"version", 2}}));
    nord_advises();
    sued_advises();
    hq().at("2025-08-26T09:00:00Z");
    must("customer.link", kPerson,
         Json::object(
             {{"members", Json::array({kAda, kLove})}, {"rule", "email/1"}, {"reason", "exact"}}));
    online_closes();
    deliver();
  }

  void by(std::string_view kind, std::string_view on, const Json& payload, const char* actor) {
    const std::string reason = act(kind, on, payload, actor);
    if (!reason.empty()) check_failed((std::string(kind) + ": " + reason).c_str(), __FILE__, 0);
  }

  void nord_advises() {
    nord().at("2025-08-13T11:00:00Z");
    must("seller.apply", kAnna, Json::object({{"partner", "nord"}, {"outlet", "nord/mitte"}}));
    at("2025-08-14T10:00:00Z");
    by("customer.add", kAda, Json::object({{"type", "consumer"}}), kAnna);
    by("consent.add", "0000000000000c0n",
       Json::object({{"customer", kAda},
                     {"medium", "email"},
                     {"purpose", "offers"},
                     {"permitted", Json::array({"any"})},
                     {"wording", "w1/3"}}),
       kAnna);
    by("lead.add", "00000000000001ea",
       Json::object({{"customer", kAda}, {"offer", "autumn"}, {"consent", "0000000000000c0n"}}),
       kAnna);
    at("2025-08-18T10:00:00Z");
    by("interaction.add", "0000000000000ta1",
       Json::object({{"customer", kAda}, {"type", "consultation"}, {"minutes", 25}}), kAnna);
  }
  void sued_advises() {
    sued().at("2025-08-25T09:00:00Z");
    must("seller.apply", kBen, Json::object({{"partner", "sued"}, {"outlet", "sued/tor"}}));
    at("2025-08-25T10:00:00Z");
    by("customer.add", kLove, Json::object({{"type", "consumer"}}), kBen);
    by("interaction.add", "0000000000000ta2",
       Json::object({{"customer", kLove}, {"type", "consultation"}, {"minutes", 30}}), kBen);
    by("order.add", kOrder,
       Json::object({{"offer", "autumn"}, {"version", 1}, {"customer", kLove}}), kBen);
    by("code.issue", kCode,
       Json::object({{"order", kOrder},
                     {"offer", "autumn"},
                     {"version", 1},
                     {"customer", kLove},
                     {"touch", "0000000000000ta2"},
                     {"uses", 1},
                     {"valid_until", "2025-09-25T00:00:00Z"}}),
       kBen);
  }
  void online_closes() {
    online().at("2025-08-28T10:05:00Z");
    must("code.redeem", kCode);
    if (!set("price_point", "online-special").empty()) check_failed("price", __FILE__, 0);
    fill();
    at("2025-08-28T10:20:00Z");
    must("order.submit", kOrder);
  }
  void timers(const char* now) {
    at(now);
    for (const std::string& id : state.ids("timer")) {
      if (parse_instant(record("timer", id).str("due")) <= context.time) fire(id);
    }
  }
  void settle(const char* id, const char* until, const char* now) {
    hq();
    timers(now);
    must("settlement.run", id, Json::object({{"until", until}}));
  }
  std::map<std::string, claim::Balance> balances() {
    std::map<std::string, claim::Balance> out;
    for (const char* payee : {kAnna, "nord", kBen, "sued", "online"}) {
      out[payee] = claim::balance(state, record("account", claim::account_id(kOrder, payee)));
    }
    return out;
  }
  std::string open() {
    std::string out;
    for (const char* payee : {kAnna, "nord", kBen, "sued", "online"}) {
      out += format_amount(balances()[payee].open(), "EUR") + " ";
    }
    return out;
  }
};

}  // namespace

TEST_CASE("the story, to the cent") {
  Journey world;
  CHECK(world.record("claim", claim::claim_id(SaleWorld::kOrder, "phone")).str("state") ==
        "provisional");
  world.settle(kRun, "2025-08-31", "2025-09-01T08:00:00Z");
  const auto settled = world.balances();
  CHECK(settled.at(SaleWorld::kAnna).earned == 1159);
  CHECK(settled.at("nord").earned == 1737);
  CHECK(settled.at(SaleWorld::kBen).earned == 1930);
  CHECK(settled.at("sued").earned == 2896);
  CHECK(settled.at("online").earned == 5148);
  CHECK(settled.at(SaleWorld::kAnna).settled == 1043);
  CHECK(settled.at("nord").settled == 1763);
  CHECK(settled.at(SaleWorld::kBen).settled == 1737);
  CHECK(settled.at("sued").settled == 3206);
  CHECK(settled.at("online").settled == 4633);

  world.nord().at("2025-09-10T10:00:00Z");
  world.must("return.add", kReturn,
             Json::object({{"handle", SaleWorld::kCode}, {"cause", "withdrawal"}}));
  CHECK(world.open() == "-10.43 -15.63 -17.37 -26.06 -46.33 ");
}

TEST_CASE("an earning goes to each payee's scope and to nobody else") {
  Journey world;
  const std::string id = claim::claim_id(SaleWorld::kOrder, "tariff-l");
  const Projection seen = world.audience("claim", id);
  CHECK(seen.whole.empty());
  CHECK(seen.views.size() == 3);
  for (const auto& [scope, views] : seen.views) {
    CHECK(check_form(*world.kind_row("earning").form, views.at(0).second).empty());
  }
}

TEST_CASE("the explanation rests on the operations of four sites") {
  Journey world;
  world.settle(kRun, "2025-08-31", "2025-09-01T08:00:00Z");
  const Json tree =
      claim::explain_claim(world.state, claim::claim_id(SaleWorld::kOrder, "tariff-l"));
  std::set<std::string> replicas;
  for (const Json& op : tree.list("because")) {
    replicas.insert(parse_operation_id(op.string()).replica);
  }
  CHECK(replicas == std::set<std::string>{"hq-1", "nord-1", "online-1", "sued-1"});
  CHECK(tree.list("because").size() == 9);
}

TEST_CASE("plans, claims, accounts, earnings and settlements in views") {
  const Scratch folder;
  Journey world;
  world.settle(kRun, "2025-08-31", "2025-09-01T08:00:00Z");
  world.nord().at("2025-09-10T10:00:00Z");
  world.must("return.add", kReturn,
             Json::object({{"handle", SaleWorld::kCode},
                           {"cause", "withdrawal"},
                           {"items", Json::array({"phone"})}}));
  const std::string order = SaleWorld::kOrder;
  const std::string id = claim::claim_id(order, "phone");
  world.state.put("earning", id, world.audience("claim", id).views.at("nord").front().second);
  const Store store = store_of(folder, {&plan_noun(), &claim_noun(), &settlement_noun()}, world);
  CHECK(select(store, "SELECT id, version, newest, valid_from, currency, stages FROM plans") ==
        Lines{"telco-retail|3|1|2025-07-01|EUR|tip 10, consultation 50, close 40"});
  CHECK(
      select(store,
             "SELECT item, state, pool, outstanding, plan, plan_version, channel, partner, closed "
             "FROM claims ORDER BY item") ==
      Lines{"phone|reversed|990|0|telco-retail|3|online|online|2025-08-28T10:20:00Z",
            "tariff-l|earned|11880|11880|telco-retail|3|online|online|2025-08-28T10:20:00Z"});
  CHECK(select(store, "SELECT stage, sum(amount) FROM shares GROUP BY stage ORDER BY stage") ==
        Lines{"close|5148", "consultation|6435", "tip|1287"});
  CHECK(select(store,
               "SELECT payee, earned, premium, held, settled, open FROM accounts "
               "WHERE role = 'business' ORDER BY payee") ==
        Lines{"nord|1604|200|41|1763|0", "online|4752|0|119|4633|0", "sued|2673|600|67|3206|0"});
  CHECK(select(store, "SELECT kind, sum(amount) FROM facts GROUP BY kind ORDER BY kind") ==
        Lines{"earn|12870", "premium|800", "release|990", "reserve|1288", "reverse|-990",
              "settle|12382"});
  CHECK(select(store,
               "SELECT item, sum(amount) FROM facts WHERE kind = 'earn' GROUP BY item "
               "ORDER BY item") == Lines{"phone|990", "tariff-l|11880"});
  CHECK(select(store, "SELECT count(*), count(item) FROM facts WHERE kind = 'reserve'") ==
        Lines{"5|0"});
  CHECK(select(store,
               "SELECT item, stage, payee, amount, outstanding, state FROM earnings "
               "WHERE role = 'business' ORDER BY stage") ==
        Lines{"phone|consultation|nord|74|0|reversed", "phone|tip|nord|59|0|reversed"});
  CHECK(select(store, "SELECT kind, sum(amount) FROM earning_facts GROUP BY kind ORDER BY kind") ==
        Lines{"earn|223", "premium|200", "release|223", "reserve|290", "reverse|-223",
              "settle|2806"});
  CHECK(select(store,
               "SELECT payee, settled, premium, reserve FROM settlements "
               "WHERE role = 'seller' ORDER BY payee") ==
        Lines{std::string(SaleWorld::kBen) + "|1737|0|193",
              std::string(SaleWorld::kAnna) + "|1043|0|116"});
}

TEST_CASE("credits and targets in views: at a site what its earnings show") {
  const Scratch folder;
  Journey world;
  world.hq();
  world.must("target.apply", "nord-q3",
             Json::object({{"unit", "nord/mitte"},
                           {"from", "2025-07-01"},
                           {"length", "P3M"},
                           {"measure", "credits"},
                           {"value", "40"}}));
  world.timers("2025-09-01T08:00:00Z");
  const auto credits = [](const Store& store) {
    return select(store, "SELECT role, outlet, value, counting, date FROM credits ORDER BY 1, 2");
  };
  const auto items = [](const Store& store) {
    return select(store, "SELECT item, kind, amount, currency, date FROM credit_items ORDER BY 1");
  };
  const Lines sold = {"phone|sold|100|EUR|2025-08-29", "tariff-l|sold|86376|EUR|2025-08-28"};
  const Store hq = store_of(folder, {&claim_noun(), &target_noun()}, world);
  CHECK(credits(hq) == Lines{"closing_unit|online/web|1|1|2025-08-28",
                             "consulting_units|nord/mitte|0.5|0|2025-08-28",
                             "consulting_units|sued/tor|0.5|0|2025-08-28",
                             "home_unit|nord/mitte|1|0|2025-08-28"});
  CHECK(items(hq) == sold);
  CHECK(select(hq, "SELECT id, state, unit, \"from\", length, measure, value FROM targets") ==
        Lines{"nord-q3|current|nord/mitte|2025-07-01|P3M|credits|40"});

  // The order has two earnings, and both show its credits: they count once.
  World site({&claim_noun()});
  for (const char* item : {"phone", "tariff-l"}) {
    const std::string id = claim::claim_id(SaleWorld::kOrder, item);
    site.state.put("earning", id, world.audience("claim", id).views.at("nord").front().second);
  }
  const Scratch elsewhere;
  const Store nord = store_of(elsewhere, {&claim_noun()}, site);
  CHECK(credits(nord) == Lines{"consulting_units|nord/mitte|0.5|0|2025-08-28",
                               "home_unit|nord/mitte|1|0|2025-08-28"});
  CHECK(items(nord) == sold);
}

TEST_CASE("what is outstanding counts the facts that the claim's own record had no room for") {
  const Scratch folder;
  Journey world;
  world.settle(kRun, "2025-08-31", "2025-09-01T08:00:00Z");
  const std::string id = claim::claim_id(SaleWorld::kOrder, "phone");
  world.state.put("claim", id + ".2",
                  Json::object({{"id", id + ".2"},
                                {"kind", "claim"},
                                {"continues", id},
                                {"facts", Json::array({Json::object({{"amount", -90}})})}}));
  const Store store = store_of(folder, {&claim_noun()}, world);
  CHECK(select(store, "SELECT item, outstanding FROM claims ORDER BY item") ==
        Lines{"phone|900", "tariff-l|11880"});
}
