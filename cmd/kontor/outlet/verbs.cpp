// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
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

constexpr Field kDirectory[] = {
    {.name = "directory", .type = Type::kFlag, .doc = "the cards of all outlets"}};

int list_outlets(Call& call) {
  if (!call.args.has("directory")) return list_records(call);
  return list_view(
      call,
      {.view = "directory", .kinds = "directory_card", .columns = "id,partner,channel,place"});
}

int retire(Call& call) { return retire_file(call, "closed"); }

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make outlet files true",
     .operation = "outlet.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "outlet",
     .run = apply_files,
     .example = "kontor outlet apply outlets.toml"},
    {.verb = "lint",
     .summary = "check outlet files alone, without a store",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_files,
     .example = "kontor outlet lint outlet.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "outlet",
     .result = difference_form,
     .run = diff_files,
     .example = "kontor outlet diff outlet.toml"},
    {.verb = "edit",
     .summary = "open the file of an outlet in the editor (VISUAL, EDITOR), then apply it",
     .operation = "outlet.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "outlet",
     .run = edit_file,
     .example = "kontor outlet edit nord/mitte"},
    {.verb = "retire",
     .summary = "record that an outlet closed for good",
     .operation = "outlet.apply",
     .positionals = kIdPositional,
     .shares = kRetireShares,
     .shape = Shape::kWritten,
     .kinds = "outlet",
     .run = retire,
     .example = "kontor outlet retire nord/pop-up"},
    {.verb = "list",
     .summary = "list the outlets of the own business; at HQ all",
     .options = kDirectory,
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "outlet|directory_card",
     .view = "outlets",
     .columns = "id,state,partner,channel,place",
     .run = list_outlets,
     .example = "kontor outlet list --where channel=shop"},
    {.verb = "show",
     .summary = "show an outlet, or its card in the directory",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "outlet|directory_card",
     .run = show_file,
     .example = "kontor outlet show nord/mitte --format toml"},
    {.verb = "history",
     .summary = "what changed an outlet, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "outlet",
     .result = history_form,
     .run = show_history},
};

}  // namespace

std::span<const VerbRow> outlet_verbs() { return kVerbs; }

}  // namespace kontor::cli
