// SPDX-License-Identifier: Apache-2.0
#include "lib/outlet/noun.h"

#include "lib/change/embedded.h"
#include "lib/outlet/operations.h"
#include "lib/outlet/record.h"

namespace kontor {

const NounRow& outlet_noun() {
  static const NounRow row{
      .name = "outlet",
      .kinds = {{.kind = "outlet",
                 .form = &outlet::record_form,
                 .audience = outlet::audience,
                 .indexes = {"partner"},
                 .doc = "a shop, call centre, web shop or pop-up of a partner"},
                {.kind = "directory_card",
                 .form = &outlet::card_form,
                 .view = true,
                 .indexes = {"partner"},
                 .doc = "what every partner sees of an outlet"}},
      .operations = {{.kind = "outlet.apply",
                      .roles = kHqAdmin,
                      .on = "outlet",
                      .existence = Existence::kEither,
                      .form = &outlet::apply_form,
                      .check = outlet::check_apply,
                      .apply = outlet::apply_apply,
                      .doc = "make an outlet what its file says"}},
      .sql = embedded_sql("outlet"),
  };
  return row;
}

}  // namespace kontor
