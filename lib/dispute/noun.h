// SPDX-License-Identifier: Apache-2.0
// Dispute: a payee doubts its share of a claim, HQ answers.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& dispute_noun();

}  // namespace kontor
