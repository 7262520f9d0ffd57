// SPDX-License-Identifier: Apache-2.0
#include "lib/return/noun.h"

#include "lib/change/embedded.h"
#include "lib/return/operations.h"
#include "lib/return/record.h"

namespace kontor {

const NounRow& return_noun() {
  static const NounRow row{
      .name = "return",
      .kinds = {{.kind = "return",
                 .form = &returns::record_form,
                 .audience = returns::audience,
                 .indexes = {"order"},
                 .doc = "what came back of an order, in any channel"}},
      .operations = {{.kind = "return.add",
                      .cls = Class::kRequest,
                      .on = "return",
                      .existence = Existence::kCreates,
                      .grace = true,
                      .form = &returns::add_form,
                      .check = returns::check_add,
                      .apply = returns::apply_add,
                      .doc = "take back items of an order, whoever sold it; HQ decides"},
                     {.kind = "return.reject",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "return",
                      .form = &returns::reject_form,
                      .check = returns::check_reject,
                      .apply = returns::apply_reject,
                      .doc = "a return does not stand: items and commission are as before"}},
      .sql = embedded_sql("return"),
  };
  return row;
}

}  // namespace kontor
