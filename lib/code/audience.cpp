// SPDX-License-Identifier: Apache-2.0
#include "lib/code/operations.h"

namespace kontor::code {

void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  out.whole.insert(record.str("scope"));
  out.whole.merge(granted(hq, id, "whole"));
}

}  // namespace kontor::code
