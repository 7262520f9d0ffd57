// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/operations.h"
#include "lib/scope/record.h"

namespace kontor::plan {

// Every payee must be able to recompute what it is paid.
void audience(const State& hq, const std::string&, const Json&, Projection& out) {
  scope::show_to_all(hq, out);
}

void acceptance_audience(const State&, const std::string&, const Json& record, Projection& out) {
  out.whole.insert(record.str("scope"));
}

}  // namespace kontor::plan
