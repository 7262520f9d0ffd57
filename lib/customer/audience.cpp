// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/operations.h"
#include "lib/customer/record.h"

namespace kontor::customer {

void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  out.whole = holders(hq, id, record);
}

void dependents(const State& hq, const std::string& id, const Json&, std::set<RecordKey>& out) {
  for (std::string& consent : hq.find("consent", "customer", id)) {
    out.emplace("consent", std::move(consent));
  }
}

}  // namespace kontor::customer
