// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& order_noun();

}  // namespace kontor
