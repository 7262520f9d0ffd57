// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/noun.h"

#include "lib/change/embedded.h"
#include "lib/settlement/operations.h"
#include "lib/settlement/record.h"

namespace kontor {

const NounRow& settlement_noun() {
  static const NounRow row{
      .name = "settlement",
      .kinds = {{.kind = "settlement",
                 .form = &settlement::record_form,
                 .audience = settlement::audience,
                 .doc = "one run of all facts up to a day"}},
      .operations = {{.kind = "settlement.run",
                      .cls = Class::kRequest,
                      .roles = kHqAdmin,
                      .on = "settlement",
                      .existence = Existence::kCreates,
                      .form = &settlement::run_form,
                      .check = settlement::check_run,
                      .apply = settlement::apply_run,
                      .doc = "true up tiers and caps, keep the reserve, settle what is open"}},
      .sql = embedded_sql("settlement"),
  };
  return row;
}

}  // namespace kontor
