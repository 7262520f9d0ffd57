// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/credit/verbs.h"
#include "cmd/kontor/lists.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "id", .type = Type::kId, .need = Need::kRequired, .doc = "order"},
    {.name = "plan", .type = Type::kSlug, .doc = "commission plan that gives it"},
    {.name = "credit", .type = Type::kWord, .doc = "rule of the plan"},
    {.name = "role",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "of the unit in the sale"},
    {.name = "outlet", .type = Type::kSlug, .need = Need::kRequired, .doc = "unit"},
    {.name = "product", .type = Type::kWord, .doc = "for this item alone"},
    {.name = "value",
     .type = Type::kDecimal,
     .need = Need::kRequired,
     .doc = "of an order; negative: taken back"},
    {.name = "counting",
     .type = Type::kFlag,
     .need = Need::kRequired,
     .doc = "totals count the order by it"},
    {.name = "date", .type = Type::kDate, .need = Need::kRequired, .doc = "that it counts for"},
};
constexpr Form kForm{"credit.list", kFields};

}  // namespace

const Form* credit_row_form() { return &kForm; }

int list_credits(Call& call) {
  return list_view(call, {.view = "credits",
                          .kinds = {},
                          .columns = "id,date,outlet,role,value,counting,product",
                          .rows = true});
}

}  // namespace kontor::cli
