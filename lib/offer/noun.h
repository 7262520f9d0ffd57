// SPDX-License-Identifier: Apache-2.0
// Offer: what is sold, at which price, where, by whom (TMF620 ProductOffering).
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& offer_noun();

}  // namespace kontor
