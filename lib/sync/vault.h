// SPDX-License-Identifier: Apache-2.0
// Private values between sites: a site uploads sealed subjects on its own vault branch; HQ merges,
// re-wraps and publishes to each scope exactly the subjects that it may see, in 32 buckets by first
// id symbol; a site takes its scope's buckets. The buckets: hq/{symbol} of {scope}-vault.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/history/repository.h"
#include "lib/ledger/intake.h"
#include "lib/ledger/sequence.h"
#include "lib/sync/remote.h"
#include "lib/workspace/workspace.h"

namespace kontor {

// A site: sends what no bucket has confirmed yet, again if the hub does not hold it any more.
// Returns the number of subjects sent. A subject too large to send becomes a problem.
std::size_t push_vault(Workspace& workspace, Remote& remote, Repository& vault,
                       std::vector<IntakeProblem>& problems);
// A site: takes changed buckets of its scope. Returns the number of subjects taken or dropped.
std::size_t take_vault(Workspace& workspace, Remote& remote, Repository& vault);

// HQ: opens what sites have uploaded. Returns the subjects concerned. An upload that cannot be used
// becomes a problem and stops nobody else.
std::set<std::string> collect_vault(Workspace& workspace, Remote& remote, Repository& vault,
                                    std::vector<IntakeProblem>& problems);
// HQ: brings the buckets of every scope up to date with the state. Returns the number of files
// changed. A subject too large to publish becomes a problem.
std::size_t publish_vault(Workspace& workspace, Remote& remote, Repository& vault,
                          std::vector<IntakeProblem>& problems);

// HQ: notes whose files a new entry may change; publish_vault works the notes off.
void mark_vault_subjects(Workspace& workspace, const EntryOutput& entry);
void mark_all_vault_subjects(Workspace& workspace);

// Commitments anywhere in a record.
std::set<std::string> commitments_in(const Json& record);

}  // namespace kontor
