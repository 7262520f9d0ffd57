// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/noun.h"

#include "lib/change/embedded.h"
#include "lib/scope/operations.h"
#include "lib/scope/record.h"

namespace kontor {

const NounRow& scope_noun() {
  static const NounRow row{
      .name = "scope",
      .kinds = {{.kind = "scope",
                 .form = &scope::record_form,
                 .audience = scope::audience,
                 .dependents = scope::dependents,
                 .indexes = {"partner"},
                 .doc = "the set of replicas that see the same data, one per partner"}},
      .operations = {{.kind = "scope.add",
                      .roles = kHqAdmin,
                      .on = "scope",
                      .existence = Existence::kCreates,
                      .form = &scope::add_form,
                      .check = scope::check_add,
                      .apply = scope::apply_add,
                      .doc = "give a partner a scope of its own"}},
      .sql = embedded_sql("scope"),
  };
  return row;
}

}  // namespace kontor
