// SPDX-License-Identifier: Apache-2.0
// The two replays. Of the master: every entry computed anew from genesis on by the sequencer's own
// function, and compared. Of one scope: what its repository proves alone. Both throw at the first
// difference, Error(kTrust), and name its place; signatures are handed to the inspection.
#pragma once

#include <functional>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/audit/inspection.h"
#include "lib/audit/verify.h"

namespace kontor {

using Done = std::function<void(std::int64_t)>;  // told after each entry: what was done by it

// `scopes` are clones of other scopes' ledgers: they must hold what the master names, and help to
// say what differs.
void replay_master(const Clone& master, const std::vector<const Clone*>& scopes,
                   Inspection& inspection, AuditReport& report, const Done& done);

void replay_scope(const Clone& clone, Inspection& inspection, AuditReport& report,
                  const Done& done);

}  // namespace kontor
