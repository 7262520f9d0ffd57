// SPDX-License-Identifier: Apache-2.0
#include "lib/change/typed.h"

#include <doctest/doctest.h>

using namespace kontor;

namespace {

Json typed(Type type, std::string_view text) {
  return typed_value(Field{.name = "f", .type = type}, text).value_or(Json("refused"));
}

}  // namespace

TEST_CASE("typed_value reads numbers, flags and money") {
  CHECK(typed(Type::kInt, " -25 ") == Json(-25));
  CHECK(typed(Type::kFlag, "yes") == Json(true));
  CHECK(typed(Type::kFlag, "0") == Json(false));
  CHECK(typed(Type::kMoney, "12.34") == Json::object({{"amount", 1234}, {"currency", "EUR"}}));
  CHECK(typed(Type::kMoney, "-5 USD") == Json::object({{"amount", -500}, {"currency", "USD"}}));
  CHECK(typed(Type::kMoney, "700 JPY") == Json::object({{"amount", 700}, {"currency", "JPY"}}));
  CHECK(typed(Type::kWord, " fibre\n") == Json("fibre"));
  CHECK(typed(Type::kDate, "2025-08-31") == Json("2025-08-31"));
}

TEST_CASE("typed_value refuses what is none") {
  for (const char* text : {"", "2x", "1.5", "99999999999999999999"}) {
    CHECK_MESSAGE(typed(Type::kInt, text) == Json("refused"), text);
  }
  CHECK(typed(Type::kFlag, "maybe") == Json("refused"));
  for (const char* text : {"", "12.345", "12 Euro", "1/2 EUR", "12 EUR x", "12,50"}) {
    CHECK_MESSAGE(typed(Type::kMoney, text) == Json("refused"), text);
  }
  CHECK(typed(Type::kPrivate, "Ada") == Json("refused"));
}
