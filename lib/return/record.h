// SPDX-License-Identifier: Apache-2.0
// return/{id}: goods or a declaration that came back, in any channel, by item and cause. The scope
// that accepts it need not be the one that sold: the handle on the receipt is enough.
#pragma once

#include "lib/change/form.h"
#include "lib/commission/liability.h"

namespace kontor::returns {

inline constexpr std::string_view kCauses = commission::kCauses;

extern const Form add_form;     // return.add
extern const Form reject_form;  // return.reject
extern const Form record_form;  // what a record has beside the standard parts

}  // namespace kontor::returns
