// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/operations.h"
#include "lib/lead/record.h"
#include "lib/scope/record.h"

namespace kontor::lead {

void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  out.whole = granted(hq, id, "whole");
  out.whole.insert(record.str("scope"));
  if (record.str("assignment") != "pooled") return;
  const Json card = pool_card(id, record);
  for (const std::string& scope : partner_scopes(hq)) {
    if (out.whole.contains(scope) || !admits(hq, record, scope::partner_of(hq, scope))) continue;
    out.views[scope].emplace_back("pool_card", card);
  }
}

}  // namespace kontor::lead
