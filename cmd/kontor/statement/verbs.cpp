// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/statement/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kExtract[] = {
    {.name = "payee",
     .type = Type::kWord,
     .doc = "partner, or seller by id or login; at a partner's site itself unless told"},
    {.name = "from", .type = Type::kDate, .doc = "first day of the closes"},
    {.name = "to", .type = Type::kDate, .doc = "last day of the closes"},
};

constexpr VerbRow kVerbs[] = {
    {.verb = "list",
     .summary = "list statements; at a partner's site its own",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "statement",
     .view = "statements",
     .columns = "id,number,role,payee,from,until,opening,total,settled,carried,on_hold,currency",
     .run = list_records,
     .example = "kontor statement list --where payee=nord"},
    {.verb = "show",
     .summary = "show a statement: its rows and what is paid",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "statement",
     .run = show_statement,
     .example = "kontor statement show 4tz.nord"},
    {.verb = "export",
     .summary =
         "write a statement as csv, as JSON, as a page that prints (html) or, at HQ, what it "
         "pays to a business as a self-billed invoice (ubl)",
     .text = "The invoice names both sides in full. It needs in config.toml, kontor.toml(5): "
             "principal.name, principal.street, principal.postcode, principal.city, "
             "principal.country, principal.vat_id and invoice.vat_rate, and with a rate of 0 "
             "invoice.exemption; in the partner's file, kontor-partner(5): legal_name, street, "
             "postcode, city, country and vat_id, and iban for a transfer. What is missing is told "
             "at once.",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = "csv|html|ubl",
     .kinds = "statement",
     .run = export_statement,
     .example = "kontor statement export 4tz.nord --format html -o august.html"},
    {.verb = "extract",
     .summary = "write the book extract of a payee: every transaction, with what became of it",
     .options = kExtract,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = extract_row_form,
     .run = extract_book,
     .example = "kontor statement extract --payee nord --from 2025-01-01 --to 2025-12-31"},
};

}  // namespace

std::span<const VerbRow> statement_verbs() { return kVerbs; }

}  // namespace kontor::cli
