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
