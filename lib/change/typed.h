// SPDX-License-Identifier: Apache-2.0
// Values as a person or a foreign file writes them, for a field of a form.
#pragma once

#include <optional>
#include <string_view>

#include "lib/change/form.h"

namespace kontor {

// One value of the field (of a list or map: one item). Numbers "25", flags true|false|yes|no|1|0,
// money "12.34" or "12.34 USD" (without a currency: EUR), every other text as it stands, trimmed.
// Nothing when the text cannot be such a value, or the type has no text (object, private).
// check_form says what else is wrong with it.
std::optional<Json> typed_value(const Field& field, std::string_view text);

}  // namespace kontor
