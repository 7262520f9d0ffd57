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
                 .doc = "what a sold item earns, who takes part and how it is shared"}},
      .operations = {{.kind = "plan.apply",
                      .roles = kHqAdmin,
                      .on = "plan",
                      .existence = Existence::kEither,
                      .form = &plan::apply_form,
                      .check = plan::check_apply,
                      .apply = plan::apply_apply,
                      .doc = "add a version of a plan, as its file says"}},
      .sql = embedded_sql("plan"),
  };
  return row;
}

}  // namespace kontor
