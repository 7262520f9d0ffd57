// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/base/json.h"

TEST_CASE("canonical JSON round trip") {
  const std::string text = R"({"a":[1,-2,true],"b":{"c":"\u0001\n\"ü"}})";
  CHECK(kontor::parse_canonical(text).encode() == text);
}
