// SPDX-License-Identifier: Apache-2.0
#include "lib/return/operations.h"

namespace kontor::returns {

void audience(const State&, const std::string&, const Json& record, Projection& out) {
  out.whole = {record.str("accepting"), record.str("closing")};
}

}  // namespace kontor::returns
