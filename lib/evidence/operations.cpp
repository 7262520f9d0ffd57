// SPDX-License-Identifier: Apache-2.0
#include "lib/evidence/operations.h"

#include "lib/base/id.h"
#include "lib/evidence/record.h"
#include "lib/order/record.h"
#include "lib/outlet/record.h"

namespace kontor::evidence {

Outcome check_add(const State& state, const Operation& operation, const Context& context) {
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const std::string& order_id = operation.payload.str("order");
  const Record order = state.get("order", order_id);
  if (!order) return reject("not_visible", order_id);
  if (order->str("state") == "cancelled") return reject("order_cancelled", order_id);
  const Json* at = operation.payload.find("at");
  if (at && parse_instant(at->string()) > context.rule_time) {
    return reject("at_in_future", at->string());
  }
  return accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  const Json* at = operation.payload.find("at");
  const Instant when = at ? parse_instant(at->string()) : context.rule_time;
  const std::string channel = outlet::channel_of(state, context.outlet);
  Json evidence = new_record("evidence", operation, context, operation.payload);
  evidence.set("date", format_date(when.date()));
  if (!channel.empty()) evidence.set("channel", channel);
  state.put("evidence", operation.on, std::move(evidence));

  const std::string& order_id = operation.payload.str("order");
  Json order = *state.get("order", order_id);
  if (order::update_step(state, order, channel, context.rule_time)) {
    touch_record(order, operation, context);
    state.put("order", order_id, std::move(order));
  }
}

}  // namespace kontor::evidence
