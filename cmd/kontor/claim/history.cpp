// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/payload.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "id", .type = Type::kText, .need = Need::kRequired, .doc = "claim, or account"},
    {.name = "book", .type = Type::kEnum, .of = "claim|account", .doc = "at HQ: whose fact it is"},
    {.name = "order", .type = Type::kId, .need = Need::kRequired, .doc = "order"},
    {.name = "item", .type = Type::kSlug, .doc = "item of the order"},
    {.name = "n", .type = Type::kInt, .need = Need::kRequired, .doc = "number within its record"},
    {.name = "kind",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "earn|reverse|restore|adjust|premium|reserve|release|settle",
     .doc = "what it is"},
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller"},
    {.name = "stage", .type = Type::kWord, .doc = "of the plan"},
    {.name = "premium", .type = Type::kWord, .doc = "of the plan"},
    {.name = "amount",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "minor units",
     .min = -9007199254740991},
    {.name = "date", .type = Type::kDate, .need = Need::kRequired, .doc = "that it counts for"},
    {.name = "because", .type = Type::kText, .doc = "operation or timer"},
    {.name = "currency", .type = Type::kWord, .doc = "of the amount"},
};
constexpr Form kForm{"claim.history", kFields};

}  // namespace

const Form* fact_row_form() { return &kForm; }

int list_facts(Call& call) {
  const bool hq = call.workspace().is_hq();
  ListSource source{.view = hq ? "facts" : "earning_facts",
                    .kinds = {},
                    .columns = "id,n,kind,payee,stage,amount,currency,date",
                    .rows = true};
  if (call.args.has("id")) {
    source.where =
        "order=" + call.workspace().resolve("order|order_card|claim|earning", call.args.text("id"));
    const std::size_t dot = source.where.find('.');
    if (dot != std::string::npos) source.where.replace(0, 6, "id=");
  }
  return list_view(call, source);
}

}  // namespace kontor::cli
