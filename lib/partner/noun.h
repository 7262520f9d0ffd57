// SPDX-License-Identifier: Apache-2.0
// Partner: a business that sells (TMF668).
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& partner_noun();

}  // namespace kontor
