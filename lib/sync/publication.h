// SPDX-License-Identifier: Apache-2.0
// The scopes' ledgers on the hub, moved up to what the master names. The master's swap is the only
// commit point; a scope that cannot be moved is told, remembered and tried again with every pass,
// and holds up no other.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/ledger/intake.h"
#include "lib/sync/remote.h"
#include "lib/workspace/workspace.h"

namespace kontor {

// Codes of the problems that this makes.
inline constexpr const char* kForkProblem = "fork";  // what stands there no master names
inline constexpr const char* kBusyProblem = "publication_busy";

// Whether `earlier` stands below `entry` in the chain of first parents, as far as it is here.
bool is_earlier(const Repository& local, const Oid& earlier, const Oid& entry);

// Moves each scope from an earlier entry of ours to `tips`, which `master` names.
void publish_scopes(Workspace& hq, Remote& remote, Repository& local, const Oid& master,
                    const std::map<std::string, Oid>& tips, std::vector<IntakeProblem>& problems);

// Those that an earlier pass could not move.
void publish_waiting(Workspace& hq, Remote& remote, Repository& local,
                     std::vector<IntakeProblem>& problems);

}  // namespace kontor
