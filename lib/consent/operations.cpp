// SPDX-License-Identifier: Apache-2.0
#include "lib/consent/operations.h"

#include "lib/base/time.h"
#include "lib/consent/record.h"
#include "lib/customer/record.h"

namespace kontor::consent {

Outcome check_add(const State&, const Operation& operation, const Context& context) {
  if (operation.payload.list("permitted").empty()) return reject("permitted_missing");
  const Json* expires = operation.payload.find("expires");
  if (expires && parse_date(expires->string()) < context.rule_time.date()) {
    return reject("already_expired", expires->string());
  }
  return accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("consent", operation, context, operation.payload);
  record.set("state", "validated");
  state.put("consent", operation.on, std::move(record));
}

Outcome check_withdraw(const State& state, const Operation& operation, const Context&) {
  const Record present = state.get("consent", operation.on);
  if (!present) return reject("not_visible");
  if (present->str("state") == "withdrawn") return reject("nothing_to_do");
  return accept();
}

// Whoever holds it records it: a withdrawal must be as easy as the consent was, in any channel.
void apply_withdraw(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("consent", operation.on);
  record.set("state", "withdrawn");
  record.set("withdrawn", format_instant(context.rule_time));
  if (const Json* reason = operation.payload.find("reason")) record.set("reason", *reason);
  customer::touch_shared(record, operation, context);
  state.put("consent", operation.on, std::move(record));
}

void derive(Overlay& state, const std::set<RecordKey>&, const Cause& cause) {
  if (!cause.operation || cause.operation->kind != "consent.add") return;
  const Json* expires = cause.operation->payload.find("expires");
  if (!expires) return;
  set_timer(state, cause, 0, kExpire, cause.operation->on, end_of(parse_date(expires->string())));
}

void expire(Overlay& state, const Json& timer, const Cause& cause) {
  const Record present = state.get("consent", timer.str("on"));
  if (!present || !live(*present)) return;
  Json record = *present;
  record.set("lapsed", true);
  touch_derived(record, cause);
  state.put("consent", timer.str("on"), std::move(record));
}

}  // namespace kontor::consent
