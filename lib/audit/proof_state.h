// SPDX-License-Identifier: Apache-2.0
// The records of a proof as a State.
#pragma once

#include "lib/audit/proof.h"

namespace kontor {

class ProofState {
 public:
  explicit ProofState(const Proof& proof);
  ProofState(const ProofState&) = delete;
  ProofState& operator=(const ProofState&) = delete;
  const State& records() const { return records_; }

 private:
  EmptyState empty_;
  Overlay records_;
};

}  // namespace kontor
