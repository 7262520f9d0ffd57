// SPDX-License-Identifier: Apache-2.0
// Rows whose integers are amounts in minor units of the row's own "currency", for people: "12.34".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"

namespace kontor::cli {

struct AmountColumns {
  std::string_view shown;    // ','-separated, in order
  std::string_view numbers;  // of these the integers that are no amounts
};
// Every column, with a head.
std::string amounts_csv(const std::vector<Json>& rows, const AmountColumns& columns);
// Those that some row fills; empty without rows.
std::string amounts_table(const std::vector<Json>& rows, const AmountColumns& columns,
                          bool bold_head);

}  // namespace kontor::cli
