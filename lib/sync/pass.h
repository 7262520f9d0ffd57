// SPDX-License-Identifier: Apache-2.0
// One pass: seal, look at the hub's ledger (a fork is sent nothing), push (vault, then sets), then
// take; on HQ's store sequence instead. Nothing is taken while an operation is unsealed. The same
// in `kontor sync` and in the daemon.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/ledger/intake.h"
#include "lib/sync/remote.h"
#include "lib/workspace/take.h"
#include "lib/workspace/workspace.h"

namespace kontor {

struct PassReport {
  std::size_t sealed = 0;       // sets
  std::int64_t pushed = 0;      // sets that the hub has now and had not before
  std::int64_t entries = 0;     // written as sequencer
  std::int64_t operations = 0;  // sequenced
  std::int64_t from = 0;        // ledger index before and after
  std::int64_t to = 0;
  std::int64_t pending = 0;  // own operations still undecided
  std::size_t linked = 0;    // operations that HQ's jobs wrote
  std::vector<TakeReport::Rejected> rejected;
  std::vector<IntakeProblem> problems;
  bool enrolled = true;  // false: HQ has not accepted this replica yet
  bool stopped = false;  // the ledger needs a newer program
};

// One pass at a time in a home; the kernel lets go of it when a process dies. Error(kTemporary,
// "sync_busy").
class SyncLock {
 public:
  static constexpr const char* kFile = "sync.lock";  // its time is that of the newest look
  explicit SyncLock(const std::filesystem::path& home);
  SyncLock(const SyncLock&) = delete;
  SyncLock& operator=(const SyncLock&) = delete;
  ~SyncLock();

 private:
  int file_ = -1;
};

// Error(kUnavailable, "hub_away"): sealed, but nothing moved; local work is kept.
// Error(kTemporary, "sync_busy"): another pass runs in this home.
PassReport sync_pass(Workspace& workspace, Remote& remote);

}  // namespace kontor
