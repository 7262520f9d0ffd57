// SPDX-License-Identifier: Apache-2.0
#include "lib/partner/operations.h"
#include "lib/scope/record.h"

namespace kontor::partner {

void audience(const State& hq, const std::string& id, const Json&, Projection& out) {
  scope::show_to_partner(hq, id, out);
}

void dependents(const State& hq, const std::string&, const Json&, std::set<RecordKey>& out) {
  for (std::string& id : hq.ids("offer")) out.emplace("offer", std::move(id));
}

}  // namespace kontor::partner
