// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/base/json.h"

namespace kontor::cli {

class Call;

void name_lead(Call& call, Json& payload);  // add.cpp

}  // namespace kontor::cli
