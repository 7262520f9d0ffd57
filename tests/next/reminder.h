// SPDX-License-Identifier: Apache-2.0
// What a next release might know beside: a noun (a reminder that all partners see), and a second
// version of an operation. tests/next/upgrade.py runs its programs beside the shipped ones.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

const NounRow& reminder_noun();
const NounRow& next_interaction_noun();  // interaction.add is at version 2

}  // namespace kontor
