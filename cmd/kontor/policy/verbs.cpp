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

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make policy files true: the next version of each",
     .operation = "policy.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "policy",
     .run = apply_files,
     .example = "kontor policy apply telecom.toml"},
    {.verb = "lint",
     .summary = "check policy files alone, without a store",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_files,
     .example = "kontor policy lint telecom.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "policy",
     .result = difference_form,
     .run = diff_files,
     .example = "kontor policy diff policy.toml"},
    {.verb = "edit",
     .summary = "open the file of a policy in the editor (VISUAL, EDITOR), then apply it",
     .operation = "policy.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "policy",
     .run = edit_file,
     .example = "kontor policy edit telecom"},
    {.verb = "list",
     .summary = "list the policies",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "policy",
     .view = "policies",
     .columns = "id,version,sector,steps,fields,evidence",
     .run = list_records},
    {.verb = "show",
     .summary = "show a policy with all its versions",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "policy",
     .run = show_file,
     .example = "kontor policy show telecom --format toml > telecom.toml"},
    {.verb = "history",
     .summary = "what changed a policy, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "policy",
     .result = history_form,
     .run = show_history},
};

}  // namespace

std::span<const VerbRow> policy_verbs() { return kVerbs; }

}  // namespace kontor::cli
