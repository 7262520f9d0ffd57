// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/return/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kOptions[] = {
    {.name = "handle", .type = Type::kText, .doc = "a code of the order, or the order (required)"},
    {.name = "item",
     .type = Type::kSlug,
     .many = Many::kList,
     .doc = "what came back, by offer; else all that the customer has"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "take something back, whoever sold it",
     .operation = "return.add",
     .options = kOptions,
     .fills = "items",
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "return",
     .run = add_return,
     .example = "kontor return add --handle K7QX-2M4P-9ZW4-C --cause withdrawal"},
    {.verb = "reject",
     .summary = "at HQ: a return does not stand; items and commission are as before",
     .operation = "return.reject",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "return",
     .run = write_record,
     .example = "kontor return reject 5rm --reason 'the customer kept it'"},
    {.verb = "list",
     .summary = "list returns: taken back here, or sold here",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "return",
     .view = "returns",
     .columns = "id,state,order,items,cause,accepting,closing,date",
     .run = list_records},
    {.verb = "show",
     .summary = "show a return",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "return",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> return_verbs() { return kVerbs; }

}  // namespace kontor::cli
