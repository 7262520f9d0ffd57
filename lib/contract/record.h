// SPDX-License-Identifier: Apache-2.0
// contract/{order}: what the customer holds (TMF637), derived at HQ from a submitted order. No
// operation names it.
#pragma once

#include <optional>

#include "lib/base/time.h"
#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::contract {

extern const Form record_form;  // what a record has beside the standard parts

// Whether the customer may withdraw on that day: "none" (the law gives no right), "pending" (an
// item is still to come, so the period has not begun to end), "open", "over".
std::string withdrawal_on(const Json& contract, Date day);

}  // namespace kontor::contract
