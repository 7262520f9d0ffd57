// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

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
     .kinds = "partner",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> partner_verbs() { return kVerbs; }

}  // namespace kontor::cli
