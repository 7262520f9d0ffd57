// SPDX-License-Identifier: Apache-2.0
#include "lib/replica/operations.h"
#include "lib/scope/record.h"

namespace kontor::replica {

void audience(const State&, const std::string&, const Json& record, Projection& out) {
  const std::string& scope = record.str("scope");
  if (scope != scope::kHq) out.whole.insert(scope);
}

}  // namespace kontor::replica
