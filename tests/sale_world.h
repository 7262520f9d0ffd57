// SPDX-License-Identifier: Apache-2.0
// A small market for the tests of what happens between draft and return: two shops and a web shop
// of three partners, a telecom policy, a bundle of a tariff and a phone that waits for it. HQ
// derives after each accepted operation. Includes of this header belong in *_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/code/noun.h"
#include "lib/consent/noun.h"
#include "lib/contract/noun.h"
#include "lib/customer/noun.h"
#include "lib/evidence/noun.h"
#include "lib/interaction/noun.h"
#include "lib/lead/noun.h"
#include "lib/offer/noun.h"
#include "lib/order/noun.h"
#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/person/noun.h"
#include "lib/policy/noun.h"
#include "lib/replica/noun.h"
#include "lib/return/noun.h"
#include "lib/scope/noun.h"
#include "lib/seller/noun.h"
#include "tests/world.h"

namespace kontor {

class SaleWorld : public World {
 public:
  static constexpr const char* kOrder = "0000000000000rda";
  static constexpr const char* kCode = "0000000000000cda";
  static constexpr const char* kAda = "0000000000000ada";   // Nord's customer
  static constexpr const char* kLove = "0000000000000ade";  // the same human at Süd
  static constexpr const char* kAnna = "000000000000anna";  // seller at Nord
  static constexpr const char* kBen = "0000000000000ben";   // seller at Süd
  static constexpr const char* kPerson = "000000000person0";

  SaleWorld() : SaleWorld(all_rows()) {}
  explicit SaleWorld(const std::vector<const NounRow*>& rows) : World(rows) {
    const std::pair<const char*, const char*> channels[] = {
        {"nord/mitte", "shop"}, {"sued/tor", "shop"},    {"online/web", "online"},
        {"sued/ruf", "phone"},  {"sued/stand", "popup"}, {"sued/reise", "field"},
        {"sued/netz", "online"}};
    for (const char* partner : {"nord", "sued", "online"}) {
      must("partner.apply", partner, Json::object({{"type", "dealer"}, {"tier", "gold"}}));
    }
    for (const auto& [outlet, channel] : channels) {
      const std::string partner(outlet, std::string_view(outlet).find('/'));
      must("outlet.apply", outlet, Json::object({{"partner", partner}, {"channel", channel}}));
    }
    for (const char* scope : {"nord", "sued", "online"}) {
      must("scope.add", scope, Json::object({{"partner", scope}}));
    }
    for (const char* at : {"nord/mitte", "sued/tor", "online/web"}) {
      const std::string scope(at, std::string_view(at).find('/'));
      state.put("replica", scope + "-1",
                Json::object({{"id", scope + "-1"}, {"scope", scope}, {"outlet", at}}));
    }
    must("policy.apply", "telecom", policy());
    must("offer.apply", "tariff-l", tariff());
    must("offer.apply", "phone", phone());
    must("offer.apply", "autumn", bundle());
    for (const char* offer : {"tariff-l", "phone", "autumn"}) must("offer.launch", offer);
  }

  World& hq() { return as("hq-1", "hq", "hq_admin"); }
  World& nord(const char* outlet = "nord/mitte") { return as("nord-1", "nord", "shop", outlet); }
  World& sued(const char* outlet = "sued/tor") { return as("sued-1", "sued", "shop", outlet); }
  World& online() { return as("online-1", "online", "online", "online/web"); }

  void must(std::string_view kind, std::string_view on, const Json& payload = {}) {
    const std::string reason = act(kind, on, payload);
    if (!reason.empty()) check_failed((std::string(kind) + ": " + reason).c_str(), __FILE__, 0);
  }

  const Json& order() { return record("order", kOrder); }
  const Json& item(std::string_view slug) { return order().at("items").at(slug); }
  std::string set(const char* field, const char* value, std::string was = {}) {
    return set_field(field, "value", Json(value), std::move(was));
  }
  std::string hide(const char* field, char digit, std::string was = {}) {
    return set_field(field, "c", secret(digit), std::move(was));
  }
  static Json secret(char digit) {
    return Json::object({{"c", "sha256:" + std::string(64, digit)}});
  }
  std::string prove(const char* code) {
    return act("evidence.add", "0000000000000e0" + std::to_string(proofs_++),
               Json::object({{"order", kOrder}, {"code", code}}));
  }
  std::string check(const char* id, const char* result) {
    return act(
        "order.check", kOrder,
        Json::object({{"results", Json::array({Json::object(
                                      {{"check", id}, {"version", 1}, {"result", result}})})}}));
  }
  std::string confirm(const char* slug, const char* what) {
    return act("order.confirm", kOrder, Json::object({{"item", slug}, {"state", what}}));
  }

  // A draft of the bundle at Süd, for its customer.
  void draft(const char* offer = "autumn") {
    sued().at("2025-08-25T10:00:00Z");
    must("customer.add", kLove, Json::object({{"type", "consumer"}}));
    must("order.add", kOrder,
         Json::object({{"offer", offer}, {"version", 1}, {"customer", kLove}}));
  }
  void issue(std::int64_t uses = 1) {
    must("code.issue", kCode,
         Json::object({{"order", kOrder},
                       {"offer", order().str("offer")},
                       {"version", 1},
                       {"customer", kLove},
                       {"uses", uses},
                       {"valid_until", "2025-09-25T00:00:00Z"}}));
  }
  // Everything that an online close wants.
  void fill() {
    if (!hide("iban", '1').empty() || !hide("delivery.name", '2').empty() ||
        !set("contract.start", "2025-09-01").empty() || !check("iban", "pass").empty()) {
      check_failed("the draft fills", __FILE__, 0);
    }
    for (const char* code : {"SUM", "PRE", "WDN", "BTN"}) prove(code);
  }
  // Süd's draft, closed online on 28 Aug.
  void sell() {
    draft();
    issue();
    online().at("2025-08-28T10:05:00Z");
    must("code.redeem", kCode);
    fill();
    at("2025-08-28T10:20:00Z");
    must("order.submit", kOrder);
  }
  void deliver() {
    at("2025-08-28T12:00:00Z");
    if (!confirm("tariff-l", "released").empty()) check_failed("released", __FILE__, 0);
    at("2025-08-29T10:00:00Z");
    if (!confirm("phone", "delivered").empty()) check_failed("delivered", __FILE__, 0);
  }

  static Json policy() {
    const auto evidence = [](const char* channel, const char* code, const char* stage) {
      return Json::object({{"channel", channel},
                           {"customer", "consumer"},
                           {"stage", stage},
                           {"code", code},
                           {"strength", "hard"},
                           {"valid_from", "2022-01-01"},
                           {"source", "test"}});
    };
    Json rows = Json::array();
    for (const char* code : {"SUM", "PRE", "WDN", "BTN"}) {
      rows.push(evidence("online", code, "before_close"));
    }
    rows.push(evidence("shop", "SUM", "before_close"));
    rows.push(evidence("phone", "SUM", "before_close"));
    rows.push(evidence("phone", "APR", "after_close"));
    Json button = evidence("online", "WBT", "before_close");
    button.set("valid_from", "2026-06-19");
    rows.push(button);
    Json durable = evidence("online", "DUR", "after_close");
    durable.set("within", "P3D");
    rows.push(durable);
    Json wish = evidence("online", "REC", "before_close");
    wish.set("strength", "warn");
    rows.push(wish);

    Json periods = Json::array();
    for (const char* type : {"distance", "off_premises"}) {
      for (const char* from : {"contract", "delivery"}) {
        periods.push(Json::object({{"contract_type", type},
                                   {"from", from},
                                   {"days", 14},
                                   {"source", "test"},
                                   {"valid_from", "2014-06-13"}}));
      }
    }
    const auto field = [](const char* name, const char* step, bool required, bool open) {
      return Json::object(
          {{"name", name}, {"step", step}, {"required", required}, {"public", open}});
    };
    return Json::object(
        {{"version", 1},
         {"sector", "telecom"},
         {"steps", Json::strings({"customer", "delivery", "payment"})},
         {"fields", Json::array({field("delivery.name", "delivery", true, false),
                                 field("iban", "payment", true, false),
                                 field("phone", "customer", false, false),
                                 field("colour", "delivery", false, true)})},
         {"checks",
          Json::array(
              {Json::object(
                   {{"id", "iban"}, {"field", "iban"}, {"rule", "iban"}, {"on_fail", "block"}}),
               Json::object({{"id", "phone"},
                             {"field", "phone"},
                             {"rule", "phone"},
                             {"on_fail", "warn"}})})},
         {"evidence", rows},
         {"withdrawal", periods}});
  }
  static Json euro(std::int64_t minor) {
    return Json::object({{"amount", minor}, {"currency", "EUR"}});
  }
  static Json tariff() {
    return Json::object(
        {{"version", 1},
         {"name", "Tariff L"},
         {"sector", "telecom"},
         {"policy", "telecom"},
         {"term_months", 24},
         {"price",
          Json::array({Json::object({{"point", "list"}, {"recurring", euro(3999)}}),
                       Json::object({{"point", "online-special"}, {"recurring", euro(3599)}})})}});
  }
  static Json phone() {
    return Json::object(
        {{"version", 1},
         {"name", "Phone"},
         {"sector", "telecom"},
         {"price", Json::array({Json::object({{"point", "list"}, {"one_time", euro(49900)}}),
                                Json::object({{"point", "list"},
                                              {"one_time", euro(100)},
                                              {"when", Json::object({{"item", "tariff-l"}})}})})}});
  }
  static Json bundle(const char* on_fail = "cancel") {
    const auto part = [](const char* slug) {
      return Json::object({{"offer", slug}, {"min", 1}, {"max", 1}, {"default", 1}});
    };
    return Json::object(
        {{"version", 1},
         {"name", "Autumn"},
         {"sector", "telecom"},
         {"policy", "telecom"},
         {"campaign", "autumn"},
         {"items", Json::array({part("tariff-l"), part("phone")})},
         {"gates", Json::array({Json::object({{"item", "phone"},
                                              {"needs", "tariff-l"},
                                              {"state", "released"},
                                              {"on_fail", on_fail}})})},
         {"channels",
          Json::array({Json::object(
              {{"id", "no-phone"}, {"effect", "deny"}, {"channel", Json::array({"video"})}})})}});
  }

 private:
  int proofs_ = 0;

  static std::vector<const NounRow*> all_rows() {
    return {&scope_noun(),  &replica_noun(), &partner_noun(),  &outlet_noun(),
            &seller_noun(), &policy_noun(),  &offer_noun(),    &customer_noun(),
            &person_noun(), &consent_noun(), &lead_noun(),     &interaction_noun(),
            &code_noun(),   &order_noun(),   &evidence_noun(), &contract_noun(),
            &return_noun()};
  }

  std::string set_field(const char* field, const char* key, Json value, std::string was) {
    Json payload = Json::object({{"field", field}, {key, std::move(value)}});
    if (!was.empty()) payload.set("was", was);
    return act("order.set", kOrder, payload);
  }
};

}  // namespace kontor
