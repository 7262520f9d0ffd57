// SPDX-License-Identifier: Apache-2.0
#include "lib/order/noun.h"

#include "lib/change/embedded.h"
#include "lib/order/operations.h"
#include "lib/order/record.h"

namespace kontor {

const NounRow& order_noun() {
  static const NounRow row{
      .name = "order",
      .kinds = {{.kind = "order",
                 .form = &order::record_form,
                 .audience = order::audience,
                 .dependents = order::dependents,
                 .indexes = {"customer", "lead"},
                 .doc = "a draft that any channel may go on with, then an order"},
                {.kind = "order_card",
                 .form = &order::card_form,
                 .view = true,
                 .doc = "what becomes of an order that another partner closed"}},
      .operations = {{.kind = "order.add",
                      .on = "order",
                      .existence = Existence::kCreates,
                      .form = &order::add_form,
                      .check = order::check_add,
                      .apply = order::apply_add,
                      .doc = "begin a draft of an offer"},
                     {.kind = "order.set",
                      .on = "order",
                      .form = &order::set_form,
                      .check = order::check_set,
                      .apply = order::apply_set,
                      .doc = "fill in one field of a draft"},
                     {.kind = "order.check",
                      .on = "order",
                      .form = &order::check_form,
                      .check = order::check_check,
                      .apply = order::apply_check,
                      .doc = "record what the policy's checks said"},
                     {.kind = "order.submit",
                      .on = "order",
                      .form = &order::submit_form,
                      .check = order::check_submit,
                      .apply = order::apply_submit,
                      .doc = "close the sale; refused while anything hard is open"},
                     {.kind = "order.confirm",
                      .on = "order",
                      .form = &order::confirm_form,
                      .check = order::check_confirm,
                      .apply = order::apply_confirm,
                      .doc = "record what a back end says of an item"},
                     {.kind = "order.cancel",
                      .on = "order",
                      .form = &order::cancel_form,
                      .check = order::check_cancel,
                      .apply = order::apply_cancel,
                      .doc = "give up a draft, or what has not happened yet of an order"},
                     {.kind = "order.hold",
                      .on = "order",
                      .form = &order::hold_form,
                      .check = order::check_hold,
                      .apply = order::apply_hold,
                      .doc = "put a draft aside"},
                     {.kind = "order.resume",
                      .on = "order",
                      .form = &order::resume_form,
                      .check = order::check_resume,
                      .apply = order::apply_resume,
                      .doc = "take up a draft that was put aside"}},
      .derive = order::derive,
      .sql = embedded_sql("order"),
  };
  return row;
}

}  // namespace kontor
