// SPDX-License-Identifier: Apache-2.0
#include "lib/dispute/operations.h"
#include "lib/scope/record.h"

namespace kontor::dispute {

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  scope::show_to_partner(hq, record.str("partner"), out);
}

}  // namespace kontor::dispute
