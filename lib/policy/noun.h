// SPDX-License-Identifier: Apache-2.0
// Policy: what a sector asks of an order before and after the close.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& policy_noun();

}  // namespace kontor
