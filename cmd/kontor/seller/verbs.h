// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int apply_sellers(Call& call);  // apply.cpp
int diff_sellers(Call& call);   // apply.cpp
int edit_seller(Call& call);    // apply.cpp

}  // namespace kontor::cli
