// SPDX-License-Identifier: Apache-2.0
// What the replay of the master and that of one scope share: the state as computed so far, the sets
// that an entry takes, the sets that wait.
#pragma once

#include <string>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/audit/inspection.h"
#include "lib/audit/verify.h"
#include "lib/ledger/intake.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"

namespace kontor {

class LedgerReplay {
 public:
  LedgerReplay(const LedgerReplay&) = delete;  // the view points into it
  LedgerReplay& operator=(const LedgerReplay&) = delete;

 protected:
  LedgerReplay(const Clone& clone, Inspection& inspection, AuditReport& report);
  ~LedgerReplay() = default;

  // The entry's commit, whose signature is handed in to be checked against the key of its term.
  SignedCommit signed_entry(const ClonedEntry& entry);
  // The sets between the heads so far and the entry's parents: verified, their signatures handed
  // in.
  std::vector<Intake> sets_of(const ClonedEntry& entry);
  // The sets on the branches of a clone of `clone.scope` that no entry has taken yet. What they
  // have seen beyond the ledger's end witnesses that its tail is cut off.
  void check_waiting(const Clone& clone);
  void note_head(const Intake& set);

  const Clone& clone_;
  Inspection& inspection_;
  AuditReport& report_;
  const EmptyState empty_;
  Overlay records_;
  LedgerView view_;

 private:
  ReplicaIntake read_sets(const Clone& clone, const std::string& place, const std::string& replica,
                          const Oid& tip);
  bool is_behind(const Clone& clone, const std::string& replica, const Oid& tip) const;
  void refuse_waiting(const Clone& clone, const std::string& replica, const IntakeProblem& problem);

  std::string place_;  // where the sets that are being read belong
};

// Runs one step of a replay. What it throws names the place; malformed data is a broken promise of
// whoever signed it: Error(kTrust).
void at_place(const std::string& place, const std::function<void()>& step);

}  // namespace kontor
