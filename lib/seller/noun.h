// SPDX-License-Identifier: Apache-2.0
// Seller: a person who sells (TMF632 in a role). Names are private, the id is random.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& seller_noun();

}  // namespace kontor
