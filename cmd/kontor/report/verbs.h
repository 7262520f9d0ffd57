// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor {
struct Form;
}  // namespace kontor

namespace kontor::cli {

class Call;

int report_attainment(Call& call);     // attainment.cpp
const Form* attainment_report_form();  // attainment.cpp

}  // namespace kontor::cli
