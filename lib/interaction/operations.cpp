// SPDX-License-Identifier: Apache-2.0
#include "lib/interaction/operations.h"

#include <string>
#include <string_view>

#include "lib/interaction/record.h"

namespace kontor::interaction {
namespace {

std::string customer_by(const State& state, const Json& payload, std::string_view kind) {
  const Json* named = payload.find(kind);
  const Record record = named ? state.get(kind, named->string()) : nullptr;
  return record ? record->str_or("customer") : std::string();
}

}  // namespace

Outcome check_add(const State&, const Operation&, const Context&) { return accept(); }

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("interaction", operation, context, operation.payload);
  for (std::string_view kind : {"lead", "order"}) {
    if (record.has("customer")) break;
    const std::string customer = customer_by(state, operation.payload, kind);
    if (!customer.empty()) record.set("customer", customer);
  }
  record.set("state", "completed");
  state.put("interaction", operation.on, std::move(record));
}

}  // namespace kontor::interaction
