// SPDX-License-Identifier: Apache-2.0
// Taking a ledger: verify every new entry, move the base to the new head by the difference of the
// two trees, note the fates of own operations, run the undecided ones anew. One transaction.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/history/formats.h"
#include "lib/history/repository.h"
#include "lib/history/roster.h"
#include "lib/history/tree.h"
#include "lib/workspace/workspace.h"

namespace kontor {

struct TakeReport {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::set<RecordKey> changed;
  struct Rejected {
    std::string operation;
    std::string reason;
  };
  std::vector<Rejected> rejected;  // own operations
  bool stopped = false;  // an entry holds what this program does not know; see setting "stopped"
};

// The ledger's roster as pinned at join or init.
Roster pinned_roster(const Workspace& workspace);
void pin_roster(Workspace& workspace, const std::map<std::string, std::string>& files);
std::map<std::string, std::string> pinned_roster_files(const Workspace& workspace);

// Moves `scope` (own, or at HQ any) to `tip`, whose objects are in `repository`.
// Error(kTrust, "fork" | "bad_entry" | "state_differs" | "rows_altered"): nothing is changed.
TakeReport take_ledger(Workspace& workspace, const Repository& repository, const std::string& scope,
                       const Oid& tip);

// The same verification without taking: whether `tip` is a signed descendant of the pinned head.
// Error(kTrust, "fork" | "bad_entry").
void verify_ledger(const Workspace& workspace, const Repository& repository,
                   const std::string& scope, const Oid& tip);

// Tree nodes of one scope in the store.
class StoreNodes final : public NodeStore {
 public:
  StoreNodes(Store& store, std::string scope) : store_(store), scope_(std::move(scope)) {}
  std::optional<std::string> node(std::string_view path) const override {
    return store_.node(scope_, path);
  }
  void put_node(std::string_view path, std::string_view body) override {
    store_.put_node(scope_, path, body);
  }
  void remove_node(std::string_view path) override { store_.remove_node(scope_, path); }

 private:
  Store& store_;
  std::string scope_;
};

// Verified head and time of one entry commit. Error(kTrust, "bad_entry").
EntryHead verify_entry(const SignedCommit& commit, const Roster& roster, std::string_view scope);

// A kind or timer of the store's records that this program does not know: its rules are not all
// the rules, so it must decide nothing. Empty: it knows all.
std::string unknown_to_program(const Store& store);

// The state id computed from the rows of the base alone.
TreeId state_id_of_rows(const Store& store);

}  // namespace kontor
