// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cmd/kontor/call.h"

namespace kontor::cli {

const Form* book_row_form();  // a row of `settlement books`
int list_books(Call& call);
int print_journal(Call& call);  // journal.cpp
int list_payments(Call& call);  // pay.cpp
const Form* pay_row_form();     // pay.cpp

}  // namespace kontor::cli
