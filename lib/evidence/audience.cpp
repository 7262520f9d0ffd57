// SPDX-License-Identifier: Apache-2.0
#include "lib/evidence/operations.h"
#include "lib/order/record.h"

namespace kontor::evidence {

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  if (const Record order = hq.get("order", record.str("order"))) {
    out.whole = order::whole_scopes(hq, *order);
  }
}

}  // namespace kontor::evidence
