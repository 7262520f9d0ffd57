// SPDX-License-Identifier: Apache-2.0
// HQ's store as the sequencer sees it: the base state and the tree nodes of every scope, with the
// new entries' changes in memory until the master's swap has committed them. What is read is held
// against the last signed entry of `local`: Error(kTrust, "rows_altered") before anything is
// signed.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/ledger/sequence.h"
#include "lib/workspace/checked.h"
#include "lib/workspace/take.h"
#include "lib/workspace/workspace.h"

namespace kontor {

// Changes over the nodes of one scope in the store.
class NodeOverlay final : public NodeStore {
 public:
  explicit NodeOverlay(std::unique_ptr<NodeStore> below) : below_(std::move(below)) {}
  std::optional<std::string> node(std::string_view path) const override;
  void put_node(std::string_view path, std::string_view body) override;
  void remove_node(std::string_view path) override;
  void flush();

 private:
  std::unique_ptr<NodeStore> below_;
  std::map<std::string, std::optional<std::string>, std::less<>> changes_;
};

class StoreLedger {
 public:
  StoreLedger(Workspace& workspace, const Repository& local);
  LedgerView& view() { return view_; }
  // Notes an entry so that later ones find it as `Seen`, and its outcome for save().
  void add(const EntryOutput& entry);
  // After the commit point: one transaction that moves the store to the last entry. Own operations
  // get their fate; undecided ones are run anew. The ledger is spent afterwards.
  TakeReport save();

 private:
  void check_heads();
  std::optional<Tip> known_entry(const std::string& scope, std::int64_t index) const;

  Workspace& ws_;
  const Repository& local_;
  std::unique_ptr<CheckedNodes> master_;
  CheckedState base_;
  Overlay records_;
  std::map<std::string, std::unique_ptr<NodeOverlay>> nodes_;
  std::map<std::string, std::map<std::int64_t, Tip>> entries_;  // new ones, by scope and index
  std::vector<EntryOutput::Fate> fates_;
  std::map<std::string, std::int64_t> decided_at_;  // operation -> master index
  LedgerView view_;
};

// Every replica's record of HQ's base against the ledger. Error(kTrust, "rows_altered").
void check_replicas(Workspace& hq, const Repository& local);

}  // namespace kontor
