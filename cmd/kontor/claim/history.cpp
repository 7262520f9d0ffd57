// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/lists.h"
#include "lib/base/error.h"

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

// One claim ("k7q.phone"), or all of an order and its accounts ("k7q").
std::string condition_of(Call& call, const std::string& typed) {
  if (typed.find('.') == std::string::npos) return "order=" + order_with_claims(call, typed);
  return "id=" + call.workspace().resolve("claim|earning", typed);
}

}  // namespace

std::string order_with_claims(Call& call, const std::string& typed) {
  if (is_id(typed)) return typed;
  Workspace& site = call.workspace();
  std::set<std::string> orders;
  for (const char* kind : {"claim", "earning"}) {
    for (const std::string& id : site.live().ids(kind)) {
      if (id.starts_with(typed)) orders.insert(id.substr(0, id.find('.')));
    }
  }
  if (orders.size() == 1) return *orders.begin();
  throw Error(orders.empty() ? Fault::kNoInput : Fault::kUsage,
              orders.empty() ? "no_record" : "ambiguous_id",
              std::to_string(orders.size()) + " orders with claims begin with \"" + typed + "\"",
              "kontor claim list");
}

const Form* fact_row_form() { return &kForm; }

int list_facts(Call& call) {
  const bool hq = call.workspace().is_hq();
  ListSource source{.view = hq ? "facts" : "earning_facts",
                    .kinds = {},
                    .columns = "id,n,kind,payee,stage,amount,currency,date",
                    .rows = true};
  if (call.args.has("id")) source.where = condition_of(call, call.args.text("id"));
  return list_view(call, source);
}

}  // namespace kontor::cli
