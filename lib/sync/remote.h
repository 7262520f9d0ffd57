// SPDX-License-Identifier: Apache-2.0
// A hub as a replica meets it: bare repositories by name ("nord", "nord-vault"), branches, objects.
// Two kinds: a directory (in process, compare-and-swap) and any git URL (stock git as a child
// process). Tests replace it. The outcome of a push is decided by re-reading the branch, never by
// an error text.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/history/repository.h"

namespace kontor {

// The branch of the ledger, in every repository of histories.
inline constexpr const char* kLedgerBranch = "ledger";

enum class Pushed {
  kDone,   // the branch stands where it was asked to
  kMoved,  // somebody else's value stands there
};

class Remote {
 public:
  virtual ~Remote() = default;

  // Makes the bare repository if it is absent. A URL hub that cannot: Error(kCannotCreate,
  // "no_repository") with what to ask the git server for.
  virtual void create(const std::string& repository, RepositoryUse use) = 0;
  // Branches ("ledger", "replica/shop-nord-1") and where they stand; empty for an absent
  // repository. Error(kUnavailable, "hub_away") when the hub cannot be reached.
  virtual std::map<std::string, Oid> branches(const std::string& repository) = 0;
  virtual std::optional<Oid> branch(const std::string& repository, const std::string& branch) = 0;
  // Brings the objects of the branches into `local` and sets refs/hub/{repository}/{branch}.
  virtual void fetch(const std::string& repository, const std::vector<std::string>& branches,
                     Repository& local) = 0;
  // Trees and blobs that a later push will need, already in memory; a mere help. No commits: one
  // that is there is taken as complete with all its parents.
  virtual void offer(const std::string& repository, const std::vector<Object>& objects,
                     EntryCache& cache) = 0;
  // Moves the branch from `from` (empty: it must not exist) to `to` (empty: removes it), with the
  // objects from `local`. Never forced but by the lease that `from` is: the vault's branches may
  // move to anything.
  virtual Pushed push(const std::string& repository, const std::string& branch,
                      const std::optional<Oid>& from, const std::optional<Oid>& to,
                      const Repository& local) = 0;
  // Forgets unreachable objects where the hub lets us (directory hubs): the vault after an audience
  // shrank.
  virtual void forget_unreachable(const std::string& repository) = 0;
};

// `hub` is a directory, or a URL with {repo} in it ("ssh://git@hub/kontor/{repo}.git").
std::unique_ptr<Remote> open_remote(const std::string& hub);
std::unique_ptr<Remote> path_remote(const std::string& directory);
std::unique_ptr<Remote> git_remote(const std::string& url_template);

std::string tracking_ref(std::string_view repository, std::string_view branch);
std::string vault_of(std::string_view scope);  // "{scope}-vault"

}  // namespace kontor
