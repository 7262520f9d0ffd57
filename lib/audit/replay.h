// SPDX-License-Identifier: Apache-2.0
// The replay of the master: every entry computed anew from genesis on by the sequencer's own
// function, and compared. Also the replay of what one scope can prove alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/audit/signatures.h"
#include "lib/audit/verify.h"
#include "lib/ledger/sequence.h"

namespace kontor {

// What the master says of each scope's ledger, in order.
using NamedEntries = std::map<std::string, std::vector<Oid>>;

// Throws at the first difference. `scopes` helps to say what differs where a scope's clone is at
// hand.
NamedEntries replay_master(const Clone& master, const std::map<std::string, const Clone*>& scopes,
                           const CheckedSignatures& signatures, AuditReport& report,
                           const std::function<void(std::int64_t, std::int64_t)>& progress);

void replay_scope(const Clone& clone, const CheckedSignatures& signatures, AuditReport& report);

// The entry's signature is of the sequencer of its term.
void check_sequencer(const Clone& clone, const ClonedEntry& entry,
                     const CheckedSignatures& signatures);

// The sets between the heads in `view` and the entry's parents, verified. Error(kTrust) names the
// set.
std::vector<Intake> sets_of(const Clone& clone, const ClonedEntry& entry, const LedgerView& view);

}  // namespace kontor
