// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/amounts.h"

#include <doctest/doctest.h>

using namespace kontor;
using namespace kontor::cli;

namespace {

const std::vector<Json> kRows = {
    Json::object({{"kind", "share"}, {"currency", "EUR"}, {"version", 3}, {"amount", -1234}}),
    Json::object({{"kind", "sold, then"}, {"currency", "JPY"}, {"amount", 1500}}),
    Json::object({{"kind", "count"}, {"amount", 7}}),
};
constexpr AmountColumns kColumns{"kind,version,amount,empty,currency", "version"};

}  // namespace

TEST_CASE("amounts are written in the row's own currency, numbers as they are") {
  CHECK(amounts_csv(kRows, kColumns) ==
        "kind,version,amount,empty,currency\n"
        "share,3,-12.34,,EUR\n"
        "\"sold, then\",,1500,,JPY\n"
        "count,,7,,\n");
}

TEST_CASE("a table leaves out the columns that no row fills, and is nothing without rows") {
  CHECK(amounts_table(kRows, kColumns, false) ==
        "kind        version  amount  currency\n"
        "share             3  -12.34  EUR\n"
        "sold, then             1500  JPY\n"
        "count                     7\n");
  CHECK(amounts_table({}, kColumns, false).empty());
}
