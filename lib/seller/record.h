// SPDX-License-Identifier: Apache-2.0
// seller/{id} = {partner, outlet, state, [name], [login]}.
#pragma once

#include <string_view>

#include "lib/change/noun.h"

namespace kontor::seller {

inline constexpr std::string_view kStates = "active|left";

extern const Form apply_form;  // seller.apply
extern const Form record_form;

bool is_active(const Json& record);

}  // namespace kontor::seller
