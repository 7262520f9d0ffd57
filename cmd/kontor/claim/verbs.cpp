// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/claim/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kOne[] = {
    {.name = "id", .type = Type::kWord, .doc = "claim (ORDER.ITEM) or order; else all"}};

constexpr Field kExplained[] = {
    {.name = "id",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "claim (ORDER.ITEM), or book of a payee's periods (PLAN.PAYEE.YEAR), by any unique "
            "prefix"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "list",
     .summary = "list claims; at a partner's site its own shares in them",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "claim|earning",
     .view = "claims",
     .columns = "id,state,plan,plan_version,pool,outstanding,currency,closed,vested,disputed,hold",
     .run = list_claims},
    {.verb = "show",
     .summary = "show a claim; at a partner's site what it may know of it",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "claim|earning",
     .run = show_record},
    {.verb = "history",
     .summary = "list the facts: every amount that was posted, and why",
     .positionals = kOne,
     .shares = kReads | kLists,
     .shape = Shape::kItems,
     .result = fact_row_form,
     .run = list_facts,
     .example = "kontor claim history k7q"},
    {.verb = "explain",
     .summary = "explain a claim, or a payee's periods, down to the signed change sets",
     .positionals = kExplained,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = explain_form,
     .run = explain_one_claim,
     .example = "kontor claim explain k7qx2m4p9zw4c1vd.phone"},
    {.verb = "prove",
     .summary = "write the proof of a claim or book: one file, checked with no repository",
     .positionals = kExplained,
     .shares = kReads,
     .shape = Shape::kText,
     .run = prove_claim,
     .example = "kontor claim prove k7qx2m4p9zw4c1vd.phone -o phone.proof"},
    {.verb = "decide",
     .summary = "at HQ: let a late touch of the review in, or leave it out",
     .operation = "claim.decide",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "claim",
     .run = write_record},
    {.verb = "split",
     .summary = "at HQ: share a stage by hand",
     .operation = "claim.split",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "claim",
     .run = write_record,
     .example = "kontor claim split k7qx2m4p9zw4c1vd.phone --stage consultation "
                "--weights nord=2 --weights sued=1 --reason agreed"},
    {.verb = "hold",
     .summary = "at HQ: keep a claim from being settled, for a reason that its payees are told",
     .operation = "claim.hold",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "claim",
     .run = write_record,
     .example = "kontor claim hold k7qx2m4p9zw4c1vd.phone --reason 'fraud check'"},
    {.verb = "resume",
     .summary = "at HQ: let a held claim be settled again; the next run pays it",
     .operation = "claim.resume",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "claim",
     .run = write_record,
     .example = "kontor claim resume k7qx2m4p9zw4c1vd.phone"},
};

}  // namespace

std::span<const VerbRow> claim_verbs() { return kVerbs; }

}  // namespace kontor::cli
