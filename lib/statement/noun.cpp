// SPDX-License-Identifier: Apache-2.0
#include "lib/statement/noun.h"

#include "lib/change/embedded.h"
#include "lib/statement/operations.h"
#include "lib/statement/record.h"

namespace kontor {

const NounRow& statement_noun() {
  static const NounRow row{
      .name = "statement",
      .kinds = {{.kind = "statement",
                 .form = &statement::record_form,
                 .audience = statement::audience,
                 .indexes = {"settlement", "payee"},
                 .doc = "what a payee is told of one settlement"},
                {.kind = "statement_series",
                 .form = &statement::series_form,
                 .doc = "number and balance that a payee's next statement carries on"}},
      .derive = statement::derive,
      .sql = embedded_sql("statement"),
  };
  return row;
}

}  // namespace kontor
