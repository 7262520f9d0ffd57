// SPDX-License-Identifier: Apache-2.0
#include "lib/dispute/noun.h"

#include "lib/change/embedded.h"
#include "lib/dispute/operations.h"
#include "lib/dispute/record.h"

namespace kontor {

const NounRow& dispute_noun() {
  static const NounRow row{
      .name = "dispute",
      .kinds = {{.kind = "dispute",
                 .form = &dispute::record_form,
                 .audience = dispute::audience,
                 .indexes = {"claim"},
                 .doc = "a payee's doubt about a claim, and HQ's answer"}},
      .operations = {{.kind = "dispute.add",
                      .cls = Class::kRequest,
                      .on = "dispute",
                      .existence = Existence::kCreates,
                      .form = &dispute::add_form,
                      .check = dispute::check_add,
                      .apply = dispute::apply_add,
                      .doc = "doubt a share of a claim"},
                     {.kind = "dispute.answer",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "dispute",
                      .form = &dispute::answer_form,
                      .check = dispute::check_answer,
                      .apply = dispute::apply_answer,
                      .doc = "uphold or dismiss a dispute, with facts that set it right"},
                     {.kind = "dispute.close",
                      .cls = Class::kRequest,
                      .on = "dispute",
                      .form = &dispute::close_form,
                      .check = dispute::check_close,
                      .apply = dispute::apply_close,
                      .doc = "end a dispute: content with the answer, or taken back before it"}},
      .sql = embedded_sql("dispute"),
  };
  return row;
}

}  // namespace kontor
