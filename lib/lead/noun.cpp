// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/noun.h"

#include "lib/change/embedded.h"
#include "lib/lead/operations.h"
#include "lib/lead/record.h"

namespace kontor {
namespace {

std::vector<OperationRow> operations() {
  return {{.kind = "lead.add",
           .on = "lead",
           .existence = Existence::kCreates,
           .form = &lead::add_form,
           .check = lead::check_add,
           .apply = lead::apply_add,
           .doc = "records that someone may want something"},
          {.kind = "lead.pool",
           .roles = kHqAdmin,
           .on = "lead",
           .form = &lead::pool_form,
           .check = lead::check_pool,
           .apply = lead::apply_pool,
           .doc = "shows a lead, without anything personal, to all whom its consent permits"},
          {.kind = "lead.pick",
           .cls = Class::kRequest,
           .on = "lead|pool_card",
           .form = &lead::pick_form,
           .check = lead::check_pick,
           .apply = lead::apply_pick,
           .doc = "takes a lead out of the pool; the first in the ledger gets it"},
          {.kind = "lead.assign",
           .roles = kHqAdmin,
           .on = "lead",
           .form = &lead::assign_form,
           .check = lead::check_assign,
           .apply = lead::apply_assign,
           .doc = "gives a lead to a partner's scope"},
          {.kind = "lead.release",
           .on = "lead",
           .form = &lead::release_form,
           .check = lead::check_release,
           .apply = lead::apply_release,
           .doc = "gives a lead back"}};
}

}  // namespace

const NounRow& lead_noun() {
  static const NounRow row{
      .name = "lead",
      .kinds = {{.kind = "lead",
                 .form = &lead::record_form,
                 .audience = lead::audience,
                 .indexes = {"customer", "consent", "assignment"},
                 .doc = "someone may want something"},
                {.kind = "lead_history",
                 .form = &lead::history_form,
                 .doc = "who held a lead, and when"},
                {.kind = "pool_card",
                 .form = &lead::card_form,
                 .view = true,
                 .doc = "what a partner sees of a lead in the pool"}},
      .operations = operations(),
      .derive = lead::derive,
      .sql = embedded_sql("lead"),
  };
  return row;
}

}  // namespace kontor
