// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/operations.h"

#include "lib/base/id.h"
#include "lib/scope/record.h"

namespace kontor::scope {

Outcome check_add(const State& state, const Operation& operation, const Context&) {
  // A slash would make the scope a folder in the hub and in the master's tree.
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  if (operation.on == kHq) return reject("scope_reserved", operation.on);
  const std::string& partner = operation.payload.str("partner");
  if (const auto taken = of_partner(state, partner); !taken.empty()) {
    return reject("partner_has_scope", taken.front());
  }
  const Record record = state.get("partner", partner);
  if (record && record->str_or("state") == "ended") return reject("partner_ended", partner);
  return accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  state.put("scope", operation.on, new_record("scope", operation, context, operation.payload));
}

}  // namespace kontor::scope
