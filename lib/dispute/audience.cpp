// SPDX-License-Identifier: Apache-2.0
#include "lib/dispute/operations.h"
#include "lib/scope/record.h"

namespace kontor::dispute {

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  scope::show_to_partner(hq, record.str("partner"), out);
}

void of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out) {
  for (std::string& id : hq.ids("dispute")) {
    const Record dispute = hq.get("dispute", id);
    if (dispute->str("partner") == partner) out.emplace("dispute", std::move(id));
  }
}

}  // namespace kontor::dispute
