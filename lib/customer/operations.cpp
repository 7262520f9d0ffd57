// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/operations.h"

#include "lib/customer/record.h"

namespace kontor::customer {
namespace {

Json with_fields(Json record, const Json& payload) {
  for (const auto& [field, value] : payload.members()) record.set(field, value);
  return record;
}

Outcome check_source(const Json& record) {
  if (record.has("source_id") && !record.has("source")) return reject("source_missing");
  return accept();
}

}  // namespace

Outcome check_add(const State&, const Operation& operation, const Context&) {
  return check_source(operation.payload);
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("customer", operation, context, operation.payload);
  record.set("state", "initialized");
  state.put("customer", operation.on, std::move(record));
}

// A private field differs by its salt even where the text is the same, so that only a change of
// public fields can be nothing.
Outcome check_set(const State& state, const Operation& operation, const Context&) {
  const Record present = state.get("customer", operation.on);
  if (!present) return reject("not_visible");
  const Json wanted = with_fields(*present, operation.payload);
  if (wanted == *present) return reject("nothing_to_do");
  return check_source(wanted);
}

void apply_set(Overlay& state, const Operation& operation, const Context& context) {
  Json record = with_fields(*state.get("customer", operation.on), operation.payload);
  touch_shared(record, operation, context);
  state.put("customer", operation.on, std::move(record));
}

}  // namespace kontor::customer
