// SPDX-License-Identifier: Apache-2.0
// The one shape of an explanation: {"step","rule","inputs","result","because","steps"}.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/change/form.h"

namespace kontor::cli {

const Form& explanation_form();
// For people: a node a line, what it was computed from and the operations behind it below. `about`
// adds what is known of an operation.
std::string explanation_text(
    const Json& node, const std::function<std::string(const std::string& operation)>& about = {});

// The fields of what an explanation rests on, beside its own: operations (rows of that form),
// timers, elsewhere.
std::vector<Field> basis_fields(const Form& operation);
// An explanation with what it rests on: {"explanation","operations","timers","elsewhere"}.
// `repository` is where stock git finds the change sets.
std::string basis_text(const Json& found, const std::string& repository);

}  // namespace kontor::cli
