// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/base/json.h"

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

void name_consent(Call& call, Json& payload);  // add.cpp
int import_leads(Call& call);                  // import.cpp
const Form* import_form();                     // import.cpp: what it prints

}  // namespace kontor::cli
