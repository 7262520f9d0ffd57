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
  const Json& back = step(tree, "returns")->list("steps")[0];
  CHECK(back.str("rule") == "liability.full_causes");
  CHECK(back.at("result").num("amount") == -11880);
  CHECK(back.at("result").str("part") == "1");
  // submit, plan, consent, lead, both consultations, the code, its redemption, the link
  CHECK(tree.list("because").size() == 10);
  CHECK(tree.list("because")[0].string() == "hq-1.0.20");
}

TEST_CASE("what did not come back is explained too") {
  const auto returned = [](const char* time, const char* cause) {
    example::Story story;
    story.earn();
    story.give_back(time, "0000000000000ret", cause, {"tariff-l"});
    const Json tree = explain_claim(story.state, claim_id(example::kOrder, "tariff-l"));
    return step(tree, "returns")->list("steps")[0];
  };
  const Json fault = returned("2025-09-10T10:00:00Z", "principal_fault");
  CHECK(fault.str("rule") == "liability.never_causes");
  CHECK(fault.at("result").num("amount") == 0);
  CHECK(fault.at("result").str("why") == "for this cause nothing comes back");
  CHECK(fault.list("because").size() == 1);
  // 28 Aug to 30 Oct: two of six months are past.
  const Json goodwill = returned("2025-10-30T10:00:00Z", "goodwill");
  CHECK(goodwill.str("rule") == "liability.curve");
  CHECK(goodwill.at("inputs").str("past") == "1/3");
  CHECK(goodwill.at("result").str("part") == "2/3");
  CHECK(goodwill.at("result").num("amount") == -7920);
  CHECK(returned("2026-02-28T10:00:00Z", "goodwill").at("result").str("part") == "0");
}

TEST_CASE("an account's facts name no stage and no payee of their own") {
  example::Story story;
  story.earn();
  const Json tree = explain_claim(story.state, claim_id(example::kOrder, "phone"));
  std::size_t facts = 0;
  for (const Json& account : tree.list("steps")) {
    if (account.str("step") != "account") continue;
    for (const Json& fact : account.list("steps")) {
      ++facts;
      CHECK(fact.str("rule") == "premium");
      CHECK_FALSE(fact.at("inputs").has("stage"));
    }
  }
  CHECK(facts == 2);
}

}  // namespace
}  // namespace kontor::claim
