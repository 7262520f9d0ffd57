// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

int init_hub(Call& call);           // init.cpp
const Form* hub_form();             // init.cpp
int check_hub_command(Call& call);  // check.cpp
const Form* hub_check_form();       // check.cpp

}  // namespace kontor::cli
