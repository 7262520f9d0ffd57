// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/settlement/verbs.h"
#include "lib/claim/record.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "id", .type = Type::kText, .need = Need::kRequired, .doc = "book: plan, payee, year"},
    {.name = "plan", .type = Type::kSlug, .need = Need::kRequired, .doc = "plan of the rule"},
    {.name = "partner", .type = Type::kSlug, .need = Need::kRequired, .doc = "business"},
    {.name = "role", .type = Type::kEnum, .need = Need::kRequired, .of = "business|seller"},
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller"},
    {.name = "n", .type = Type::kInt, .need = Need::kRequired, .doc = "number within its book"},
    {.name = "kind",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "tier|cap|floor|draw|recover|settle",
     .doc = "what it is"},
    {.name = "rule", .type = Type::kSlug, .doc = "of the plan"},
    {.name = "seller", .type = Type::kWord, .doc = "whose gain the business pays"},
    {.name = "from", .type = Type::kDate, .doc = "first day of the period"},
    {.name = "to", .type = Type::kDate, .doc = "last day of the period"},
    claim::kAttainmentField,
    claim::kBandField,
    {.name = "amount",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "minor units",
     .min = claim::kLeastMinor},
    {.name = "date", .type = Type::kDate, .need = Need::kRequired, .doc = "day of the run"},
    {.name = "because", .type = Type::kText, .doc = "at HQ: the run"},
    {.name = "currency", .type = Type::kWord, .doc = "of the amount"},
};
constexpr Form kForm{"settlement.books", kFields};

}  // namespace

const Form* book_row_form() { return &kForm; }

int list_books(Call& call) {
  return list_view(call, {.view = "books",
                          .kinds = {},
                          .columns = "id,n,kind,rule,from,to,attainment,band,amount,currency,date",
                          .rows = true});
}

}  // namespace kontor::cli
