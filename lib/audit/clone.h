// SPDX-License-Identifier: Apache-2.0
// A clone under audit: its repository, its ledger from the first entry on, its replica branches.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/history/formats.h"
#include "lib/history/repository.h"
#include "lib/history/roster.h"

namespace kontor {

// What is kept of an entry; its bytes are read again where they are needed.
struct ClonedEntry {
  Oid oid;
  Oid tree;
  std::vector<Oid> parents;
  EntryHead head;
};

struct Clone {
  std::string path;
  Repository repository;
  std::string scope;
  std::vector<ClonedEntry> entries;     // oldest first; signatures not checked yet
  std::map<std::string, Oid> branches;  // replica -> tip, as far as the clone has them
  Roster roster;

  const ClonedEntry& head() const { return entries.back(); }
};

// `path` is a bare repository or a working copy. `trust` as matches_trust takes it; empty: whoever
// signed the genesis. Error(kNoInput) for no repository or one without a ledger, Error(kData) for a
// branch of that name that is somebody else's, Error(kTrust) for a ledger whose chain or roster
// does not hold.
Clone open_clone(const std::string& path, const std::string& trust);
// The same of a repository whose ledger ends at `tip`: a site's own.
Clone clone_at(Repository repository, const Oid& tip, const std::string& trust);

// "entry 12 (oid) of ledger nord": how every finding names a place.
std::string place_of(const ClonedEntry& entry);
// Error(kTrust): `place` and what is wrong there.
[[noreturn]] void differs(const std::string& place, const std::string& why);

// The bytes of the file at a path of a tree; empty when there is none.
std::string file_at(const Repository& repository, const Oid& tree, std::string_view path);
// The files of roster/ in a tree.
std::map<std::string, std::string> roster_files(const Repository& repository, const Oid& tree);

}  // namespace kontor
