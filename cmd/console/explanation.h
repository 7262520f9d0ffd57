// SPDX-License-Identifier: Apache-2.0
// The one shape of an explanation: {"step","rule","inputs","result","because","steps"}.
#pragma once

#include <functional>
#include <string>

#include "lib/change/form.h"

namespace kontor::cli {

const Form& explanation_form();
// For people: a node a line, what it was computed from and the operations behind it below. `about`
// adds what is known of an operation.
std::string explanation_text(
    const Json& node, const std::function<std::string(const std::string& operation)>& about = {});

}  // namespace kontor::cli
