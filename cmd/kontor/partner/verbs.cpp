// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/changes.h"
#include "cmd/kontor/files.h"
#include "cmd/kontor/findings.h"
#include "cmd/kontor/history.h"
#include "cmd/kontor/lint.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

int retire(Call& call) { return retire_file(call, "ended"); }

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make partner files true",
     .operation = "partner.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "partner",
     .run = apply_files,
     .example = "kontor partner apply partners.toml --dry-run"},
    {.verb = "lint",
     .summary = "check partner files alone, without a store",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_files,
     .example = "kontor partner lint partner.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "partner",
     .result = difference_form,
     .run = diff_files,
     .example = "kontor partner diff partner.toml"},
    {.verb = "edit",
     .summary = "open the file of a partner in the editor (VISUAL, EDITOR), then apply it",
     .operation = "partner.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "partner",
     .run = edit_file,
     .example = "kontor partner edit nord"},
    {.verb = "retire",
     .summary = "end a partner: it is shipped no offers any more",
     .operation = "partner.apply",
     .positionals = kIdPositional,
     .shares = kRetireShares,
     .shape = Shape::kWritten,
     .kinds = "partner",
     .run = retire,
     .example = "kontor partner retire west"},
    {.verb = "list",
     .summary = "list the partners that are known here",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "partner",
     .view = "partners",
     .columns = "id,state,name,type,tier,framework",
     .run = list_records,
     .example = "kontor partner list --where tier=gold"},
    {.verb = "show",
     .summary = "show a partner",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "partner",
     .run = show_file,
     .example = "kontor partner show nord --format toml --private > nord.toml"},
    {.verb = "history",
     .summary = "what changed a partner, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "partner",
     .result = history_form,
     .run = show_history},
};

}  // namespace

std::span<const VerbRow> partner_verbs() { return kVerbs; }

}  // namespace kontor::cli
