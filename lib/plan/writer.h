// SPDX-License-Identifier: Apache-2.0
// The canonical body of a version to the plan file (kontor-plan(5)): what reader.h makes of the
// text is that body again, so its order is kept.
#pragma once

#include <string>

#include "lib/base/json.h"

namespace kontor::plan {

std::string plan_text(const Json& body);

}  // namespace kontor::plan
