// SPDX-License-Identifier: Apache-2.0
// Verifies sets before they are sequenced or replayed: signature, place in the chain, ledger,
// scope, Seen, payload. A set that fails stops its replica's branch; what is wrong with single
// operations is judged later.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/history/repository.h"
#include "lib/ledger/sequence.h"

namespace kontor {

struct IntakeProblem {
  std::string commit;  // OID of the set at fault
  std::string code;    // "bad_signature", "gap", "foreign_ledger", "unknown_operation", ...
  std::string message;
};

struct ReplicaIntake {
  std::vector<Intake> sets;              // good ones, in sequence
  std::optional<IntakeProblem> problem;  // what stops the branch after them
};

// Runs `work` for one branch or repository. What is wrong with its data is returned and stops
// nobody else; a hub that is away or a full disk is thrown on, as it concerns all.
std::optional<IntakeProblem> problem_of(const std::string& what, const std::string& commit,
                                        const std::function<void()>& work);

// The sets between the replica's head in `view` and `tip`, read from `repository`.
ReplicaIntake read_branch(const Repository& repository, const LedgerView& view,
                          const std::string& replica, const Oid& tip);

}  // namespace kontor
