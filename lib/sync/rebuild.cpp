// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/rebuild.h"

#include "lib/base/error.h"
#include "lib/sync/pass.h"
#include "lib/sync/sequencer.h"
#include "lib/sync/vault.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

void forget_taken(Workspace& workspace) {
  Store& store = workspace.store();
  Store::Transaction transaction(store);
  store.clear_records();
  for (const char* prefix : {"head/", "entry/", "replica_head/", "vault_head/", "vault/"}) {
    for (const auto& [key, value] : store.metas(prefix)) {
      if (std::string_view(prefix) == "head/" || std::string_view(prefix) == "vault/") {
        store.clear_nodes(key.substr(key.find('/') + 1));
      }
      store.remove_meta(key);
    }
  }
  store.remove_meta("match_seen");
  transaction.commit();
}

}  // namespace

TakeReport rebuild(Workspace& workspace, Remote& remote) {
  const SyncLock lock(workspace.home());
  Repository local = local_history(workspace);
  finish_sealing(workspace, local);
  seal_pending(workspace, local);  // with what was seen while they were written
  const std::string scope = workspace.scope();
  const std::optional<Oid> tip = remote.branch(scope, kLedgerBranch);
  if (!tip) {
    throw Error(Fault::kUnavailable, "hub_away", "the hub has no ledger " + scope,
                "rebuild needs the hub; run it again when it is back");
  }
  remote.fetch(scope, {kLedgerBranch}, local);
  forget_taken(workspace);
  Repository vault = local_vault(workspace);
  if (workspace.has_sequencer()) {
    take_vault(workspace, remote, vault);  // first: HQ publishes its own texts anew
    std::vector<IntakeProblem> waiting;    // the next pass tries and tells again
    return finish_publication(workspace, remote, local, waiting);
  }
  const TakeReport report = take_ledger(workspace, local, scope, *tip);
  take_vault(workspace, remote, vault);
  return report;
}

std::filesystem::path set_aside(const std::filesystem::path& home) {
  const SyncLock lock(home);
  const auto place = [&](int number, const std::string& suffix) {
    return home / ("kontor.db.damaged-" + std::to_string(number) + suffix);
  };
  int number = 1;
  while (std::filesystem::exists(place(number, ""))) ++number;
  for (const char* suffix : {"-wal", "-shm", ""}) {
    const std::filesystem::path file = home / (std::string("kontor.db") + suffix);
    if (std::filesystem::exists(file)) std::filesystem::rename(file, place(number, suffix));
  }
  return place(number, "");
}

}  // namespace kontor
