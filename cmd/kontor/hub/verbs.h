// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

int init_hub(Call& call);  // init.cpp
const Form* hub_form();    // init.cpp

}  // namespace kontor::cli
