// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/form.h"

namespace kontor::cli {

class Call;

int show_statement(Call& call);    // export.cpp
int export_statement(Call& call);  // export.cpp
void put_invoice(Call& call);      // invoice.cpp
int extract_book(Call& call);      // extract.cpp
const Form* extract_row_form();    // extract.cpp

}  // namespace kontor::cli
