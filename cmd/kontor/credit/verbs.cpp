// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/credit/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kOrder[] = {{.name = "id",
                             .type = Type::kWord,
                             .need = Need::kRequired,
                             .doc = "the order, by any unique prefix of its id"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "list",
     .summary = "list the credits of all units; at a partner's site of its own outlets",
     .shares = kReads | kLists,
     .shape = Shape::kItems,
     .result = credit_row_form,
     .run = list_credits,
     .example = "kontor credit list --where outlet=nord/mitte"},
    {.verb = "show",
     .summary = "show an order's credits, and what came of them",
     .positionals = kOrder,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = credit_form,
     .run = show_credit},
    {.verb = "explain",
     .summary = "explain why each unit has its credit, or why there is none",
     .positionals = kOrder,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = credit_explain_form,
     .run = explain_credits,
     .example = "kontor credit explain k7q"},
};

}  // namespace

std::span<const VerbRow> credit_verbs() { return kVerbs; }

}  // namespace kontor::cli
