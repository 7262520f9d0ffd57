// SPDX-License-Identifier: Apache-2.0
// Pending operations become signed change sets on refs/heads/replica/{replica} of the local
// repository. The exact signed bytes go into the outbox in a transaction before git sees them; a
// crash at any point is finished by the next call.
#pragma once

#include <cstddef>

#include "lib/history/repository.h"
#include "lib/workspace/workspace.h"

namespace kontor {

inline constexpr std::string_view kHistoryFolder = "history.git";
inline constexpr std::string_view kVaultFolder = "vault.git";

// The site's local cache of the history; made if absent.
Repository local_history(const Workspace& workspace);
Repository local_vault(const Workspace& workspace);

// Sets sealed now. 0 when nothing was pending.
std::size_t seal_pending(Workspace& workspace, Repository& local);
// Writes sets that an earlier run signed but did not finish. Error(kTrust, "branch_moved") when the
// local branch holds what this store did not write.
void finish_sealing(Workspace& workspace, Repository& local);

// "lead.pick k7qx2m4p, code.issue 2 more": kinds and id prefixes, never content.
std::string set_summary(const std::vector<OutboxRow>& rows);

std::string replica_branch(std::string_view replica);  // refs/heads/replica/{replica}

}  // namespace kontor
