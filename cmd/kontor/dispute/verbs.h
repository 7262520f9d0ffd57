// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int list_disputes(Call& call);  // list.cpp
int show_dispute(Call& call);   // list.cpp

}  // namespace kontor::cli
