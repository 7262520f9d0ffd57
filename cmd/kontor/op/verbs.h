// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

const Form* op_form();         // fate.cpp
const Form* op_detail_form();  // fate.cpp
int list_ops(Call& call);      // list.cpp
int show_op(Call& call);       // show.cpp
int retry_op(Call& call);      // retry.cpp

// Whole id of an operation: as typed, or the bare number of one of this site. names in fate.cpp.
std::string op_target(Call& call, const std::string& typed);

}  // namespace kontor::cli
