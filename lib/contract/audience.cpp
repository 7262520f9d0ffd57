// SPDX-License-Identifier: Apache-2.0
#include "lib/contract/operations.h"
#include "lib/order/record.h"

namespace kontor::contract {

void audience(const State& hq, const std::string& id, const Json&, Projection& out) {
  if (const Record order = hq.get("order", id)) out.whole = order::whole_scopes(hq, *order);
}

}  // namespace kontor::contract
