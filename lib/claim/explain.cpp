// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/commission/explain.h"
#include "lib/commission/liability.h"

namespace kontor::claim {
namespace {

Json fact_node(const Json& fact) {
  Json inputs = Json::object({{"n", fact.num("n")}, {"date", fact.str("date")}});
  for (const char* name : {"payee", "stage"}) {
    if (const Json* value = fact.find(name)) inputs.set(name, *value);
  }
  Json out = commission::step_node("fact", fact.str("kind"), std::move(inputs),
                                   Json::object({{"amount", fact.num("amount")}}));
  out.set("because", Json::array({fact.str("because")}));
  return out;
}

// What the payee's whole order carries beside its items: premiums, reserve, settlements.
Json account_node(const State& hq, const std::string& id) {
  const Record account = hq.get("account", id);
  std::vector<Json> rows;
  for (const Json& fact : facts(hq, "account", id)) {
    rows.push_back(fact_node(fact));
    if (fact.has("premium")) rows.back()["inputs"].set("premium", fact.at("premium"));
  }
  const Balance sums = balance(hq, *account);
  Json out = commission::step_node(
      "account", "",
      Json::object({{"payee", account->str("payee")}, {"order", account->str("order")}}),
      Json::object({{"earned", sums.earned},
                    {"premium", sums.premium},
                    {"held", sums.held},
                    {"settled", sums.settled},
                    {"open", sums.open()}}));
  commission::below(out, std::move(rows));
  return out;
}

// What reported the events of the item that a claim vests by.
Json confirmations(const State& hq, const Json& claim) {
  Json out = Json::array();
  const Record order = hq.get("order", claim.str("order"));
  const Json* items = order ? order->find("items") : nullptr;
  const Json* item = items ? items->find(claim.str("item")) : nullptr;
  if (!item) return out;
  for (const auto& [event, operation] : item->map("confirmed")) out.push(operation);
  return out;
}

// What came back by a return, or why nothing did. The part is of what was outstanding on that day.
Json return_node(const plan::Plan& plan, const Json& claim, const Json& row) {
  const std::string& rule = row.str("rule");
  Json inputs = Json::object({{"cause", row.str("cause")}, {"date", row.str("date")}});
  Json result = Json::object({{"amount", row.num("amount")}, {"why", commission::why_back(rule)}});
  if (claim.at("vest").has("at")) {
    const Date vested = parse_instant(claim.at("vest").str("at")).date();
    if (plan.liability.window && (rule == "curve" || rule == "window_over")) {
      inputs.set("vested", format_date(vested));
      inputs.set(
          "past",
          commission::elapsed(*plan.liability.window, vested, parse_date(row.str("date"))).text());
    }
    const commission::Verdict verdict =
        commission::judge(plan.liability, row.str("cause"), vested, parse_date(row.str("date")));
    if (verdict.rule == rule) result.set("part", verdict.part.text());
  }
  Json because = Json::array({row.str("because")});
  if (row.has("record")) inputs.set("record", row.at("record"));
  if (row.has("restored")) {
    result.set("restored", true);
    because.push(row.at("restored"));
  }
  Json out =
      commission::step_node("return", "liability." + rule, std::move(inputs), std::move(result));
  out.set("because", std::move(because));
  return out;
}

Json returns_node(const plan::Plan& plan, const Json& claim) {
  std::int64_t back = 0;
  std::vector<Json> steps;
  for (const Json& row : claim.list("returns")) {
    steps.push_back(return_node(plan, claim, row));
    if (!row.has("restored")) back = checked_add(back, row.num("amount"));
  }
  Json out = commission::step_node("returns", "", Json(), Json::object({{"amount", back}}));
  commission::below(out, std::move(steps));
  return out;
}

Json hold_node(const Json& hold) {
  Json out =
      commission::step_node("hold", "claim.hold", Json::object({{"since", hold.at("since")}}),
                            Json::object({{"reason", hold.at("reason")}}));
  out.set("because", Json::array({hold.at("because")}));
  return out;
}

Json rows_node(std::string_view step, const Json::Array& rows) {
  Json list = Json::array();
  for (const Json& row : rows) list.push(row);
  return commission::step_node(step, "", Json(), std::move(list));
}

}  // namespace

Json explain_claim(const State& hq, const std::string& id) {
  const Record claim = hq.get("claim", id);
  if (!claim) throw Error(Fault::kNoInput, "not_found", "claim " + id + " is not here");
  const auto plan = plan_of(hq, *claim);
  Json tree =
      plan ? commission::explain(*plan, sale_of(*claim))
           : commission::step_node(
                 "claim", "",
                 Json::object({{"order", claim->str("order")}, {"item", claim->str("item")}}),
                 Json::object({{"zero", claim->str_or("zero")}}));
  tree["result"].set("state", claim->str("state"));
  if (claim->has("ended")) tree["result"].set("ended", claim->str("ended"));
  tree.set("because", Json(claim->list("because")));
  Json::Array steps = tree.list("steps");
  Json vesting =
      commission::step_node("vesting", plan ? "vest.earned " + plan->earned : "",
                            Json::object({{"grace", claim->at("vest").str("grace")}}), Json());
  if (claim->at("vest").has("at")) vesting["result"].set("at", claim->at("vest").str("at"));
  if (Json ops = confirmations(hq, *claim); !ops.items().empty())
    vesting.set("because", std::move(ops));
  steps.push_back(std::move(vesting));
  if (claim->has("hold")) steps.push_back(hold_node(claim->at("hold")));
  std::vector<Json> rows;
  for (const Json& fact : facts(hq, "claim", id)) rows.push_back(fact_node(fact));
  Json books = commission::step_node("facts", "", Json(), Json::object({{"count", rows.size()}}));
  commission::below(books, std::move(rows));
  steps.push_back(std::move(books));
  for (const std::string& account : hq.find("account", "order", claim->str("order"))) {
    steps.push_back(account_node(hq, account));
  }
  if (plan && claim->has("returns")) steps.push_back(returns_node(*plan, *claim));
  if (claim->has("review")) steps.push_back(rows_node("review", claim->list("review")));
  tree.set("steps", Json(std::move(steps)));
  return tree;
}

}  // namespace kontor::claim
