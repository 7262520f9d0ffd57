// SPDX-License-Identifier: Apache-2.0
#include "lib/partner/noun.h"

#include "lib/change/embedded.h"
#include "lib/partner/operations.h"
#include "lib/partner/record.h"

namespace kontor {

const NounRow& partner_noun() {
  static const NounRow row{
      .name = "partner",
      .kinds = {{.kind = "partner",
                 .form = &partner::record_form,
                 .audience = partner::audience,
                 .dependents = partner::dependents,
                 .doc = "a business that sells (TMF668)"}},
      .operations = {{.kind = "partner.apply",
                      .roles = kHqAdmin,
                      .on = "partner",
                      .existence = Existence::kEither,
                      .form = &partner::apply_form,
                      .check = partner::check_apply,
                      .apply = partner::apply_apply,
                      .doc = "make a partner what its file says"}},
      .sql = embedded_sql("partner"),
  };
  return row;
}

}  // namespace kontor
