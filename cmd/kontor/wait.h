// SPDX-License-Identifier: Apache-2.0
// --wait: sync until HQ has decided what was just written.
#pragma once

#include <string>
#include <vector>

#include "cmd/kontor/call.h"
#include "lib/change/noun.h"

namespace kontor::cli {

struct WaitResult {
  std::vector<Fate> fates;        // of each operation; empty without --wait
  std::vector<Outcome> outcomes;  // of each operation: why HQ rejected it, else accepted
  int exit = 0;                   // 1 rejected, 69 hub away, 75 still pending
};
WaitResult wait_for(Call& call, const std::vector<Written>& written);

}  // namespace kontor::cli
