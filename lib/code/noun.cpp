// SPDX-License-Identifier: Apache-2.0
#include "lib/code/noun.h"

#include "lib/change/embedded.h"
#include "lib/code/operations.h"
#include "lib/code/record.h"

namespace kontor {

const NounRow& code_noun() {
  static const NounRow row{
      .name = "code",
      .kinds = {{.kind = "code",
                 .form = &code::record_form,
                 .audience = code::audience,
                 .indexes = {"order"},
                 .doc = "a code that lets a customer go on in another channel"}},
      .operations = {{.kind = "code.issue",
                      .on = "code",
                      .existence = Existence::kCreates,
                      .form = &code::issue_form,
                      .check = code::check_issue,
                      .apply = code::apply_issue,
                      .doc = "make a code for a draft or an offer"},
                     {.kind = "code.revoke",
                      .on = "code",
                      .form = &code::revoke_form,
                      .check = code::check_revoke,
                      .apply = code::apply_revoke,
                      .doc = "make a code worthless that nobody used up"},
                     {.kind = "code.redeem",
                      .cls = Class::kRequest,
                      .on = "code",
                      .blind = true,
                      .form = &code::redeem_form,
                      .check = code::check_redeem,
                      .apply = code::apply_redeem,
                      .doc = "take over what the code stands for; HQ decides"}},
      .sql = embedded_sql("code"),
  };
  return row;
}

}  // namespace kontor
