// SPDX-License-Identifier: Apache-2.0
// Plan: what a sold item earns and how it is shared.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& plan_noun();

}  // namespace kontor
