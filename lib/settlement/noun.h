// SPDX-License-Identifier: Apache-2.0
// Settlement: what is paid out for a period.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& settlement_noun();

}  // namespace kontor
