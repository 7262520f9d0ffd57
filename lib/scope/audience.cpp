// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/operations.h"
#include "lib/scope/record.h"

namespace kontor::scope {

void audience(const State&, const std::string& id, const Json&, Projection& out) {
  out.whole.insert(id);
}

void dependents(const State& hq, const std::string&, const Json& record, std::set<RecordKey>& out) {
  for (const char* kind : {"offer", "policy", "plan", "outlet", "target"}) {
    for (std::string& id : hq.ids(kind)) out.emplace(kind, std::move(id));
  }
  const std::string& partner = record.str("partner");
  out.emplace("partner", partner);
  for (std::string& id : hq.find("seller", "partner", partner)) {
    out.emplace("seller", std::move(id));
  }
  // Pooled leads show a card to every scope that the consent admits.
  for (std::string& id : hq.find("lead", "assignment", "pooled"))
    out.emplace("lead", std::move(id));
}

}  // namespace kontor::scope
