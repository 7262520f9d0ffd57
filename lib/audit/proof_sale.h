// SPDX-License-Identifier: Apache-2.0
// What a claim, or a payee's earning, says of its touches and its sale, held against the signed
// operations that its proof carries.
#pragma once

#include <string>
#include <vector>

#include "lib/audit/proof_trust.h"

namespace kontor {

// What of it no operation in the proof says: sentences, on HQ's signature. Error(kTrust,
// "touch_differs" or "sale_differs") names the field and the operation that says otherwise.
std::vector<std::string> check_sale(const ProofTrust& trust, const Json& record);

}  // namespace kontor
