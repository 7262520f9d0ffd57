// SPDX-License-Identifier: Apache-2.0
#include "lib/rejection/operations.h"
#include "lib/rejection/record.h"

namespace kontor::rejection {

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  const std::string scope = scope_of(hq, record);
  if (!scope.empty() && scope != "hq") out.whole.insert(scope);
}

}  // namespace kontor::rejection
