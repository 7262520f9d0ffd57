// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/noun.h"

#include "lib/change/embedded.h"
#include "lib/plan/operations.h"
#include "lib/plan/record.h"

namespace kontor {

const NounRow& plan_noun() {
  static const NounRow row{
      .name = "plan",
      .kinds = {{.kind = "plan",
                 .form = &plan::record_form,
                 .audience = plan::audience,
                 .doc = "what a sold item earns, who takes part and how it is shared"},
                {.kind = "acceptance",
                 .form = &plan::acceptance_form,
                 .audience = plan::acceptance_audience,
                 .doc = "the answer of a business to the split of a plan's version"}},
      .operations = {{.kind = "plan.apply",
                      .roles = kHqAdmin,
                      .on = "plan",
                      .existence = Existence::kEither,
                      .form = &plan::apply_form,
                      .check = plan::check_apply,
                      .apply = plan::apply_apply,
                      .doc = "add a version of a plan, as its file says"},
                     {.kind = "plan.accept",
                      .on = "plan",
                      .form = &plan::accept_form,
                      .check = plan::check_accept,
                      .apply = plan::apply_accept,
                      .doc = "accept a plan's split for the business and its sellers"},
                     {.kind = "plan.reject",
                      .on = "plan",
                      .form = &plan::reject_form,
                      .check = plan::check_reject,
                      .apply = plan::apply_reject,
                      .doc = "reject a plan's split for the business, with a reason"},
                     {.kind = "plan.retire",
                      .roles = kHqAdmin,
                      .on = "plan",
                      .form = &plan::retire_form,
                      .check = plan::check_retire,
                      .apply = plan::apply_retire,
                      .doc = "let a plan judge no new sale from a day on"}},
      .sql = embedded_sql("plan"),
  };
  return row;
}

}  // namespace kontor
