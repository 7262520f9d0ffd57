// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/model.h"

#include <doctest/doctest.h>

#include "lib/commission/example_test.h"

namespace kontor::commission {
namespace {

using example::kBen;

TEST_CASE("a close elsewhere: what the seller would get in the shop") {
  Touch close = example::touch("close", "sued", kBen, "2025-08-28T10:20:00Z");
  const Sale shop = closed_at(example::sale("tariff-l"), close);
  example::Sums sums;
  example::sum_up(compute(example::sample_plan(), shop), sums);
  CHECK_FALSE(sums.contains("online"));
  CHECK(sums[kBen] == 1782 + 1901);  // its consultation and 40 % of the close, 47.52
  CHECK(compute(example::sample_plan(), shop).premiums[0].amount == 0);
}

}  // namespace
}  // namespace kontor::commission
