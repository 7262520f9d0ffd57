// SPDX-License-Identifier: Apache-2.0
// Reading a clone: one claim down to its signed operations, records at an index, the entries.
#pragma once

#include <string>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/base/json.h"

namespace kontor {

// What explain_whole (basis.h) tells of the claim or book whose id begins with `typed`: from the
// master's clone the calculation itself, from a scope's clone what its earning or card says of it.
// Error(kNoInput, "no_record"), Error(kUsage, "ambiguous_id").
Json explain_claim(const Clone& clone, const std::string& typed);

// The id of that claim or earning, book or card, in full.
std::string claim_in(const Clone& clone, const std::string& typed);

// The records with this id ("autumn", "offer/autumn", a unique prefix) as the ledger had them at
// `index` (0: at the head). Error(kNoInput, "no_record" | "no_entry"), Error(kUsage,
// "ambiguous_id").
std::vector<Json> records_of(const Clone& clone, const std::string& id, std::int64_t index);

// Items {"index","oid","time","sets","lines": [...]} of the last `most` entries, newest first; the
// lines of operations say kind, on and actor too.
std::vector<Json> log_of(const Clone& clone, std::size_t most);

// roster/allowed_signers of the head, for git verify-commit.
std::string allowed_signers_of(const Clone& clone);

}  // namespace kontor
