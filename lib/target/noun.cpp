// SPDX-License-Identifier: Apache-2.0
#include "lib/target/noun.h"

#include "lib/change/embedded.h"
#include "lib/target/operations.h"
#include "lib/target/record.h"

namespace kontor {

const NounRow& target_noun() {
  static const NounRow row{
      .name = "target",
      .kinds = {{.kind = "target",
                 .form = &target::record_form,
                 .audience = target::audience,
                 .doc = "what an outlet or a partner is to reach in a period"}},
      .operations = {{.kind = "target.apply",
                      .roles = kHqAdmin,
                      .on = "target",
                      .existence = Existence::kEither,
                      .form = &target::apply_form,
                      .check = target::check_apply,
                      .apply = target::apply_apply,
                      .doc = "make a target what its file says"},
                     {.kind = "target.retire",
                      .roles = kHqAdmin,
                      .on = "target",
                      .form = &target::retire_form,
                      .check = target::check_retire,
                      .apply = target::apply_retire,
                      .doc = "measure nobody by the target any more"}},
      .sql = embedded_sql("target"),
  };
  return row;
}

}  // namespace kontor
