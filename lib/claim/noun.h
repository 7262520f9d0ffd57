// SPDX-License-Identifier: Apache-2.0
// Claim: what a sold item earns, for whom, and the facts that are the money.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& claim_noun();

}  // namespace kontor
