// SPDX-License-Identifier: Apache-2.0
// partner/{slug} = {name, type, tier, state, framework, segments, [legal_name], [street],
// [postcode], [city], country, [vat_id], [iban]}. Tier and state decide what is
// shipped to the partner's scope, not only what is displayed.
#pragma once

#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::partner {

inline constexpr std::string_view kTypes = "own|dealer|reseller|integrator";
inline constexpr std::string_view kStates = "engaged|suspended|ended";

extern const Form apply_form;  // partner.apply
extern const Form record_form;

bool is_engaged(const Json& record);

}  // namespace kontor::partner
