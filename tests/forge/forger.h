// SPDX-License-Identifier: Apache-2.0
// Who holds a valid sequencer key and lies: writes the next entry of a ledger with trees, trailers
// and signatures that are in order, so that nothing but recomputation finds the lie. For tests.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/ledger/intake.h"
#include "lib/workspace/store_ledger.h"

namespace kontor::forge {

using ScopeFiles = std::map<std::string, FileChanges>;  // scope -> what its entry changes

struct Lie {
  // The state that the entry is computed from. What is put here leaves no trace of its own.
  std::function<void(Overlay&)> state;
  // The sets that the entry takes, beside those whose branches it names.
  std::function<void(std::vector<Intake>&)> sets;
  // What the entry says, after it was computed.
  std::function<void(ScopeFiles&)> files;
};

class Forger {
 public:
  // HQ's home, with its store and the sequencer's key; the folder of the hub.
  Forger(Workspace& hq, std::filesystem::path hub);

  Repository repository(const std::string& scope) const;
  // The ledger's next entry at `time`, taking all sets that wait, published in the hub. The OID of
  // the master's entry.
  Oid next_entry(Instant time, const Lie& lie);

  // A set with these operations (kind, on, payload), signed with `key` in the name of the site's
  // replica, on top of its branch in the hub; its operations were asked nobody.
  struct Act {
    std::string kind;
    std::string on;
    Json payload;
  };
  Intake add_set(Workspace& site, const SigningKey& key, const std::vector<Act>& acts,
                 const std::string& ledger = {});

 private:
  std::vector<Intake> waiting(const LedgerView& view) const;
  Signed rebuild(const std::string& scope, const Tip& tip, const FileChanges& files,
                 const EntryHead& base, std::vector<Oid> heads, std::vector<Object>& objects);
  void publish(const std::string& scope, const std::vector<Object>& objects, const Signed& commit,
               const Tip& tip);

  Workspace& hq_;
  std::filesystem::path hub_;
};

// What a person may do to a clone without any key: the commit `oid` of a ledger anew with another
// parent, and every later one on top of it, each with the signature it had.
Oid regraft(Repository& repository, const std::vector<Oid>& commits, const Oid& parent);

// One byte of a file on disk, changed.
void flip_byte(const std::filesystem::path& file, std::size_t at);

}  // namespace kontor::forge
