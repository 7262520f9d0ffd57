// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/explain.h"

#include <doctest/doctest.h>

#include "lib/commission/example_test.h"

namespace kontor::commission {
namespace {

const Json* step(const Json& tree, std::string_view name) {
  for (const Json& below : tree.list("steps")) {
    if (below.str("step") == name) return &below;
  }
  return nullptr;
}

TEST_CASE("the tree has every step with its inputs and rule") {
  const Json tree = explain(example::sample_plan(), example::sale("tariff-l"));
  CHECK(tree.str("rule") == "telco-retail 3");
  for (const char* name : {"base", "pool factors", "stages", "split", "overrides", "rounding",
                           "premiums", "credits", "reserve"}) {
    CHECK_MESSAGE(step(tree, name) != nullptr, name);
  }
  CHECK(step(tree, "base")->at("result").str("amount") == "12000");
  CHECK(step(tree, "pool factors")->at("result").str("factor") == "99/100");
  const Json& consultation = step(tree, "stages")->list("steps")[1];
  CHECK(consultation.at("result").num("amount") == 5940);
  const Json& ben = consultation.list("steps")[1];
  CHECK(ben.at("inputs").num("age_days") == 3);
  CHECK(ben.at("result").str("weight") == "3/2");
  CHECK(step(ben, "share factors")->list("steps")[0].str("rule") == "factor.code");
}

TEST_CASE("a zero is explained too") {
  const Json tree = explain(example::sample_plan(), example::sale("cover"));
  CHECK(tree.at("result").str("zero") == "base_missing");
  Sale shop = example::sale("tariff-l");
  shop.campaign = "spring";
  const Json factors = *step(explain(example::sample_plan(), shop), "pool factors");
  CHECK(factors.list("steps")[1].at("result").str("failed") == "order.campaign eq \"autumn\"");
}

}  // namespace
}  // namespace kontor::commission
