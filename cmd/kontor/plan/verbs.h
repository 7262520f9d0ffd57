// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int apply_plans(Call& call);  // apply.cpp
int lint_plan(Call& call);    // lint.cpp

}  // namespace kontor::cli
