// SPDX-License-Identifier: Apache-2.0
// What a claim, or a book, rests on, down to the commits that sign it: each opens with stock git,
//   git -C REPOSITORY show SET:ops.jsonl
#pragma once

#include <string>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/change/form.h"
#include "lib/change/state.h"
#include "lib/claim/sources.h"

namespace kontor {

// Of an operation that something rests on, wherever one is listed.
inline constexpr Field kOperationFields[] = {
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "its id"},
    {.name = "kind", .type = Type::kWord, .need = Need::kRequired, .doc = "lead.add"},
    {.name = "on", .type = Type::kText, .need = Need::kRequired, .doc = "record it is about"},
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "as stated"},
    {.name = "actor", .type = Type::kText, .need = Need::kRequired, .doc = "seller or replica"},
    {.name = "for",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "what of it this is behind, and the record: touch interaction/7k2m..."},
    {.name = "scope", .type = Type::kWord, .need = Need::kRequired, .doc = "whose set it is"},
};
extern const Form signed_operation_form;  // of a row of "operations"

// {"operations": [...], "timers": [ids], "elsewhere": [operation ids]}: the change set of each
// operation and the entry that decided it; timers, which the ledger fires and nobody signs but HQ;
// and what other scopes signed, which this history does not hold.
Json basis_of(const Clone& clone, const std::vector<claim::Source>& sources);

// {"claim"|"book","basis","record","explanation"} and what basis_of gives. `id` in full: of a claim
// or book at HQ, else of an earning or of the card of a book. `state` is that of the clone's head.
Json explain_whole(const State& state, const Clone& clone, const std::string& id);

}  // namespace kontor
