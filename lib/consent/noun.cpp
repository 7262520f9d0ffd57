// SPDX-License-Identifier: Apache-2.0
#include "lib/consent/noun.h"

#include "lib/change/embedded.h"
#include "lib/consent/operations.h"
#include "lib/consent/record.h"

namespace kontor {

const NounRow& consent_noun() {
  static const NounRow row{
      .name = "consent",
      .kinds = {{.kind = "consent",
                 .form = &consent::record_form,
                 .audience = consent::audience,
                 .dependents = consent::dependents,
                 .indexes = {"customer"},
                 .doc = "a customer's consent to be contacted"}},
      .operations = {{.kind = "consent.add",
                      .on = "consent",
                      .existence = Existence::kCreates,
                      .form = &consent::add_form,
                      .check = consent::check_add,
                      .apply = consent::apply_add,
                      .doc = "records a consent with its wording and whom it permits"},
                     {.kind = "consent.withdraw",
                      .on = "consent",
                      .form = &consent::withdraw_form,
                      .check = consent::check_withdraw,
                      .apply = consent::apply_withdraw,
                      .doc = "withdraws a consent for the future (Art. 7(3) GDPR)"}},
      .timers = {{.name = consent::kExpire, .fire = consent::expire}},
      .derive = consent::derive,
      .sql = embedded_sql("consent"),
  };
  return row;
}

}  // namespace kontor
