// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/form.h"

namespace kontor::cli {

class Call;

int export_statement(Call& call);   // export.cpp
int extract_book(Call& call);       // extract.cpp
const Form* extract_row_form();     // extract.cpp
int invoice_statement(Call& call);  // invoice.cpp

}  // namespace kontor::cli
