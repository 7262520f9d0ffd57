// SPDX-License-Identifier: Apache-2.0
#include "lib/contract/noun.h"

#include "lib/change/embedded.h"
#include "lib/contract/operations.h"
#include "lib/contract/record.h"

namespace kontor {

const NounRow& contract_noun() {
  static const NounRow row{
      .name = "contract",
      .kinds = {{.kind = "contract",
                 .form = &contract::record_form,
                 .audience = contract::audience,
                 .indexes = {"customer"},
                 .doc = "what a customer holds of a submitted order"}},
      .derive = contract::derive,
      .sql = embedded_sql("contract"),
  };
  return row;
}

}  // namespace kontor
