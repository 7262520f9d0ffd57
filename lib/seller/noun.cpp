// SPDX-License-Identifier: Apache-2.0
#include "lib/seller/noun.h"

#include "lib/change/embedded.h"
#include "lib/seller/operations.h"
#include "lib/seller/record.h"

namespace kontor {

const NounRow& seller_noun() {
  static const NounRow row{
      .name = "seller",
      .kinds = {{.kind = "seller",
                 .form = &seller::record_form,
                 .audience = seller::audience,
                 .indexes = {"partner", "outlet"},
                 .doc = "a person who sells (TMF632 in a role)"}},
      .operations = {{.kind = "seller.apply",
                      .on = "seller",
                      .existence = Existence::kEither,
                      .form = &seller::apply_form,
                      .check = seller::check_apply,
                      .apply = seller::apply_apply,
                      .doc = "add a seller, or change what is given"}},
      .sql = embedded_sql("seller"),
  };
  return row;
}

}  // namespace kontor
