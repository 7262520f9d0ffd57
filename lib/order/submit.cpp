// SPDX-License-Identifier: Apache-2.0
// The gate: everything hard that is open refuses the close, and every missing thing is named.
#include "lib/order/items.h"
#include "lib/order/operations.h"
#include "lib/order/record.h"
#include "lib/outlet/record.h"

namespace kontor::order {
namespace {

void add_word(std::string& list, std::string_view word) {
  if (!list.empty()) list += ' ';
  list += word;
}

Outcome check_open(const OpenPoints& open) {
  std::string fields;
  for (const std::string& field : open.fields) add_word(fields, field);
  if (!fields.empty()) return reject("step_missing", fields);

  std::string unchecked;
  std::string blocked;
  for (const OpenCheck& check : open.checks) {
    add_word(check.why == "block" ? blocked : unchecked, check.id);
  }
  if (!unchecked.empty()) return reject("check_missing", unchecked);
  if (!blocked.empty()) return reject("check_block", blocked);

  std::string evidence;
  for (const OpenEvidence& missing : open.before_close) {
    if (missing.strength == "hard") add_word(evidence, missing.code);
  }
  return evidence.empty() ? accept() : reject("evidence_missing", evidence);
}

}  // namespace

Outcome check_submit(const State& state, const Operation& operation, const Context& context) {
  const Record order = state.get("order", operation.on);
  if (!is_draft(*order)) return reject("not_draft", order->str("state"));
  if (order->str("draft") == "hold") return reject("draft_held", operation.on);
  const std::string channel = outlet::channel_of(state, context.outlet);
  if (channel.empty()) return reject("no_outlet", "a close needs the outlet where it happens");
  if (Outcome outcome = check_sale(state, *order, channel, context.rule_time.date());
      !outcome.accepted()) {
    return outcome;
  }
  return check_open(open_points(state, *order, channel, context.rule_time));
}

void apply_submit(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  Json close = Json::object({{"at", format_instant(context.rule_time)},
                             {"channel", outlet::channel_of(state, context.outlet)},
                             {"op", operation.id.text()},
                             {"outlet", context.outlet},
                             {"scope", context.scope}});
  if (operation.actor != context.replica) close.set("seller", operation.actor);
  order.set("close", std::move(close));
  order.set("draft", "completed");
  order.set("state", "acknowledged");
  order.set("step", "closed");
  for (auto& [slug, item] : order["items"].members()) item.set("state", "acknowledged");
  settle_gates(state, order);
  touch_record(order, operation, context);
  state.put("order", operation.on, std::move(order));
}

}  // namespace kontor::order
