// SPDX-License-Identifier: Apache-2.0
#include "lib/return/operations.h"

#include <algorithm>

#include "lib/base/id.h"
#include "lib/contract/record.h"
#include "lib/order/record.h"
#include "lib/return/record.h"

namespace kontor::returns {
namespace {

Record order_of(const State& hq, const std::string& handle) {
  const Record code = hq.get("code", handle);
  if (!code) return hq.get("order", handle);
  return code->has("order") ? hq.get("order", code->str("order")) : nullptr;
}

bool is_returnable(const Json& item) {
  const std::string& state = item.str("state");
  return state == "completed" || !order::is_final(state);
}

std::vector<std::string> items_of(const Json& order, const Json& payload) {
  std::vector<std::string> out;
  if (payload.has("items")) {
    for (const Json& item : payload.list("items")) out.push_back(item.string());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  for (const auto& [slug, item] : order.map("items")) {
    if (is_returnable(item)) out.push_back(slug);
  }
  return out;
}

Outcome check_items(const Json& order, const Json& payload) {
  const std::vector<std::string> items = items_of(order, payload);
  if (items.empty()) return reject("already_returned", order.str("id"));
  for (const std::string& slug : items) {
    const Json* item = order.at("items").find(slug);
    if (!item) return reject("item_unknown", slug);
    if (item->str("state") == "returned") return reject("already_returned", slug);
    if (!is_returnable(*item)) return reject("not_returnable", slug + " " + item->str("state"));
  }
  return accept();
}

Outcome check_period(const State& hq, const Json& order, Date day) {
  const Record contract = hq.get("contract", order.str("id"));
  const std::string right = contract ? contract::withdrawal_on(*contract, day) : "none";
  if (right == "none") return reject("no_withdrawal", order.str("id"));
  if (right == "over") return reject("period_over", contract->str("withdrawal_until"));
  return accept();
}

}  // namespace

Outcome check_add(const State& state, const Operation& operation, const Context& context) {
  const Json& payload = operation.payload;
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const Record order = order_of(state, payload.str("handle"));
  if (!order) return reject("handle_unknown", payload.str("handle"));
  if (!order::is_closed(*order)) return reject("not_closed", order->str("id"));
  if (Outcome outcome = check_items(*order, payload); !outcome.accepted()) return outcome;
  const Date day = context.rule_time.date();
  if (payload.has("date") && parse_date(payload.str("date")) > day) {
    return reject("date_in_future", payload.str("date"));
  }
  return payload.str("cause") == "withdrawal" ? check_period(state, *order, day) : accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  const Json& payload = operation.payload;
  Json order = *order_of(state, payload.str("handle"));
  const std::string order_id = order.str("id");
  const std::string closing = order.at("close").str("scope");
  const std::vector<std::string> items = items_of(order, payload);

  // The handle stays out: a code is a key, and the record goes to two partners.
  Json record = new_record("return", operation, context,
                           Json::object({{"order", order_id},
                                         {"items", Json::strings(items)},
                                         {"cause", payload.str("cause")},
                                         {"closing", closing},
                                         {"accepting", context.scope},
                                         {"date", format_date(context.rule_time.date())},
                                         {"state", "received"}}));
  if (!context.outlet.empty()) record.set("outlet", context.outlet);
  if (payload.has("date")) record.set("stated", payload.at("date"));
  const std::vector<std::string> cancelled = order::return_items(state, order, items);
  if (!cancelled.empty()) record.set("cancelled", Json::strings(cancelled));
  state.put("return", operation.on, std::move(record));

  touch_record(order, operation, context);
  state.put("order", order_id, std::move(order));
  if (context.scope != closing && context.scope != "hq") {
    add_grant(state, "order", order_id, context.scope, "card", operation, context);
  }
}

Outcome check_reject(const State& state, const Operation& operation, const Context&) {
  const Record record = state.get("return", operation.on);
  if (record->str("state") == "refused") return reject("already_refused", operation.on);
  return accept();
}

void apply_reject(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("return", operation.on);
  const std::string order_id = record.str("order");
  Json order = *state.get("order", order_id);
  std::vector<std::string> items;
  for (const char* list : {"items", "cancelled"}) {
    for (const Json& item : record.list(list)) items.push_back(item.string());
  }
  order::keep_items(state, order, items);
  touch_record(order, operation, context);
  state.put("order", order_id, std::move(order));

  record.set("state", "refused");
  record.set("refused", format_date(context.rule_time.date()));
  record.set("reason", operation.payload.at("reason"));
  touch_record(record, operation, context);
  state.put("return", operation.on, std::move(record));
}

}  // namespace kontor::returns
