// SPDX-License-Identifier: Apache-2.0
// Replica: one installation with its own store and keys. The first, hq-1, comes from genesis.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& replica_noun();

}  // namespace kontor
