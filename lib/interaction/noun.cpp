// SPDX-License-Identifier: Apache-2.0
#include "lib/interaction/noun.h"

#include "lib/change/embedded.h"
#include "lib/interaction/operations.h"
#include "lib/interaction/record.h"

namespace kontor {

const NounRow& interaction_noun() {
  static const NounRow row{
      .name = "interaction",
      .kinds = {{.kind = "interaction",
                 .form = &interaction::record_form,
                 .audience = interaction::audience,
                 .indexes = {"customer", "lead", "order"},
                 .doc = "a visit, call, consultation or message"}},
      .operations = {{.kind = "interaction.add",
                      .on = "interaction",
                      .existence = Existence::kCreates,
                      .form = &interaction::add_form,
                      .check = interaction::check_add,
                      .apply = interaction::apply_add,
                      .doc = "records a visit, call, consultation or message"}},
      .sql = embedded_sql("interaction"),
  };
  return row;
}

}  // namespace kontor
