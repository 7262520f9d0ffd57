// SPDX-License-Identifier: Apache-2.0
// What happens to a submitted order: events of its items, and giving up what has not happened yet.
#include <algorithm>

#include "lib/order/items.h"
#include "lib/order/operations.h"
#include "lib/order/record.h"

namespace kontor::order {
namespace {

// An event is no later than the operation that reports it; a back end may report it late.
Instant event_time(const Operation& operation, const Context& context) {
  const Json* at = operation.payload.find("at");
  return at ? parse_instant(at->string()) : context.rule_time;
}

}  // namespace

Outcome check_confirm(const State& state, const Operation& operation, const Context& context) {
  const Record order = state.get("order", operation.on);
  if (!is_closed(*order)) return reject("not_submitted", operation.on);
  const std::string& slug = operation.payload.str("item");
  const Json* item = order->at("items").find(slug);
  if (!item) return reject("item_unknown", slug);

  const std::string& event = operation.payload.str("state");
  const std::string& now = item->str("state");
  if (item->has(event)) return reject("already_confirmed", slug + " " + event);
  // What was released may be delivered later, though the item is complete to the back end.
  const bool more = now == "completed" && event != "failed";
  if (is_final(now) && !more) return reject("item_final", slug + " " + now);
  // Money may come before the goods, and before their turn.
  if (now == "held" && event != "failed" && event != "paid") {
    return reject("gate_closed", slug + " waits for " + item->str_or("gate"));
  }
  const Instant at = event_time(operation, context);
  if (at > context.rule_time) return reject("at_in_future", format_instant(at));
  if (at < parse_instant(order->at("close").str("at"))) {
    return reject("at_before_close", format_instant(at));
  }
  return accept();
}

void apply_confirm(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  const std::string& event = operation.payload.str("state");
  Json& item = order["items"][operation.payload.str("item")];
  item.set(event, format_instant(event_time(operation, context)));
  item["confirmed"].set(event, operation.id.text());
  if (event != "paid") {
    item.set("state", event == "failed" ? "failed" : "completed");
    item.erase("ask");
    if (event == "failed") item.erase("gate");
    settle_gates(state, order);
    roll_up(order);
  }
  touch_record(order, operation, context);
  state.put("order", operation.on, std::move(order));
}

Outcome check_cancel(const State& state, const Operation& operation, const Context&) {
  const Record order = state.get("order", operation.on);
  if (is_draft(*order)) return accept();
  const Json::Object& items = order->map("items");
  const bool open = is_closed(*order) && std::any_of(items.begin(), items.end(), [](const auto& i) {
                      return !is_final(i.second.str("state"));
                    });
  return open ? accept() : reject("already_final", order->str("state"));
}

void apply_cancel(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  const bool draft = is_draft(order);
  for (auto& [slug, item] : order["items"].members()) {
    if (is_final(item.str("state"))) continue;
    item.set("state", "cancelled");
    item.erase("gate");
    item.erase("ask");
  }
  if (draft) {
    order.set("draft", "cancelled");
    order.set("state", "cancelled");
    order.set("step", "closed");
  } else {
    roll_up(order);
  }
  order.set("cancel_reason", operation.payload.str("reason"));
  touch_record(order, operation, context);
  state.put("order", operation.on, std::move(order));
}

}  // namespace kontor::order
