// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cmd/kontor/table.h"

namespace kontor::cli {

int apply_plans(Call& call);            // apply.cpp
int show_plan(Call& call);              // apply.cpp
int edit_plan(Call& call);              // apply.cpp
int diff_plans(Call& call);             // diff.cpp
int explain_plan_in_words(Call& call);  // explain.cpp
const Form* plan_explain_form();        // explain.cpp
int lint_plan(Call& call);              // lint.cpp
int run_plan(Call& call);               // run.cpp
LineForms run_lines();

int simulate_plan(Call& call);  // simulate.cpp
const Form* simulate_form();    // simulate.cpp

}  // namespace kontor::cli
