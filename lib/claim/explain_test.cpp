// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/simulate.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;

using Cents = std::map<std::string, std::int64_t>;

TEST_CASE("variant C: by the last touch alone Online has all and the shops nothing") {
  std::map<std::string_view, Cents> paid;
  for (const std::string_view model : model_names()) {
    const plan::Plan judged = by_model(example::sample_plan(), model);
    Payments payments;
    for (const char* item : {"tariff-l", "phone"}) payments.add(judged, example::sale(item));
    CHECK(payments.pool() == 12870);
    for (const auto& [payee, amount] : payments.sums()) paid[model][payee.id] += amount;
  }
  const std::int64_t premium = 800;  // beside the pool, shared as the stage is
  CHECK(paid.size() == 7);
  CHECK(paid["last"] == Cents{{"online", 12870}, {"nord", 0}, {"sued", 0}, {kAnna, 0}, {kBen, 0}});
  CHECK(paid["first"] ==
        Cents{{kAnna, 5148}, {"nord", 7722}, {kBen, 0}, {"sued", 0}, {"online", 0}});
  CHECK(paid["plan"] ==
        Cents{{kAnna, 1159}, {"nord", 1937}, {kBen, 1930}, {"sued", 3496}, {"online", 5148}});
  for (const auto& [model, cents] : paid) {
    std::int64_t sum = 0;
    for (const auto& [payee, amount] : cents) sum += amount;
    CHECK(sum == 12870 + (model == "plan" ? premium : 0));
  }
}

TEST_CASE("a close elsewhere: what the seller would get in the shop") {
  Touch close = example::touch("close", "sued", kBen, "2025-08-28T10:20:00Z");
  const Sale shop = closed_at(example::sale("tariff-l"), close);
  Cents sums;
  example::sum_up(compute(example::sample_plan(), shop), sums);
  CHECK_FALSE(sums.contains("online"));
  CHECK(sums[kBen] == 1782 + 1901);  // its consultation and 40 % of the close, 47.52
  CHECK(compute(example::sample_plan(), shop).premiums[0].amount == 0);
}

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

TEST_CASE("a claim's tree ends in its facts and the operations behind them") {
  example::Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  const Json tree = explain_claim(story.state, claim_id(example::kOrder, "tariff-l"));
  CHECK(tree.at("result").str("state") == "reversed");
  CHECK(step(tree, "facts")->list("steps").size() == 14);
  CHECK(step(tree, "returns")->at("result").items()[0].str("rule") == "full_causes");
  // submit, plan, consent, lead, both consultations, the code, its redemption, the link
  CHECK(tree.list("because").size() == 10);
  CHECK(tree.list("because")[0].string() == "hq-1.0.20");
}

}  // namespace
}  // namespace kontor::claim
