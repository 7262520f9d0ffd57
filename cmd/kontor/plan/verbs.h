// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/form.h"

namespace kontor::cli {

class Call;

const Form* plan_difference_form();

int apply_plans(Call& call);  // apply.cpp
int diff_plans(Call& call);   // diff.cpp
int lint_plan(Call& call);    // lint.cpp

}  // namespace kontor::cli
