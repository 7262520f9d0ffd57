// SPDX-License-Identifier: Apache-2.0
// How a site stands (`status`) and whether its store and repository are whole (`doctor`).
#pragma once

#include <string>
#include <vector>

#include "lib/history/repository.h"
#include "lib/workspace/workspace.h"

namespace kontor {

struct SiteStatus {
  std::string ledger;
  std::string scope;
  std::string replica;
  std::string role;
  std::string clock;
  Head head;
  bool enrolled = false;
  bool stale = false;        // the newest entry has expired
  std::int64_t pending = 0;  // own operations without a verdict
  std::int64_t unsealed = 0;
  std::int64_t rejections = 0;  // of the whole scope, not dismissed
  std::string state_of_rows;    // sha256 id computed from the rows of the base
  std::string state_signed;     // trailer State of the head; empty before the first entry
  bool altered = false;  // what the two ids do not cover: private values, rows called pending
  bool whole() const { return !altered && (state_signed.empty() || state_of_rows == state_signed); }
  std::string stopped;  // index and path that need a newer program
};
// Opens the local repository for the signed id. Recomputes the state id from the rows each time.
SiteStatus site_status(const Workspace& workspace);

// The setting in which a pass leaves the commit at which it met the own branch at the hub, when
// this store had not written that; and the name of the problem.
inline constexpr const char* kBranchAhead = "branch_ahead";

struct Complaint {
  std::string what;    // "record lead k7q...: altered"
  std::string remedy;  // the command that mends it
};
// Store integrity, rows against the signed tree (each altered, missing or foreign row by name), own
// branch against the outbox, key files, private values that are missing or not what was committed.
std::vector<Complaint> examine(Workspace& workspace);

}  // namespace kontor
