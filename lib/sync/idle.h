// SPDX-License-Identifier: Apache-2.0
// What a pass leaves behind when there was nothing to do (HOME/idle): the files of the store as it
// read them, and what it knows of the hub. As long as both stand as they did, the next pass has
// nothing to do either, and need not open the store to learn it: reading the schema alone costs
// more than the rest of such a pass.
//   {"hub":H,"index":N,"scope":S,"store":"files","tip":OID,"vault":["hq/3 OID",...]}
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "lib/sync/pass.h"

namespace kontor {

// Made before a pass reads the store, under its lock.
class IdleNote {
 public:
  explicit IdleNote(const std::filesystem::path& home);
  // Written if the pass found nothing to do and nothing to wait for.
  void keep(const Workspace& workspace, const PassReport& report) const;

 private:
  std::filesystem::path home_;
  std::string files_;  // empty: written too lately to tell the next write from the last
};

// The report of a pass that would change nothing; empty: run one. Asks the hub for the ledger's and
// the vault's branches. Error(kTemporary, "sync_busy") as a pass.
std::optional<PassReport> idle_pass(const std::filesystem::path& home);

}  // namespace kontor
