// SPDX-License-Identifier: Apache-2.0
// Statement: what a payee is told of a settlement.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& statement_noun();

}  // namespace kontor
