// SPDX-License-Identifier: Apache-2.0
// Does a hub hold what this site expects of it? Branches are compared with what was taken here and
// verified where they differ; nothing is sent, and nothing is taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/sync/remote.h"
#include "lib/workspace/workspace.h"

namespace kontor {

enum class HubState {
  kWhole,    // stands where it should
  kAhead,    // a ledger: entries that this site has not taken yet
  kWaiting,  // a replica's: sets that are not in the ledger yet
  kBehind,   // earlier than it should, and the next pass sends it on
  kNone,     // nothing was sent there yet
  kLost,     // it has been there
  kForked,   // what stands there does not follow, or is not signed by whom it should be
  kUnknown,  // a branch of no replica that the ledger enrols
};
std::string_view to_string(HubState state);

struct HubRow {
  std::string repository;
  std::string branch;  // empty: the repository, a vault's
  std::optional<Oid> oid;
  HubState state = HubState::kWhole;
  std::int64_t entries = 0;  // ahead
  std::int64_t sets = 0;     // of a replica: on the hub, not in the ledger yet
  std::int64_t unsent = 0;   // of this site: operations that the hub does not have
  std::string what = {};     // is wrong
  std::string remedy = {};

  // Lost, forked and unknown: a pass would stop here, or be lied to.
  bool holds() const { return state < HubState::kLost; }
};

// Of the own scope, at HQ of all. Objects are read where branches moved, the rest is
// `kontor-audit verify`. Error(kUnavailable, "hub_away").
std::vector<HubRow> check_hub(Workspace& site, Remote& remote);

}  // namespace kontor
