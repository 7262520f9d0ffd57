// SPDX-License-Identifier: Apache-2.0
#include "lib/partner/operations.h"

#include "lib/base/id.h"
#include "lib/partner/record.h"

namespace kontor::partner {

Outcome check_apply(const State&, const Operation& operation, const Context&) {
  // A partner's slug is the first half of its outlets' ids.
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  // "any" in a consent means every partner; "hq" is the scope that sees all.
  if (operation.on == "any" || operation.on == "hq") return reject("slug_reserved", operation.on);
  return accept();
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  Json record = applied_record("partner", state.get("partner", operation.on), operation, context,
                               operation.payload);
  if (!record.has("state")) record.set("state", "engaged");
  state.put("partner", operation.on, std::move(record));
}

}  // namespace kontor::partner
