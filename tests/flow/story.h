// SPDX-License-Identifier: Apache-2.0
// The worked example on real sites, with the files that come with the product: two shops advise,
// the web shop closes, HQ settles, a shop takes the sale back. One step a function, in order.
// Includes of this header belong in *_test.cpp.
#pragma once

#include <cstdlib>
#include <set>
#include <string>

#include "lib/change/file_form.h"
#include "lib/offer/record.h"
#include "lib/plan/reader.h"
#include "lib/policy/record.h"
#include "tests/flow/world.h"

namespace kontor::flow {

class Story : public World {
 public:
  static constexpr const char* kCode = "K7Q2M4P9D0E1F";  // its normal form

  // `rules`: JSON of more parts of the plan.
  explicit Story(const char* rules = "{}") {
    add_site("nord", "shop", "shop");
    add_site("sued", "shop", "shop");
    add_site("online", "online", "online");
    anna = add("nord", "seller.apply",
               Json::object({{"partner", "nord"}, {"outlet", "nord/main"}, {"name", "Anna"}}));
    ben = add("sued", "seller.apply",
              Json::object({{"partner", "sued"}, {"outlet", "sued/main"}, {"name", "Ben"}}));
    round({"nord", "sued"}, "2025-08-13T09:30:00Z");
    apply("telecom/policy.toml", "policy", policy::apply_form);
    for (const char* offer : {"tariff-l", "phone", "autumn"}) {
      apply("starter/" + std::string(offer) + ".toml", "offer", offer::apply_form);
      write("hq", "offer.launch", offer, Json());
    }
    Json plan = plan::body_from_toml(read_toml(pack("starter/telco-retail.toml")));
    const Json more = parse_json(rules);
    for (const auto& [key, rows] : more.members()) plan.set(key, rows);
    write("hq", "plan.apply", "telco-retail",
          Json::object({{"version", plan.at("plan").num("version")}, {"body", plan}}));
    sync("hq", "2025-08-13T10:00:00Z");
    for (const char* site : {"nord", "sued", "online"}) sync(site);
  }

  Story& advise() {
    const Json private_part = Json::object(
        {{"type", "consumer"}, {"email", "carla@example.org"}, {"name", "Carla Canary"}});
    nord_customer = add("nord", "customer.add", private_part, "2025-08-14T10:00:00Z", anna);
    const std::string consent = add("nord", "consent.add",
                                    Json::object({{"customer", nord_customer},
                                                  {"medium", "email"},
                                                  {"purpose", "offers"},
                                                  {"permitted", Json::array({"any"})},
                                                  {"wording", "w1"}}),
                                    "2025-08-14T10:00:00Z", anna);
    lead =
        add("nord", "lead.add",
            Json::object({{"customer", nord_customer}, {"offer", "autumn"}, {"consent", consent}}),
            "2025-08-14T10:00:00Z", anna);
    round({"nord"}, "2025-08-14T18:00:00Z");
    consult("nord", nord_customer, 25, "2025-08-18T10:00:00Z", anna);
    round({"nord"}, "2025-08-18T18:00:00Z");
    sued_customer = add("sued", "customer.add", private_part, "2025-08-25T09:50:00Z", ben);
    const std::string advice = consult("sued", sued_customer, 30, "2025-08-25T10:00:00Z", ben);
    order = add("sued", "order.add",
                Json::object({{"offer", "autumn"}, {"version", 1}, {"customer", sued_customer}}),
                "2025-08-25T10:10:00Z", ben);
    code = code_id(open("hq").ledger(), kCode);
    write("sued", "code.issue", code,
          Json::object({{"order", order},
                        {"offer", "autumn"},
                        {"version", 1},
                        {"customer", sued_customer},
                        {"touch", advice},
                        {"uses", 1},
                        {"valid_until", "2025-09-25T00:00:00Z"}}),
          "2025-08-25T10:30:00Z", ben);
    round({"sued"}, "2025-08-26T09:00:00Z");
    return *this;
  }

  // The web shop has redeemed the code; it holds the draft.
  Story& resume() {
    write("online", "code.redeem", code, Json(), "2025-08-28T10:00:00Z");
    round({"online", "sued"}, "2025-08-28T10:05:00Z");
    return *this;
  }
  // The close is pushed and waits for HQ.
  Story& close() {
    for (const char* field : {"delivery.name", "delivery.street", "delivery.city"}) {
      fill(field, "c", "Carla Canary");
    }
    fill("delivery.postcode", "c", "20095");
    fill("iban", "c", "DE89370400440532013000");
    fill("contract.start", "value", "2025-09-01");
    fill("price_point", "value", "online-special");
    check("postcode");
    check("iban");
    for (const char* proof : {"SUM", "PRE", "WDN", "BTN"}) {
      add("online", "evidence.add", Json::object({{"order", order}, {"code", proof}}),
          "2025-08-28T10:15:00Z");
    }
    write("online", "order.submit", order, Json(), "2025-08-28T10:20:00Z");
    sync("online", "2025-08-28T10:30:00Z");
    return *this;
  }
  Story& deliver() {
    round({"online", "sued", "nord"}, "2025-08-28T10:30:00Z");
    confirm("tariff-l", "released", "2025-08-28T12:00:00Z");
    confirm("phone", "delivered", "2025-08-29T10:00:00Z");
    round({"online", "sued", "nord"}, "2025-08-29T12:00:00Z");
    return *this;
  }
  Story& sell() { return resume().close().deliver(); }

  // The grace period ends, the claims vest, August is settled.
  Story& settle() {
    settlement = add("hq", "settlement.run", Json::object({{"until", "2025-08-31"}}),
                     "2025-09-01T08:00:00Z");
    round({"nord", "sued", "online"}, "2025-09-01T08:00:00Z");
    return *this;
  }

  Story& withdraw() {
    add("nord", "return.add", Json::object({{"handle", code}, {"cause", "withdrawal"}}),
        "2025-09-10T10:00:00Z", anna);
    round({"nord", "sued", "online"}, "2025-09-10T12:00:00Z");
    return *this;
  }

  std::string consult(const char* site, const std::string& customer, int minutes, const char* at,
                      const std::string& seller) {
    return add(site, "interaction.add",
               Json::object({{"customer", customer},
                             {"type", "consultation"},
                             {"minutes", minutes},
                             {"offer", "autumn"}}),
               at, seller);
  }
  static std::string pack(const std::string& name) {
    const char* source = std::getenv("KONTOR_SOURCE");
    return (source ? std::string(source) + "/" : std::string()) + "packs/" + name;
  }

  std::string anna, ben, nord_customer, sued_customer, lead, order, code, settlement;

 private:
  void apply(const std::string& name, const char* noun, const Form& form) {
    for (const FilePayload& file : read_form_file(read_toml(pack(name)), noun, form)) {
      write("hq", std::string(noun) + ".apply", file.id, file.payload);
    }
  }
  void fill(const char* field, const char* member, const char* value) {
    write("online", "order.set", order, Json::object({{"field", field}, {member, value}}),
          "2025-08-28T10:10:00Z");
  }
  void check(const char* id) {
    write("online", "order.check", order,
          Json::object({{"results", Json::array({Json::object(
                                        {{"check", id}, {"version", 1}, {"result", "pass"}})})}}),
          "2025-08-28T10:12:00Z");
  }
  void confirm(const char* item, const char* state, const char* at) {
    write("online", "order.confirm", order, Json::object({{"item", item}, {"state", state}}), at);
  }
};

}  // namespace kontor::flow
