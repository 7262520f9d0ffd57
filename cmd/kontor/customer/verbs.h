// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/base/json.h"

namespace kontor::cli {

class Call;

void assume_consumer(Call& call, Json& payload);  // add.cpp
int link_customers(Call& call);                   // link.cpp
int unlink_customer(Call& call);                  // unlink.cpp

}  // namespace kontor::cli
