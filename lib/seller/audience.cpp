// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/record.h"
#include "lib/seller/operations.h"

namespace kontor::seller {

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  scope::show_to_partner(hq, record.str("partner"), out);
}

}  // namespace kontor::seller
