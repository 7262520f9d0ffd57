// SPDX-License-Identifier: Apache-2.0
// largest_remainder() of money.h, for several totals that are split by the same weights. Its
// sources are money.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/base/money.h"

namespace kontor {

class Proportion {
 public:
  explicit Proportion(const std::vector<Rational>& weights);
  std::vector<std::int64_t> parts_of(std::int64_t total) const;

 private:
  std::vector<Int128> shares_;  // the weights as integers without a common factor
  Int128 sum_ = 0;
};

}  // namespace kontor
