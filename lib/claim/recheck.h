// SPDX-License-Identifier: Apache-2.0
// A claim held against its own inputs: computed anew from the sale and the plan that its record
// names, and its facts against its shares. For who verifies a proof.
#pragma once

#include <string>
#include <vector>

#include "lib/change/state.h"

namespace kontor::claim {

struct Recheck {
  bool everything = false;         // from the base on; else from the pool and the weights on
  std::string why_not;             // why not everything
  std::vector<std::string> wrong;  // what does not come out as recorded; empty: all does
};

// At HQ: base, pool, stages, shares and premiums from sale and plan; what was earned against the
// shares; the state against the facts.
Recheck recheck_claim(const State& hq, const std::string& claim);
// Of an earning, under its pseudonyms. Where the plan or a hand decides by party, which pseudonyms
// hide, only the division by the recorded weights is computed.
Recheck recheck_earning(const State& site, const std::string& earning);

}  // namespace kontor::claim
