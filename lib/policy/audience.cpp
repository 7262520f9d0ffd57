// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/operations.h"
#include "lib/scope/record.h"

namespace kontor::policy {

// Rules of the law are no secret, and every channel must be able to gate its own close.
void audience(const State& hq, const std::string&, const Json&, Projection& out) {
  scope::show_to_all(hq, out);
}

}  // namespace kontor::policy
