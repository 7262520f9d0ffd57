// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int add_return(Call& call);  // add.cpp

}  // namespace kontor::cli
