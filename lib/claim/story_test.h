// SPDX-License-Identifier: Apache-2.0
// The worked example as HQ's records, made by hand: what stands at HQ before the submit, the
// submit, the item events, returns. Operations of other nouns are not run here: their tests do.
#pragma once

#include <set>
#include <string>

#include "lib/claim/noun.h"
#include "lib/claim/record.h"
#include "lib/commission/example_test.h"

namespace kontor::claim::example {

using commission::example::kAnna;
using commission::example::kBen;
using commission::example::plan_body;
using commission::example::Sums;

inline const char* const kOrder = "0000000000000rdr";
inline const char* const kCode = "00000000000000k7";
inline const char* const kNordCustomer = "00000000000000c1";
inline const char* const kSuedCustomer = "00000000000000c2";

class Story {
 public:
  Story(const Story&) = delete;  // the overlay refers to its members
  Story& operator=(const Story&) = delete;
  Story() {
    // Members that the nouns of these records declare.
    indexes_ = {{"scope", {"partner"}},
                {"consent", {"customer"}},
                {"lead", {"customer"}},
                {"interaction", {"customer", "lead", "order"}},
                {"code", {"order"}},
                {"claim", {"order", "customer"}},
                {"account", {"order", "payee", "standing"}},
                {"book", {"partner", "payee", "standing"}}};
    for (const char* name : {"nord", "sued", "online"}) scope(name);
    put("seller", kAnna, "nord", "nord/shop", kAnna, "2025-08-13T09:30:00Z",
        Json::object({{"partner", "nord"}}));
    put("seller", kBen, "sued", "sued/shop", kBen, "2025-08-13T09:30:00Z",
        Json::object({{"partner", "sued"}}));
    plan(plan_body());
    offer("tariff-l", R"({"term_months":24,"plan":"telco-retail"})");
    offer("phone", R"({"plan":"telco-retail"})");
    offer("autumn", R"({"campaign":"autumn","plan":"telco-retail"})");
  }

  void scope(const std::string& name) {
    const bool online = name == "online";
    state.put("scope", name, Json::object({{"id", name}, {"partner", name}}));
    state.put("partner", name, Json::object({{"id", name}}));
    const std::string outlet = name + (online ? "/web" : "/shop");
    state.put(
        "outlet", outlet,
        Json::object({{"id", outlet}, {"partner", name}, {"channel", online ? "online" : "shop"}}));
  }

  void plan(const Json& body) {
    const std::string version = std::to_string(body.at("plan").num("version"));
    Json record = Json::object({{"id", "telco-retail"},
                                {"kind", "plan"},
                                {"version", body.at("plan").num("version")},
                                {"versions", Json()},
                                {"ops", Json()}});
    record["versions"].set(version, body);
    record["ops"].set(version, "hq-1.0.20");
    state.put("plan", "telco-retail", std::move(record));
  }

  void offer(const std::string& slug, const char* content) {
    Json versions;
    versions.set("1", parse_json(content));
    state.put("offer", slug, Json::object({{"id", slug}, {"version", 1}, {"versions", versions}}));
  }

  // A record as `new_record` makes it.
  void put(const std::string& kind, const std::string& id, const std::string& scope_id,
           const std::string& outlet, const std::string& by, const char* rule, Json payload) {
    Json stamp = Json::object({{"at", rule},
                               {"by", by},
                               {"op", "shop-" + scope_id + "-1.0." + std::to_string(++ops_)},
                               {"rule", rule}});
    if (!outlet.empty()) stamp.set("outlet", outlet);
    Json record = std::move(payload);
    record.set("id", id);
    record.set("kind", kind);
    record.set("rev", 1);
    record.set("scope", scope_id);
    record.set("created", stamp);
    record.set("changed", std::move(stamp));
    state.put(kind, id, std::move(record));
  }

  void customers() {
    put("customer", kNordCustomer, "nord", "nord/shop", kAnna, "2025-08-14T10:00:00Z",
        Json::object({{"type", "consumer"}}));
    put("customer", kSuedCustomer, "sued", "sued/shop", kBen, "2025-08-25T10:00:00Z",
        Json::object({{"type", "consumer"}}));
  }
  void tip() {
    put("consent", "00000000000000n1", "nord", "nord/shop", kAnna, "2025-08-14T10:00:00Z",
        Json::object({{"customer", kNordCustomer}, {"state", "validated"}}));
    put("lead", "00000000000000d1", "nord", "nord/shop", kAnna, "2025-08-14T10:00:00Z",
        Json::object({{"customer", kNordCustomer}, {"consent", "00000000000000n1"}}));
  }
  void consult(const std::string& id, const std::string& scope_id, const std::string& by,
               const std::string& customer, const char* rule, std::int64_t minutes) {
    put("interaction", id, scope_id, scope_id + "/shop", by, rule,
        Json::object({{"customer", customer}, {"type", "consultation"}, {"minutes", minutes}}));
  }
  void anna_advises() {
    consult("000000000000000a", "nord", kAnna, kNordCustomer, "2025-08-18T10:00:00Z", 25);
  }
  void ben_advises() {
    consult("000000000000000b", "sued", kBen, kSuedCustomer, "2025-08-25T10:00:00Z", 30);
    put("code", kCode, "sued", "sued/shop", kBen, "2025-08-25T10:30:00Z",
        Json::object({{"order", kOrder},
                      {"touch", "000000000000000b"},
                      {"redeemed", parse_json(R"([{"scope":"online","op":"online-1.0.1"}])")}}));
  }
  void link() {
    put("person", "00000000000000p1", "hq", "", "hq-1", "2025-08-26T09:00:00Z",
        Json::object({{"members", Json::array({kNordCustomer, kSuedCustomer})}}));
    for (const char* customer : {kNordCustomer, kSuedCustomer}) {
      put("membership", customer, "hq", "", "hq-1", "2025-08-26T09:00:00Z",
          Json::object({{"person", "00000000000000p1"}}));
    }
  }
  void draft() {
    put("order", kOrder, "sued", "sued/shop", kBen, "2025-08-25T10:20:00Z", parse_json(R"({
      "state":"draft","offer":"autumn","version":1,"code":")" + std::string(kCode) + R"(",
      "customer":")" + kSuedCustomer + R"(","price_point":"online-special",
      "items":{"tariff-l":{"offer":"tariff-l","version":1,"quantity":1,"state":"draft"},
               "phone":{"offer":"phone","version":1,"quantity":1,"state":"draft"}}})"));
  }
  // All that came before the close.
  Story& before() {
    customers();
    tip();
    anna_advises();
    ben_advises();
    link();
    draft();
    return *this;
  }

  // What one operation changed, and what claims follow from it.
  template <typename Change>
  void change(const char* time, Change make, const std::set<RecordKey>& changed,
              const char* rule = nullptr) {
    make();
    Cause cause;
    cause.id = "op-1.0." + std::to_string(++ops_);
    cause.scope = "hq";
    cause.time = parse_instant(time);
    cause.rule_time = parse_instant(rule ? rule : time);
    fire_due(cause.time);
    claim_noun().derive(state, changed, cause);
  }
  void fire_due(Instant now) {
    for (const std::string& id : state.ids("timer")) {
      const Json timer = *state.get("timer", id);
      if (parse_instant(timer.str("due")) > now) continue;
      state.remove("timer", id);
      Cause cause{id, "", nullptr, "hq", now, parse_instant(timer.str("due")), 0};
      claim_noun().timers[0].fire(state, timer, cause);
    }
  }

  template <typename Edit>
  void edit(const std::string& kind, const std::string& id, Edit make) {
    Json record = *state.get(kind, id);
    make(record);
    state.put(kind, id, std::move(record));
  }
  Story& submit() {
    change(
        "2025-08-28T10:30:00Z",
        [&] {
          edit("order", kOrder, [](Json& order) {
            order.set("state", "acknowledged");
            order.set("close", parse_json(R"({"at":"2025-08-28T10:20:00Z","channel":"online",
              "op":"online-1.0.9","outlet":"online/web","scope":"online"})"));
          });
        },
        {{"order", kOrder}}, "2025-08-28T10:20:00Z");
    return *this;
  }
  void item(const char* time, const char* slug, const char* event, const char* at) {
    change(time,
           [&] {
             edit("order", kOrder, [&](Json& order) {
               Json& row = order["items"][slug];
               row.set(event, at);
               row["confirmed"].set(event, "online-1.0.10");
               row.set("state", std::string(event) == "failed" ? "failed" : "completed");
             });
           },
           {{"order", kOrder}});
  }
  Story& deliver() {
    item("2025-08-28T12:00:00Z", "tariff-l", "released", "2025-08-28T11:00:00Z");
    item("2025-08-29T12:00:00Z", "phone", "delivered", "2025-08-29T10:00:00Z");
    return *this;
  }
  // The grace is over and every item has its event: all is earned.
  Story& earn() {
    before().submit().deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
    return *this;
  }
  void give_back(const char* time, const std::string& id, const char* cause,
                 const std::vector<std::string>& items, const char* return_state = "received") {
    change(time,
           [&] {
             put("return", id, "nord", "nord/shop", kAnna, time,
                 Json::object({{"order", kOrder},
                               {"cause", cause},
                               {"items", Json::strings(items)},
                               {"date", std::string(time).substr(0, 10)},
                               {"state", return_state}}));
             edit("order", kOrder, [&](Json& order) {
               for (const std::string& slug : items) order["items"][slug].set("state", "returned");
             });
           },
           {{"return", id}, {"order", kOrder}});
  }

  // An operation of HQ on a claim; its rejection, or empty.
  std::string act(std::string_view kind, const std::string& on, Json payload, const char* time) {
    for (const OperationRow& row : claim_noun().operations) {
      if (row.kind != kind) continue;
      Operation operation;
      operation.id = {"hq-1", 0, ++ops_};
      operation.kind = kind;
      operation.on = on;
      operation.actor = "hq-1";
      operation.at = time;
      operation.payload = std::move(payload);
      Context context;
      context.scope = "hq";
      context.time = context.rule_time = parse_instant(time);
      if (!check_form(*row.form, operation.payload).empty()) return "bad_form";
      const Outcome outcome = row.check(state, operation, context);
      if (outcome.accepted()) row.apply(state, operation, context);
      return outcome.reason;
    }
    return "no such operation";
  }

  // --- looking

  Json claim(const std::string& item) const { return *state.get("claim", claim_id(kOrder, item)); }
  Sums outstanding_sums() const {
    Sums out;
    for (const char* slug : {"tariff-l", "phone"}) {
      for (const Part& part : outstanding(state, claim_id(kOrder, slug))) {
        out[part.payee] += part.amount;
      }
    }
    return out;
  }
  Balance account(const std::string& payee) const {
    return balance(state, *state.get("account", account_id(kOrder, payee)));
  }
  template <typename Get>
  Sums each(Get get) const {
    Sums out;
    for (const char* payee : {kAnna, "nord", kBen, "sued", "online"})
      out[payee] = get(account(payee));
    return out;
  }

  EmptyState nothing;
  Indexes indexes_;
  Overlay state{nothing, indexes_};

 protected:
  std::int64_t ops_ = 0;
};

}  // namespace kontor::claim::example
