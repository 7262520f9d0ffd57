// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/target/verbs.h"

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

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make target files true",
     .operation = "target.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "target",
     .run = apply_files,
     .example = "kontor target apply targets.toml --dry-run"},
    {.verb = "retire",
     .summary = "measure nobody by a target any more",
     .operation = "target.retire",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "target",
     .run = write_record},
    {.verb = "lint",
     .summary = "check target files alone, without a store",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_files,
     .example = "kontor target lint targets.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "target",
     .result = difference_form,
     .run = diff_files,
     .example = "kontor target diff target.toml"},
    {.verb = "edit",
     .summary = "open the file of a target in the editor (VISUAL, EDITOR), then apply it",
     .operation = "target.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "target",
     .run = edit_file,
     .example = "kontor target edit nord-mitte-q3"},
    {.verb = "list",
     .summary = "list the targets of the own business; at HQ all",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "target",
     .view = "targets",
     .columns = "id,state,unit,role,product,from,length,measure,value,revenue,currency",
     .run = list_records,
     .example = "kontor target list --where state=current"},
    {.verb = "show",
     .summary = "show a target; kontor report attainment says what was reached",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "target",
     .run = show_file,
     .example = "kontor target show nord-mitte-q3 --format toml"},
    {.verb = "history",
     .summary = "what changed a target, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "target",
     .result = history_form,
     .run = show_history},
    {.verb = "explain",
     .summary = "why a target stands where it stands: each credit of its unit, and what is missing",
     .positionals = kIdPositional,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = target_explain_form,
     .run = explain_target,
     .example = "kontor target explain nord-mitte-q3"},
};

}  // namespace

std::span<const VerbRow> target_verbs() { return kVerbs; }

}  // namespace kontor::cli
