// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/record.h"
#include "lib/target/operations.h"

namespace kontor::target {

// An outlet's id begins with its partner, and never changes it.
void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  const std::string& unit = record.str("unit");
  scope::show_to_partner(hq, unit.substr(0, unit.find('/')), out);
}

}  // namespace kontor::target
