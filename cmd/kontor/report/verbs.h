// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/target/attainment.h"

namespace kontor::cli {

class Call;

int report_attainment(Call& call);       // attainment.cpp
target::Books credit_books(Call& call);  // of this site: HQ's own, or what its earnings show
const Form* attainment_report_form();    // attainment.cpp

}  // namespace kontor::cli
