// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& contract_noun();

}  // namespace kontor
