// SPDX-License-Identifier: Apache-2.0
// HQ's claims, accounts and books of two sellers of one business under a plan with rules of
// periods, and settlement runs over them. Includes of this header belong in *_test.cpp.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "lib/claim/noun.h"
#include "lib/claim/record.h"
#include "lib/plan/example_test.h"
#include "lib/settlement/noun.h"

namespace kontor::settlement::books {

inline constexpr const char* kAnna = "0000000000000san";
inline constexpr const char* kCarl = "0000000000000sca";
inline constexpr std::int64_t kNone = -1;  // no row in the run's totals

// The plan of the worked example without a reserve, and with these rules.
inline Json body_with(const char* rules) {
  Json body = plan::example::plan_body();
  body["liability"]["reserve"].set("rate", "0");
  body["settle"].set("min_payout", 0);
  const Json added = parse_json(rules);
  for (const auto& [key, rows] : added.members()) body.set(key, rows);
  return body;
}

struct World {
  explicit World(const char* rules) : World(body_with(rules)) {}
  explicit World(const Json& body) {
    const auto problems = plan::body_problems(body);
    for (const Problem& problem : problems) MESSAGE(problem.path << ": " << problem.message);
    REQUIRE(problems.empty());
    Json record = Json::object({{"id", "telco-retail"}, {"version", 3}});
    record["versions"].set("3", body);
    state.put("plan", "telco-retail", std::move(record));
    for (const char* seller : {kAnna, kCarl}) {
      state.put("seller", seller, Json::object({{"id", seller}, {"partner", "nord"}}));
    }
    state.put("scope", "nord", Json::object({{"id", "nord"}, {"partner", "nord"}}));
  }

  Cause cause(const std::string& time) {
    const Instant at = parse_instant(time);
    return {"op-1.0." + std::to_string(++ops_), "", nullptr, "hq", at, at, 0};
  }

  // An item sold, vested and earned on that day, by one payee alone.
  World& earn(const std::string& order, const std::string& payee, const char* day,
              std::int64_t amount, std::int64_t value = 0, std::int64_t units = 1000) {
    const Cause why = cause(std::string(day) + "T12:00:00Z");
    const std::string role = payee.size() == 16 ? "seller" : "business";
    const std::string id = claim::claim_id(order, "phone");
    Json claim = derived_record("claim", id, "hq", why);
    for (const auto& [key, text] : {std::pair{"order", order.c_str()},
                                    {"item", "phone"},
                                    {"plan", "telco-retail"},
                                    {"currency", "EUR"},
                                    {"state", "earned"}}) {
      claim.set(key, text);
    }
    claim.set("plan_version", 3);
    claim["vest"].set("at", std::string(day) + "T12:00:00Z");
    claim["sale"].set("closed", std::string(day) + "T10:00:00Z");
    claim.set("touches", Json::array());
    claim.set("shares", Json::array({Json::object({{"stage", "close"},
                                                   {"payee", payee},
                                                   {"role", role},
                                                   {"partner", "nord"},
                                                   {"amount", amount},
                                                   {"value", value},
                                                   {"units", units}})}));
    claim.set("facts", Json::array());
    state.put("claim", id, std::move(claim));
    Json item = Json::object({{"phone", Json::object({{"state", "completed"}})}});
    state.put("order", order, Json::object({{"id", order}, {"items", std::move(item)}}));
    claim::open_account(state, order, payee, role, "nord", "EUR", why);
    fact(order, payee, "earn", day, amount, why);
    return *this;
  }

  World& reverse(const std::string& order, const std::string& payee, const char* day,
                 std::int64_t amount) {
    const Cause why = cause(std::string(day) + "T12:00:00Z");
    const std::string role = payee.size() == 16 ? "seller" : "business";
    claim::open_account(state, order, payee, role, "nord", "EUR", why);
    fact(order, payee, "reverse", day, -amount, why);
    return *this;
  }

  void fact(const std::string& order, const std::string& payee, const char* kind, const char* day,
            std::int64_t amount, const Cause& why) {
    claim::post(state, "claim", claim::claim_id(order, "phone"),
                Json::object({{"kind", kind},
                              {"payee", payee},
                              {"role", payee.size() == 16 ? "seller" : "business"},
                              {"partner", "nord"},
                              {"stage", "close"},
                              {"amount", amount},
                              {"date", day},
                              {"because", why.id}}),
                why);
  }

  // A run on the morning after.
  World& settle(const std::string& until) {
    const OperationRow& row = settlement_noun().operations[0];
    Operation operation;
    operation.id = {"hq-1", 0, ++ops_};
    operation.on = "00000000000000s" + std::to_string(runs_++ % 10);
    operation.payload = Json::object({{"until", until}});
    Context context;
    context.scope = "hq";
    const Instant morning{end_of(parse_date(until)).seconds + 3600 * 8};
    context.time = context.rule_time = morning;
    REQUIRE(row.check(state, operation, context).reason == "");
    row.apply(state, operation, context);
    run = *state.get("settlement", operation.on);
    return *this;
  }

  std::int64_t total(const std::string& payee, const char* column) const {
    for (const Json& row : run.list("totals")) {
      if (row.str("payee") == payee) return row.num(column);
    }
    return kNone;
  }
  std::int64_t settled(const std::string& payee) const { return total(payee, "settled"); }

  // What stands of a kind in all books of the payee.
  std::int64_t stands(const std::string& payee, std::string_view kind) const {
    std::int64_t out = 0;
    for (const std::string& id : state.find("book", "payee", payee)) {
      claim::each_fact(state, "book", id, [&](const Json& fact) {
        if (fact.str("kind") == kind) out += fact.num("amount");
      });
    }
    return out;
  }
  Json book(const std::string& payee, const char* year = "2025") const {
    return *state.get("book", "telco-retail." + payee + "." + year);
  }

  EmptyState nothing;
  Indexes indexes{{"scope", {"partner"}},
                  {"claim", {"order"}},
                  {"account", {"order", "payee", "standing"}},
                  {"book", {"partner", "payee", "standing"}}};
  Overlay state{nothing, indexes};
  Json run;

 private:
  std::int64_t ops_ = 0;
  std::int64_t runs_ = 0;
};

inline constexpr const char* kRetroactive = R"({
  "tier":[{"id":"volume","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
    "bands":[{"from":0,"factor":"1"},{"from":100000,"factor":"1.2"}]}],
  "cap":[{"id":"most","per":"seller","period":"P1M","amount":14000}]})";

}  // namespace kontor::settlement::books
