// SPDX-License-Identifier: Apache-2.0
// Runner of `lint` on nouns whose files are read by a form: the file alone, without a store.
#pragma once

#include "cmd/kontor/call.h"

namespace kontor::cli {

int lint_files(Call& call);

}  // namespace kontor::cli
