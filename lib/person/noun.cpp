// SPDX-License-Identifier: Apache-2.0
#include "lib/person/noun.h"

#include "lib/change/embedded.h"
#include "lib/person/operations.h"
#include "lib/person/record.h"

namespace kontor {

const NounRow& person_noun() {
  static const NounRow row{
      .name = "person",
      .kinds = {{.kind = "person",
                 .form = &person::person_form,
                 .audience = person::hq_alone,
                 .doc = "customers of several scopes that are one human"},
                {.kind = "membership",
                 .form = &person::membership_form,
                 .audience = person::hq_alone,
                 .doc = "the person that a customer is"},
                {.kind = "apart",
                 .form = &person::apart_form,
                 .audience = person::hq_alone,
                 .doc = "customers that no rule may join again"},
                {.kind = "home",
                 .form = &person::home_form,
                 .audience = person::hq_alone,
                 .doc = "outlets that a customer was assigned to"}},
      .operations = {{.kind = "customer.link",
                      .roles = kHqAdmin,
                      .on = "person",
                      .existence = Existence::kEither,
                      .form = &person::link_form,
                      .check = person::check_link,
                      .apply = person::apply_link,
                      .doc = "joins customers that are one human"},
                     {.kind = "customer.unlink",
                      .roles = kHqAdmin,
                      .on = "person",
                      .form = &person::unlink_form,
                      .check = person::check_unlink,
                      .apply = person::apply_unlink,
                      .doc = "takes a customer out of a person"},
                     {.kind = "customer.assign",
                      .roles = kHqAdmin,
                      .on = "customer",
                      .form = &person::assign_form,
                      .check = person::check_assign,
                      .apply = person::apply_assign,
                      .doc = "says which outlet a customer's target credits go home to"}},
      .sql = embedded_sql("person"),
  };
  return row;
}

}  // namespace kontor
