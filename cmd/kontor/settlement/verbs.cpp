// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/settlement/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kJournal[] = {
    {.name = "from", .type = Type::kDate, .doc = "first day of the facts"},
    {.name = "to", .type = Type::kDate, .doc = "last day of the facts"},
};

constexpr VerbRow kVerbs[] = {
    {.verb = "run",
     .summary = "at HQ: work out tiers and caps, hold back the reserve, settle up to a day",
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
     .columns = "id,until,partner,role,payee,settled,carried,waiting,on_hold,true_up,premium,"
                "reserve,release,currency",
     .run = list_records},
    {.verb = "books",
     .summary = "list what tiers, caps, floors and draws gave or took; at a partner's site its own",
     .shares = kReads | kLists,
     .shape = Shape::kItems,
     .result = book_row_form,
     .run = list_books,
     .example = "kontor settlement books --where kind=tier"},
    {.verb = "show",
     .summary = "show a run",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "settlement",
     .run = show_record},
    {.verb = "pay",
     .summary = "list what a run pays out: payee, amount, reference",
     .text = "Amounts are net, as in the statement. The VAT of a self-billed invoice comes on top: "
             "kontor statement export ID --format ubl has the sum to pay.",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItems,
     .result = pay_row_form,
     .run = list_payments,
     .example = "kontor settlement pay 4tz --format csv --private -o payments.csv"},
    {.verb = "journal",
     .summary = "at HQ: write every fact as a journal that ledger and hledger read",
     .options = kJournal,
     .shares = kReads,
     .shape = Shape::kText,
     .run = print_journal,
     .example = "kontor settlement journal --from 2025-01-01 --to 2025-12-31 -o 2025.journal"},
};

}  // namespace

std::span<const VerbRow> settlement_verbs() { return kVerbs; }

}  // namespace kontor::cli
