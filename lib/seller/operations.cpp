// SPDX-License-Identifier: Apache-2.0
#include "lib/seller/operations.h"

#include "lib/base/id.h"
#include "lib/outlet/record.h"
#include "lib/scope/record.h"
#include "lib/seller/record.h"

namespace kontor::seller {

Outcome check_apply(const State& state, const Operation& operation, const Context& context) {
  // A slug would be a name, and names are private.
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const std::string& partner = operation.payload.str("partner");
  const std::string& outlet = operation.payload.str("outlet");
  if (context.scope != scope::kHq && scope::partner_of(state, context.scope) != partner) {
    return reject("not_your_partner", partner);
  }
  if (outlet::partner_of(state, outlet) != partner) return reject("outlet_foreign", outlet);
  const Record before = state.get("seller", operation.on);
  if (before && before->str("partner") != partner) return reject("partner_fixed", operation.on);
  return accept();
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  const Record before = state.get("seller", operation.on);
  Json record = before
                    ? *before
                    : new_record("seller", operation, context, Json::object({{"state", "active"}}));
  for (const auto& [name, value] : operation.payload.members()) record.set(name, value);
  if (before) touch_record(record, operation, context);
  state.put("seller", operation.on, std::move(record));
}

}  // namespace kontor::seller
