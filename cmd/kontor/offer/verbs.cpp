// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/offer/verbs.h"

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

constexpr Field kCheckPositional[] = {
    {.name = "what",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "TOML file (its name ends in .toml), or an offer by any unique prefix of its id"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make offer files true: new offers, and new versions of known ones",
     .operation = "offer.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "offer",
     .run = apply_files,
     .example = "kontor offer apply tariff-l.toml phone.toml autumn.toml"},
    {.verb = "launch",
     .summary = "put an offer on sale: its newest version, or the one named",
     .operation = "offer.launch",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "offer",
     .run = write_record,
     .example = "kontor offer launch autumn"},
    {.verb = "retire",
     .summary = "take an offer off sale for good",
     .operation = "offer.retire",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "offer",
     .run = write_record},
    {.verb = "lint",
     .summary = "check offer files alone, without a store",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_files,
     .example = "kontor offer lint offer.toml"},
    {.verb = "check",
     .summary = "would it be taken and go on sale now: offers of this site, or of files",
     .positionals = kCheckPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = check_offers,
     .example = "kontor offer check autumn.toml"},
    {.verb = "diff",
     .summary = "what apply would change: files beside what is here",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "offer",
     .result = difference_form,
     .run = diff_files,
     .example = "kontor offer diff offer.toml"},
    {.verb = "edit",
     .summary = "open the file of an offer in the editor (VISUAL, EDITOR), then apply it",
     .operation = "offer.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "offer",
     .run = edit_file,
     .example = "kontor offer edit autumn"},
    {.verb = "list",
     .summary = "list the offers that reach this site",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "offer",
     .view = "offers",
     .columns = "id,state,version,launched,name,campaign,items",
     .run = list_records,
     .example = "kontor offer list --where state=launched"},
    {.verb = "show",
     .summary = "show an offer with all its versions",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "offer",
     .run = show_file,
     .example = "kontor offer show autumn --format toml > autumn.toml"},
    {.verb = "history",
     .summary = "what changed an offer, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "offer",
     .result = history_form,
     .run = show_history,
     .example = "kontor offer history autumn"},
};

}  // namespace

std::span<const VerbRow> offer_verbs() { return kVerbs; }

}  // namespace kontor::cli
