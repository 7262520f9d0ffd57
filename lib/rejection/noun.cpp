// SPDX-License-Identifier: Apache-2.0
#include "lib/rejection/noun.h"

#include "lib/change/embedded.h"
#include "lib/rejection/operations.h"
#include "lib/rejection/record.h"

namespace kontor {

const NounRow& rejection_noun() {
  static const NounRow row{
      .name = "op",
      .kinds = {{.kind = "rejection",
                 .form = &rejection::record_form,
                 .audience = rejection::audience,
                 .doc = "an operation that a rule refused, until it is dismissed or retried"}},
      .operations = {{.kind = "op.dismiss",
                      .on = "rejection",
                      .form = &rejection::dismiss_form,
                      .check = rejection::check_dismiss,
                      .apply = rejection::apply_dismiss,
                      .doc = "take a rejection off the list"}},
      .sql = embedded_sql("rejection"),
  };
  return row;
}

}  // namespace kontor
