// SPDX-License-Identifier: Apache-2.0
// HQ's part of a pass: collect new sets, compute and sign the next entries, commit by the swap of
// the master, publish the scopes' entries, move the store. Whoever comes next finishes what a crash
// left.
#pragma once

#include <string>
#include <vector>

#include "lib/ledger/intake.h"
#include "lib/sync/remote.h"
#include "lib/workspace/store_ledger.h"

namespace kontor {

struct SequenceReport {
  std::int64_t entries = 0;  // of the master
  std::int64_t operations = 0;
  TakeReport take;
  std::vector<IntakeProblem> problems;  // branches that stand still
};

// One look: everything that stands on the hub now.
SequenceReport sequence_once(Workspace& workspace, Remote& remote, Repository& local);

// Makes the hub's scope ledgers what the master names, and the store what the master says. A scope
// that cannot be moved is a problem (lib/sync/publication.h) and holds up no other.
TakeReport finish_publication(Workspace& workspace, Remote& remote, Repository& local,
                              std::vector<IntakeProblem>& problems);

// Writes and publishes entries that make_entry computed and signed: objects, the swap of the
// master, the scopes' ledgers. Then the store moves (`ledger` is saved). For init and
// sequence_once.
TakeReport publish(Workspace& workspace, Remote& remote, Repository& local, StoreLedger& ledger,
                   const std::optional<Oid>& previous_master, std::vector<EntryOutput> entries,
                   std::vector<IntakeProblem>& problems);

// The signature callback of make_entry with the term's key.
std::function<Signed(const std::string&, const Commit&)> entry_signer(const SigningKey& key);

}  // namespace kontor
