// SPDX-License-Identifier: Apache-2.0
// Reading a clone: one claim down to its signed operations, one record at an index, the list of
// entries.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.h"

namespace kontor {

// {"claim","record","explanation": node,"operations":[{"op","kind","at","actor","set"}]}: every
// operation that the explanation rests on, with the change set that carries its signature. `claim`
// is any unique prefix. Needs the master's clone. Error(kNoInput, "no_record"), Error(kUsage,
// "ambiguous_id").
Json explain_from_clone(const std::string& repository, const std::string& claim);

// A record as the ledger had it at `index` (0: at the head). Error(kNoInput, "no_record").
Json show_from_clone(const std::string& repository, const std::string& id, std::int64_t index);

// Items {"index","oid","time","lines":[...]} of the last `most` entries, newest first.
std::vector<Json> log_of_clone(const std::string& repository, std::size_t most);

// roster/allowed_signers of the head, for git verify-commit.
std::string allowed_signers_of_clone(const std::string& repository);

}  // namespace kontor
