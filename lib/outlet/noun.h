// SPDX-License-Identifier: Apache-2.0
// Outlet: a partner's shop, call centre, web shop, pop-up.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& outlet_noun();

}  // namespace kontor
