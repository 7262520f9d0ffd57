// SPDX-License-Identifier: Apache-2.0
// What HQ holds of the story's August by hand.
#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/explain.h"
#include "lib/claim/extract.h"
#include "lib/settlement/story_test.h"

namespace kontor::settlement {
namespace {

using claim::claim_id;
using claim::example::kOrder;

struct Story : example::Story {
  Story() { earn(); }
  std::string hold(const char* item, const char* when = "2025-09-01T07:00:00Z") {
    return act("claim.hold", claim_id(kOrder, item), Json::object({{"reason", "fraud check"}}),
               when);
  }
  std::string resume(const char* item, const char* when) {
    return act("claim.resume", claim_id(kOrder, item), Json(), when);
  }
  // What the last run says of the payee; {} when it has nothing to say.
  Json total(const char* payee) const {
    for (const Json& row : state.get("settlement", last_run)->list("totals")) {
      if (row.str("payee") == payee) return row;
    }
    return {};
  }
  Story& august() {
    CHECK(run_next("2025-08-31", "2025-09-01T08:00:00Z").reason == "");
    return *this;
  }
  Story& september() {
    CHECK(run_next("2025-09-05", "2025-09-06T08:00:00Z").reason == "");
    return *this;
  }
};

TEST_CASE("a claim that HQ holds stays earned, and is settled by the first run after it resumes") {
  Story story;
  REQUIRE(story.hold("phone") == "");
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.claim("phone").at("hold").str("since") == "2025-09-01");
  story.august();
  // Of 17.37 the phone brings 1.33, which has no reserve yet either; the premium is no claim's.
  CHECK(story.total("nord").num("settled") == 1604 - 160 + 200);
  CHECK(story.total("nord").num("on_hold") == 133);
  CHECK(story.total("online").num("on_hold") == 396);
  REQUIRE(story.resume("phone", "2025-09-02T08:00:00Z") == "");
  CHECK_FALSE(story.claim("phone").has("hold"));
  story.september();
  CHECK(story.total("nord").num("settled") == 119);
  CHECK(story.total("nord").num("on_hold") == 0);
  CHECK(story.account("nord").settled == 1763);
}

TEST_CASE("to hold what was settled takes nothing back") {
  Story story;
  story.august();
  REQUIRE(story.hold("phone", "2025-09-02T08:00:00Z") == "");
  story.september();
  CHECK_FALSE(story.total("nord").has("on_hold"));
  CHECK(story.account("nord").settled == 1763);
  CHECK(story.account("nord").open() == 0);
}

TEST_CASE("a held claim that comes back leaves nothing to settle") {
  Story story;
  REQUIRE(story.hold("phone") == "");
  story.august();
  story.give_back("2025-09-03T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  REQUIRE(story.resume("phone", "2025-09-04T08:00:00Z") == "");
  story.september();
  // What remains is the other item's; the reversal has freed reserve up to its amount.
  CHECK(story.account("nord").settled + story.account("nord").held == 1604 + 200);
  CHECK(story.account("nord").open() == 0);
}

TEST_CASE("the payees are told, and what holds is explained") {
  Story story;
  REQUIRE(story.hold("phone") == "");
  const std::string id = claim_id(kOrder, "phone");
  const auto earning = claim::earning_for(story.state, id, "nord");
  REQUIRE(earning);
  CHECK(earning->at("hold").encode() == R"({"reason":"fraud check","since":"2025-09-01"})");
  CHECK(claim::extract_reason(story.state, *earning) == "held by HQ since 2025-09-01: fraud check");
  bool told = false;
  const Json tree = claim::explain_claim(story.state, id);
  for (const Json& step : tree.list("steps")) {
    if (step.str_or("step") != "hold") continue;
    told = step.at("result").str("reason") == "fraud check" && !step.list("because").empty();
  }
  CHECK(told);
}

TEST_CASE("what is refused of a hold") {
  Story story;
  CHECK(story.resume("phone", "2025-09-01T07:00:00Z") == "wrong_state");
  CHECK(story.hold("phone") == "");
  CHECK(story.hold("phone") == "wrong_state");
  CHECK(story.act("claim.hold", claim_id(kOrder, "tariff-l"), Json(), "2025-09-01T07:00:00Z") ==
        "bad_form");
}

}  // namespace
}  // namespace kontor::settlement
