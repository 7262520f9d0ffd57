// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/recheck.h"

#include <doctest/doctest.h>

#include "lib/base/text.h"
#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kOrder;
using example::Story;

struct Earned : Story {
  Earned() { earn(); }
  const std::string phone = claim_id(kOrder, "phone");
  // The earning of a partner beside the claims, as its own site holds it.
  void show(const std::string& partner) {
    state.put("earning", phone, *earning_for(state, phone, partner));
  }
};

TEST_CASE("a claim comes out as recorded, also after a return") {
  Earned story;
  CHECK(join(recheck_claim(story.state, story.phone).wrong, "; ").empty());
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  const Recheck after = recheck_claim(story.state, story.phone);
  CHECK(join(after.wrong, "; ").empty());
  CHECK(after.everything);
}

TEST_CASE("a share, a pool and a fact that are not what the plan gives are found") {
  Earned story;
  story.edit("claim", story.phone, [](Json& claim) { claim.set("pool", 991); });
  CHECK(recheck_claim(story.state, story.phone).wrong.at(0) == "pool is 991, computed 990");
  Earned other;
  other.edit("claim", other.phone,
             [](Json& claim) { claim["facts"].items()[0].set("amount", 60); });
  CHECK(recheck_claim(other.state, other.phone).wrong.at(0) ==
        "posted for nord in tip is 60, computed 59");
}

TEST_CASE("every payee's earning can be computed anew under its pseudonyms") {
  for (const char* partner : {"nord", "sued", "online"}) {
    Earned story;
    story.show(partner);
    const Recheck seen = recheck_earning(story.state, story.phone);
    CHECK_MESSAGE(seen.everything, seen.why_not);
    CHECK(join(seen.wrong, "; ").empty());
    story.edit("earning", story.phone, [](Json& earning) {
      Json& share = earning["shares"].items()[0];
      share.set("amount", share.num("amount") + 1);
    });
    CHECK_FALSE(recheck_earning(story.state, story.phone).wrong.empty());
  }
}

TEST_CASE("the answer to a dispute stands beside what was earned") {
  Earned story;
  Cause cause;
  cause.id = "hq-1.0.900";
  post(story.state, "claim", story.phone, parse_json(R"({"kind":"adjust","payee":"nord",
      "role":"business","partner":"nord","stage":"consultation","amount":150,
      "date":"2025-09-03","record":"dispute/0000000000000d15","because":"hq-1.0.900"})"),
       cause);
  CHECK(join(recheck_claim(story.state, story.phone).wrong, "; ").empty());
  story.show("nord");
  CHECK(join(recheck_earning(story.state, story.phone).wrong, "; ").empty());
  const Json& fact = story.state.get("earning", story.phone)->list("facts").back();
  CHECK(fact.str("because") == "hq-1.0.900");
  // Another adjustment is an amendment, which the shares follow.
  story.edit("claim", story.phone,
             [](Json& claim) { claim["facts"].items().back().erase("record"); });
  CHECK(recheck_claim(story.state, story.phone).wrong.at(0) ==
        "posted for nord in consultation is 224, computed 74");
}

TEST_CASE("what was posted for nobody's share is found") {
  Earned story;
  story.edit("claim", story.phone, [](Json& claim) {
    claim["shares"].items().pop_back();
    claim["facts"].items().back().set("stage", "tip");
    claim["facts"].items().back().set("payee", "nobody");
  });
  const Recheck found = recheck_claim(story.state, story.phone);
  CHECK(join(found.wrong, "; ").find("posted for nobody in tip is ") != std::string::npos);
}

TEST_CASE("where a hand decided by party, the division alone is computed") {
  Earned story;
  CHECK(story.act("claim.split", story.phone,
                  parse_json(R"({"stage":"consultation","weights":{"nord":2,"sued":1},
                                 "reason":"agreed"})"),
                  "2025-09-03T10:00:00Z") == "");
  CHECK(join(recheck_claim(story.state, story.phone).wrong, "; ").empty());
  story.show("nord");
  const Recheck seen = recheck_earning(story.state, story.phone);
  CHECK_FALSE(seen.everything);
  CHECK(seen.why_not == "a stage was shared by hand");
  CHECK(join(seen.wrong, "; ").empty());
}

}  // namespace
}  // namespace kontor::claim
