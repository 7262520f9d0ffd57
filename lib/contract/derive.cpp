// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/contract/operations.h"
#include "lib/contract/record.h"
#include "lib/offer/record.h"
#include "lib/order/record.h"
#include "lib/policy/record.h"

namespace kontor::contract {
namespace {

Date closed_on(const Json& order) { return parse_instant(order.at("close").str("at")).date(); }

// Only what somebody may still have: not failed, cancelled or returned.
bool is_held(const Json& item) {
  const std::string& state = item.str("state");
  return state == "completed" || !order::is_final(state);
}

std::vector<std::string> held_items(const Json& order) {
  std::vector<std::string> out;
  for (const auto& [slug, item] : order.map("items")) {
    if (is_held(item)) out.push_back(slug);
  }
  return out;
}

bool any_arrived(const Json& order) {
  const Json::Object& items = order.map("items");
  return std::any_of(items.begin(), items.end(), [](const auto& item) {
    return item.second.has("released") || item.second.has("delivered");
  });
}

// By phone a contract may hang on the customer's approval in text form (TKG section 54(3)).
bool approval_missing(const State& hq, const Json& order, const Cause& cause) {
  const order::OpenPoints open =
      order::open_points(hq, order, order.at("close").str("channel"), cause.rule_time);
  return std::any_of(open.after_close.begin(), open.after_close.end(), [](const auto& evidence) {
    return evidence.code == "APR" && evidence.strength == "hard";
  });
}

std::string state_of(const State& hq, const Json& order, const Cause& cause) {
  if (held_items(order).empty()) return "terminated";
  if (!any_arrived(order)) return "pendingActive";
  return approval_missing(hq, order, cause) ? "pendingActive" : "active";
}

std::int64_t term_of(const State& hq, const Json& order) {
  std::int64_t out = 0;
  const auto look = [&](const std::string& slug, std::int64_t version) {
    const Record offer = hq.get("offer", slug);
    const Json* content = offer ? offer::version_of(*offer, version) : nullptr;
    if (content) out = std::max(out, content->num_or("term_months", 0));
  };
  look(order.str("offer"), order.num("version"));
  for (const auto& [slug, item] : order.map("items")) look(slug, item.num("version"));
  return out;
}

struct Delivery {
  std::optional<Date> last;
  bool pending = false;  // something is still to come
};

Delivery delivery_of(const Json& order) {
  Delivery out;
  for (const auto& [slug, item] : order.map("items")) {
    if (!order::is_final(item.str("state"))) out.pending = true;
    if (!item.has("delivered")) continue;
    const Date day = parse_instant(item.str("delivered")).date();
    out.last = out.last ? std::max(*out.last, day) : day;
  }
  return out;
}

bool is_consumer(const State& hq, const Json& order) {
  const Record customer =
      order.has("customer") ? hq.get("customer", order.str("customer")) : nullptr;
  return !customer || customer->str_or("type", "consumer") == "consumer";
}

// Whether a delivery would move the end: asked with one so late that it would outlast every other.
bool waits_for_delivery(const Json& body, std::string_view contract_type, Date contract) {
  constexpr std::int64_t kCenturyDays = 36'600;
  const Date late{contract.days + kCenturyDays};
  return policy::withdrawal_until(body, contract_type, contract, late) !=
         policy::withdrawal_until(body, contract_type, contract, std::nullopt);
}

void set_withdrawal(const State& hq, const Json& order, Json& contract) {
  contract.set("withdrawal", "none");
  contract.erase("withdrawal_until");
  if (!is_consumer(hq, order)) return;
  const std::string type = contract.str("contract_type");
  const Date closed = closed_on(order);
  const Delivery delivery = delivery_of(order);
  std::optional<Date> until;
  bool pending = false;
  for (const order::Rules& rules : order::rules_of(hq, order)) {
    const auto last = delivery.pending ? std::nullopt : delivery.last;
    const auto end = policy::withdrawal_until(*rules.body, type, closed, last);
    if (end) until = until ? std::max(*until, *end) : *end;
    pending = pending || (delivery.pending && waits_for_delivery(*rules.body, type, closed));
  }
  if (until) contract.set("withdrawal_until", format_date(*until));
  if (until || pending) contract.set("withdrawal", pending ? "pending" : "set");
}

Json make_contract(const State& hq, const Json& order, const Cause& cause) {
  const std::string& id = order.str("id");
  Json contract = derived_record("contract", id, order.at("close").str("scope"), cause);
  contract.set("order", id);
  for (const char* key : {"customer", "offer", "version"}) {
    if (order.has(key)) contract.set(key, order.at(key));
  }
  const std::string start = order::text_of(order, "contract.start");
  contract.set("from", start.empty() ? format_date(closed_on(order)) : start);
  if (const std::int64_t months = term_of(hq, order); months > 0) {
    contract.set("term_months", months);
  }
  contract.set("contract_type", order::contract_type(order, order.at("close").str("channel")));
  return contract;
}

void update(Overlay& state, const std::string& id, const Cause& cause) {
  const Record order = state.get("order", id);
  if (!order || !order::is_closed(*order)) return;
  const Record before = state.get("contract", id);
  Json contract = before ? *before : make_contract(state, *order, cause);
  contract.set("items", Json::strings(held_items(*order)));
  contract.set("state", state_of(state, *order, cause));
  // What came back says nothing of the period in which it could: that stays as it was.
  if (contract.str("state") != "terminated") set_withdrawal(state, *order, contract);
  if (!contract.has("withdrawal")) contract.set("withdrawal", "none");
  if (contract.str("state") != "terminated") {
    contract.erase("ended");  // what had come back is the customer's again
  } else if (!contract.has("ended")) {
    contract.set("ended", format_date(cause.rule_time.date()));
  }
  if (before && *before == contract) return;
  if (before) touch_derived(contract, cause);
  state.put("contract", id, std::move(contract));
}

}  // namespace

void derive(Overlay& state, const std::set<RecordKey>& changed, const Cause& cause) {
  std::set<std::string> orders;
  for (const auto& [kind, id] : changed) {
    if (kind == "order") orders.insert(id);
    if (kind != "evidence") continue;
    if (const Record evidence = state.get("evidence", id)) orders.insert(evidence->str("order"));
  }
  for (const std::string& id : orders) update(state, id, cause);
}

}  // namespace kontor::contract
