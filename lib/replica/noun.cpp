// SPDX-License-Identifier: Apache-2.0
#include "lib/replica/noun.h"

#include "lib/change/embedded.h"
#include "lib/replica/operations.h"
#include "lib/replica/record.h"

namespace kontor {

const NounRow& replica_noun() {
  static const NounRow row{
      .name = "replica",
      .kinds = {{.kind = "replica",
                 .form = &replica::record_form,
                 .audience = replica::audience,
                 .indexes = {"scope"},
                 .doc = "one installation with its own store and keys"}},
      .operations = {{.kind = "replica.accept",
                      .roles = kHqAdmin,
                      .on = "replica",
                      .existence = Existence::kCreates,
                      .form = &replica::accept_form,
                      .check = replica::check_accept,
                      .apply = replica::apply_accept,
                      .doc = "let a site that asked to join write from now on"},
                     {.kind = "replica.retire",
                      .roles = kHqAdmin,
                      .on = "replica",
                      .form = &replica::retire_form,
                      .check = replica::check_retire,
                      .apply = replica::apply_retire,
                      .doc = "end a replica in good order; for a lost key use key revoke"}},
      .sql = embedded_sql("replica"),
  };
  return row;
}

}  // namespace kontor
