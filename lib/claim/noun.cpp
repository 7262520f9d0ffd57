// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/noun.h"

#include "lib/change/embedded.h"
#include "lib/claim/derive.h"
#include "lib/claim/operations.h"
#include "lib/claim/record.h"

namespace kontor {

const NounRow& claim_noun() {
  static const NounRow row{
      .name = "claim",
      .kinds = {{.kind = "claim",
                 .form = &claim::claim_form,
                 .audience = claim::audience,
                 .dependents = claim::claim_dependents,
                 .indexes = {"order", "customer"},
                 .doc = "what one sold item earns, and for whom"},
                {.kind = "account",
                 .form = &claim::account_form,
                 .dependents = claim::account_dependents,
                 .indexes = {"order", "payee", "standing"},
                 .doc = "premium, reserve and settlement of a payee's order"},
                {.kind = "credit",
                 .form = &claim::credit_form,
                 .dependents = claim::account_dependents,
                 .doc = "target credits of an order, which are no money"},
                {.kind = "budget",
                 .form = &claim::budget_form,
                 .doc = "what a capped premium has paid in a month"},
                {.kind = "book",
                 .form = &claim::book_form,
                 .audience = claim::book_audience,
                 .dependents = claim::book_dependents,
                 .indexes = {"payee", "partner", "standing"},
                 .doc = "what tiers, caps, floors and draws make of a payee's year"},
                {.kind = "book_card",
                 .form = &claim::book_card_form,
                 .view = true,
                 .indexes = {"payee"},
                 .doc = "what a payee sees of its book"},
                {.kind = "earning",
                 .form = &claim::earning_form,
                 .view = true,
                 .indexes = {"order"},
                 .doc = "what a payee sees of a claim"}},
      .operations = {{.kind = "claim.decide",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "claim",
                      .form = &claim::decide_form,
                      .check = claim::check_decide,
                      .apply = claim::apply_decide,
                      .doc = "let a late touch in, or leave it out"},
                     {.kind = "claim.split",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "claim",
                      .form = &claim::split_form,
                      .check = claim::check_split,
                      .apply = claim::apply_split,
                      .doc = "share a stage by hand, in place of its model"},
                     {.kind = "claim.hold",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "claim",
                      .form = &claim::hold_form,
                      .check = claim::check_hold,
                      .apply = claim::apply_hold,
                      .doc = "keep a claim from being settled"},
                     {.kind = "claim.resume",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "claim",
                      .form = &claim::resume_form,
                      .check = claim::check_resume,
                      .apply = claim::apply_resume,
                      .doc = "let a held claim be settled"}},
      .timers = {{.name = claim::kVest, .fire = claim::fire_vest}},
      .derive = claim::derive,
      .sql = embedded_sql("claim"),
  };
  return row;
}

}  // namespace kontor
