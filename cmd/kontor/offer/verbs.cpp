// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

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
     .kinds = "offer",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> offer_verbs() { return kVerbs; }

}  // namespace kontor::cli
