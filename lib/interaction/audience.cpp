// SPDX-License-Identifier: Apache-2.0
#include "lib/interaction/operations.h"

namespace kontor::interaction {

void audience(const State&, const std::string&, const Json& record, Projection& out) {
  out.whole.insert(record.str("scope"));
}

}  // namespace kontor::interaction
