// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

const Json* step(const Json& tree, std::string_view name) {
  for (const Json& below : tree.list("steps")) {
    if (below.str("step") == name) return &below;
  }
  return nullptr;
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
