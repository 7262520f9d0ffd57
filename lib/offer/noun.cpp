// SPDX-License-Identifier: Apache-2.0
#include "lib/offer/noun.h"

#include "lib/change/embedded.h"
#include "lib/offer/operations.h"
#include "lib/offer/record.h"

namespace kontor {

const NounRow& offer_noun() {
  static const NounRow row{
      .name = "offer",
      .kinds = {{.kind = "offer",
                 .form = &offer::record_form,
                 .audience = offer::audience,
                 .dependents = offer::dependents,
                 .doc = "what is sold, at which price, where and by whom (TMF620)"}},
      .operations = {{.kind = "offer.apply",
                      .roles = kHqAdmin,
                      .on = "offer",
                      .existence = Existence::kEither,
                      .form = &offer::apply_form,
                      .check = offer::check_apply,
                      .apply = offer::apply_apply,
                      .doc = "make a version of an offer what its file says"},
                     {.kind = "offer.launch",
                      .roles = kHqAdmin,
                      .on = "offer",
                      .form = &offer::launch_form,
                      .check = offer::check_launch,
                      .apply = offer::apply_launch,
                      .doc = "sell a version from now on; it never changes after"},
                     {.kind = "offer.retire",
                      .roles = kHqAdmin,
                      .on = "offer",
                      .form = &offer::retire_form,
                      .check = offer::check_retire,
                      .apply = offer::apply_retire,
                      .doc = "end the sale of an offer"}},
      .sql = embedded_sql("offer"),
  };
  return row;
}

}  // namespace kontor
