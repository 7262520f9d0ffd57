// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/form.h"

namespace kontor::cli {

class Call;

int explain_target(Call& call);     // explain.cpp
const Form* target_explain_form();  // explain.cpp

}  // namespace kontor::cli
