// SPDX-License-Identifier: Apache-2.0
#include "lib/outlet/operations.h"

#include "lib/base/id.h"
#include "lib/outlet/record.h"

namespace kontor::outlet {

Outcome check_apply(const State&, const Operation& operation, const Context&) {
  const std::string prefix = operation.payload.str("partner") + "/";
  if (!is_site_slug(operation.on) || !operation.on.starts_with(prefix)) {
    return reject("outlet_name", operation.on);
  }
  if (const Json* split = operation.payload.find("split")) {
    if (split->num("seller") + split->num("business") == 0) return reject("split_empty");
  }
  return accept();
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  Json record = applied_record("outlet", state.get("outlet", operation.on), operation, context,
                               operation.payload);
  if (!record.has("state")) record.set("state", "open");
  if (!record.has("zone")) record.set("zone", kDefaultZone);
  state.put("outlet", operation.on, std::move(record));
}

}  // namespace kontor::outlet
