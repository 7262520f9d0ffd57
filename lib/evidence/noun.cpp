// SPDX-License-Identifier: Apache-2.0
#include "lib/evidence/noun.h"

#include "lib/change/embedded.h"
#include "lib/evidence/operations.h"
#include "lib/evidence/record.h"

namespace kontor {

const NounRow& evidence_noun() {
  static const NounRow row{
      .name = "evidence",
      .kinds = {{.kind = "evidence",
                 .form = &evidence::record_form,
                 .audience = evidence::audience,
                 .indexes = {"order"},
                 .doc = "proof of what the law wants of a sale"}},
      .operations = {{.kind = "evidence.add",
                      .on = "evidence",
                      .existence = Existence::kCreates,
                      .form = &evidence::add_form,
                      .check = evidence::check_add,
                      .apply = evidence::apply_add,
                      .doc = "record a proof for an order"}},
      .sql = embedded_sql("evidence"),
  };
  return row;
}

}  // namespace kontor
