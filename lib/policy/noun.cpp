// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/noun.h"

#include "lib/change/embedded.h"
#include "lib/policy/operations.h"
#include "lib/policy/record.h"

namespace kontor {

const NounRow& policy_noun() {
  static const NounRow row{
      .name = "policy",
      .kinds = {{.kind = "policy",
                 .form = &policy::record_form,
                 .audience = policy::audience,
                 .doc = "what a sector asks of an order before and after the close"}},
      .operations = {{.kind = "policy.apply",
                      .roles = kHqAdmin,
                      .on = "policy",
                      .existence = Existence::kEither,
                      .form = &policy::apply_form,
                      .check = policy::check_apply,
                      .apply = policy::apply_apply,
                      .doc = "add a version of a policy, as its file says"}},
      .sql = embedded_sql("policy"),
  };
  return row;
}

}  // namespace kontor
