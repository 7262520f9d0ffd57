// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr VerbRow kVerbs[] = {
    {.verb = "run",
     .summary = "at HQ: hold back the reserve and settle what is open, up to a day",
     .operation = "settlement.run",
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "settlement",
     .run = write_record,
     .example = "kontor settlement run --until 2025-08-31"},
    {.verb = "list",
     .summary = "list the totals of the runs, one row a payee",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "settlement",
     .view = "settlements",
     .columns = "id,until,partner,role,payee,settled,carried,premium,reserve,release,currency",
     .run = list_records},
    {.verb = "show",
     .summary = "show a run",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "settlement",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> settlement_verbs() { return kVerbs; }

}  // namespace kontor::cli
