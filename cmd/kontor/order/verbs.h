// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "lib/base/json.h"

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

void complete_draft(Call& call, Json& payload);  // add.cpp
int set_fields(Call& call);                      // set.cpp
int check_order(Call& call);                     // check.cpp
int resume_order(Call& call);                    // resume.cpp
const Form* resume_result();                     // resume.cpp: the item that resume prints

}  // namespace kontor::cli
