// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor {
struct Form;
}  // namespace kontor

namespace kontor::cli {

class Call;

int list_credits(Call& call);       // list.cpp
const Form* credit_row_form();      // list.cpp
int show_credit(Call& call);        // show.cpp
const Form* credit_form();          // show.cpp
int explain_credits(Call& call);    // explain.cpp
const Form* credit_explain_form();  // explain.cpp

}  // namespace kontor::cli
