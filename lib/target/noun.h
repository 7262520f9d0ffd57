// SPDX-License-Identifier: Apache-2.0
// Target: what an outlet or a partner is to reach in a period.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& target_noun();

}  // namespace kontor
