// SPDX-License-Identifier: Apache-2.0
// Rejection: what became of an operation that a rule refused, kept as a record until somebody has
// seen to it. The noun of the commands is `op`.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& rejection_noun();

}  // namespace kontor
