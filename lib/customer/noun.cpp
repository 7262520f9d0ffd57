// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/noun.h"

#include "lib/change/embedded.h"
#include "lib/customer/operations.h"
#include "lib/customer/record.h"

namespace kontor {

const NounRow& customer_noun() {
  static const NounRow row{
      .name = "customer",
      .kinds = {{.kind = "customer",
                 .form = &customer::record_form,
                 .audience = customer::audience,
                 .dependents = customer::dependents,
                 .doc = "a customer as its scope knows it"}},
      .operations = {{.kind = "customer.add",
                      .on = "customer",
                      .existence = Existence::kCreates,
                      .form = &customer::add_form,
                      .check = customer::check_add,
                      .apply = customer::apply_add,
                      .doc = "records a customer; names, addresses and notes go to the vault"},
                     {.kind = "customer.set",
                      .on = "customer",
                      .form = &customer::set_form,
                      .check = customer::check_set,
                      .apply = customer::apply_set,
                      .doc = "changes fields of a customer (correction: Art. 16 GDPR)"}},
      .sql = embedded_sql("customer"),
  };
  return row;
}

}  // namespace kontor
