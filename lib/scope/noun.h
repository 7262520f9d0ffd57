// SPDX-License-Identifier: Apache-2.0
// Scope: the set of replicas that see the same data. One per partner, plus `hq`, which sees all and
// has no record.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& scope_noun();

}  // namespace kontor
