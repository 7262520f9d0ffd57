// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/seller/verbs.h"

#include "cmd/kontor/changes.h"
#include "cmd/kontor/files.h"
#include "cmd/kontor/history.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

int retire(Call& call) { return retire_file(call, "left"); }

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make seller files true",
     .operation = "seller.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares | kPrivacy,
     .shape = Shape::kWrittenMany,
     .kinds = "seller",
     .run = apply_sellers,
     .example = "kontor seller apply anna.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "seller",
     .result = difference_form,
     .run = diff_sellers,
     .example = "kontor seller diff seller.toml"},
    {.verb = "edit",
     .summary = "open the file of a seller in the editor (VISUAL, EDITOR), then apply it",
     .operation = "seller.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "seller",
     .run = edit_seller,
     .example = "kontor seller edit 3fk"},
    {.verb = "retire",
     .summary = "record that a seller left the business",
     .operation = "seller.apply",
     .positionals = kIdPositional,
     .shares = kRetireShares,
     .shape = Shape::kWritten,
     .kinds = "seller",
     .run = retire,
     .example = "kontor seller retire 3fk"},
    {.verb = "list",
     .summary = "list the sellers of the own business; at HQ all",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "seller",
     .view = "sellers",
     .columns = "id,state,login,name,partner,outlet",
     .run = list_records},
    {.verb = "show",
     .summary = "show a seller",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "seller",
     .run = show_file,
     .example = "kontor seller show 3fk --format toml --private > anna.toml"},
    {.verb = "history",
     .summary = "what changed a seller, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "seller",
     .result = history_form,
     .run = show_history},
};

}  // namespace

std::span<const VerbRow> seller_verbs() { return kVerbs; }

}  // namespace kontor::cli
