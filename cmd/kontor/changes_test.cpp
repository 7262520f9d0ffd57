// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/changes.h"

#include <doctest/doctest.h>

using namespace kontor;
using namespace kontor::cli;

TEST_CASE("a change is told leaf by leaf, private values are not") {
  const auto record = [](Json json) { return std::make_shared<const Json>(std::move(json)); };
  const std::string digest = "sha256:" + std::string(64, 'a');
  const std::vector<RecordChange> changes = {
      {"partner", "nord",
       record(Json::object({{"tier", "gold"}, {"rev", 1}, {"segments", Json::array({"a"})}})),
       record(Json::object({{"tier", "silver"}, {"rev", 2}, {"name", "Nord"}}))},
      {"seller", "k7q", nullptr, record(Json::object({{"login", Json::object({{"c", digest}})}}))}};
  const auto leaves = leaf_changes(changes);
  CHECK(changes_text(leaves) ==
        "partner/nord\n"
        "  + name  Nord\n"
        "  - segments  a\n"
        "  ~ tier  gold -> silver\n"
        "seller/k7q\n"
        "  + login  (private)\n");
  CHECK(changes_json(leaves).encode().find("sha256") == std::string::npos);
}
