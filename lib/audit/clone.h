// SPDX-License-Identifier: Apache-2.0
// A clone under audit: its repository, its ledger from the first entry on, its replica branches.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/history/formats.h"
#include "lib/history/repository.h"
#include "lib/history/roster.h"

namespace kontor {

struct ClonedEntry {
  Oid oid;
  SignedCommit commit;
  EntryHead head;
};

struct Clone {
  std::string path;
  Repository repository;
  std::string scope;
  std::vector<ClonedEntry> entries;     // oldest first; signatures not checked yet
  std::map<std::string, Oid> branches;  // replica -> tip, as far as the clone has them
  Roster roster;
};

// Error(kNoInput) for no repository, Error(kTrust) for a ledger whose chain or roster does not
// hold.
Clone open_clone(const std::string& path, const std::string& trust);

// "entry 12 (oid) of ledger nord": how every finding names a place.
std::string place_of(const ClonedEntry& entry);

// The files of roster/ in a tree.
std::map<std::string, std::string> roster_files(const Repository& repository, const Oid& tree);

}  // namespace kontor
