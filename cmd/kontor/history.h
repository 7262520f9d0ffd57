// SPDX-License-Identifier: Apache-2.0
// Runner of `history` on every noun: the entries of the signed ledger that changed a record.
#pragma once

#include "cmd/kontor/call.h"

namespace kontor::cli {

const Form* history_form();
int show_history(Call& call);

inline constexpr Field kHistoryOptions[] = {{.name = "limit",
                                             .type = Type::kInt,
                                             .doc = "the newest N changes; 100 unless told",
                                             .min = 1}};

}  // namespace kontor::cli
