// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/operations.h"

#include <doctest/doctest.h>

#include "lib/claim/recheck.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;
using example::kOrder;
using example::Sums;

const char* const kLate = "interaction/000000000000000c";

// After the settlement of August a consultation of 20 August arrives.
struct Late : example::Story {
  Late() {
    earn();
    change(
        "2025-09-02T10:00:00Z",
        [&] {
          consult("000000000000000c", "nord", kAnna, example::kNordCustomer, "2025-08-25T09:00:00Z",
                  40);
        },
        {{"interaction", "000000000000000c"}}, "2025-08-25T09:00:00Z");
  }
  std::string decide(const char* item, const char* decision, const char* record = kLate) {
    return act("claim.decide", claim_id(kOrder, item),
               Json::object({{"record", record},
                             {"evidence", "consultation"},
                             {"decision", decision},
                             {"reason", "line was down"}}),
               "2025-09-03T10:00:00Z");
  }
  std::string split(const char* stage, Json weights) {
    return act(
        "claim.split", claim_id(kOrder, "tariff-l"),
        Json::object({{"stage", stage}, {"weights", std::move(weights)}, {"reason", "agreed"}}),
        "2025-09-03T10:00:00Z");
  }
  std::int64_t pool_of(const char* item) {
    std::int64_t sum = 0;
    for (const Part& part : outstanding(state, claim_id(kOrder, item))) sum += part.amount;
    return sum;
  }
};

TEST_CASE("a late touch that is let in adjusts what was earned, within the pool") {
  Late story;
  const Sums before = story.outstanding_sums();
  REQUIRE(story.decide("tariff-l", "include") == "");
  CHECK(story.pool_of("tariff-l") == 11880);
  CHECK(story.outstanding_sums().at(kAnna) > before.at(kAnna));
  CHECK(story.outstanding_sums().at(kBen) < before.at(kBen));
  CHECK(story.outstanding_sums().at("online") == before.at("online"));
  // 18 Aug weighs 1, 25 Aug 2 for Anna and 2 x 1.5 for Ben.
  const Json claim = story.claim("tariff-l");
  CHECK(claim.list("stages")[1].list("amounts") == Json::array({990, 1980, 2970}).items());
  CHECK(claim.list("review")[0].str("decided") == "include");
  std::int64_t adjusted = 0;
  for (const Json& fact : facts(story.state, "claim", claim.str("id"))) {
    if (fact.str("kind") == "adjust") adjusted += fact.num("amount");
  }
  CHECK(adjusted == 0);
  CHECK(story.decide("tariff-l", "exclude") == "already_decided");
}

TEST_CASE("a late touch that is left out changes nothing but the review") {
  Late story;
  const Sums before = story.outstanding_sums();
  CHECK(story.decide("phone", "exclude") == "");
  CHECK(story.outstanding_sums() == before);
  CHECK(story.decide("phone", "include", "interaction/000000000000000a") == "not_in_review");
}

TEST_CASE("weights by hand stand for the stage's model") {
  Late story;
  CHECK(story.split("quality", Json::object({{"nord", 1}})) == "stage_unknown");
  CHECK(story.split("consultation", Json::object({{"nord", 0}})) == "weights_empty");
  REQUIRE(story.split("consultation", Json::object({{"nord", 1}, {"sued", 1}})) == "");
  CHECK(story.claim("tariff-l").list("stages")[1].list("amounts") ==
        Json::array({2970, 2970}).items());
  CHECK(story.pool_of("tariff-l") == 11880);
  CHECK(check_form(claim_form, story.claim("tariff-l")).size() == 6);
}

TEST_CASE("weights by hand leave no share below what a dispute took of it") {
  Late story;
  const std::string id = claim_id(kOrder, "tariff-l");
  post(story.state, "claim", id,
       Json::object({{"kind", "adjust"},
                     {"payee", "nord"},
                     {"role", "business"},
                     {"partner", "nord"},
                     {"stage", "consultation"},
                     {"amount", -500},
                     {"date", "2025-09-02"},
                     {"record", "dispute/000000000000d1s1"},
                     {"because", "hq-1.0.9"}}),
       Cause{"hq-1.0.9", "", nullptr, "hq", parse_instant("2025-09-02T10:00:00Z"),
             parse_instant("2025-09-02T10:00:00Z"), 0});
  const Sums before = story.outstanding_sums();
  // A tenth of 59.40 is 3.56 for the business, and 5.00 were taken of it.
  CHECK(story.split("consultation", Json::object({{"nord", 1}, {"sued", 9}})) ==
        "share_below_zero");
  CHECK(story.split("consultation", Json::object({{"sued", 1}})) == "share_below_zero");
  CHECK(story.outstanding_sums() == before);
  REQUIRE(story.split("consultation", Json::object({{"nord", 1}, {"sued", 4}})) == "");
  for (const Part& part : outstanding(story.state, id)) CHECK(part.amount >= 0);
  CHECK(story.pool_of("tariff-l") == 11880 - 500);
}

TEST_CASE("what is paid beside the pool stands when the pool is shared anew") {
  Json body = example::plan_body();
  body.set("override", parse_json(R"([{"id":"team","rates":["0.05"],
    "above":{"nord":"verbund","sued":"verbund","online":"holding"}}])"));
  example::Story sold;
  sold.plan(body);
  sold.earn();
  const std::string id = claim_id(kOrder, "tariff-l");
  const auto sums = [&] {
    Sums out;
    for (const Part& part : outstanding(sold.state, id)) out[part.payee] += part.amount;
    return out;
  };
  const Sums before = sums();
  // 5 % of what nord, sued and online have: 26.73, 44.55, 47.52.
  CHECK(before.at("verbund") == 134 + 223);
  CHECK(before.at("holding") == 238);
  const std::size_t facts_before = sold.claim("tariff-l").list("facts").size();
  REQUIRE(sold.act("claim.split", id,
                   Json::object({{"stage", "consultation"},
                                 {"weights", Json::object({{"nord", 1}, {"sued", 1}})},
                                 {"reason", "agreed"}}),
                   "2025-09-03T10:00:00Z") == "");
  // nord has 41.58 now, sued 29.70: 2.08 and 1.49.
  CHECK(sums().at("verbund") == 208 + 149);
  CHECK(sums().at("holding") == 238);
  const Json claim = sold.claim("tariff-l");
  const Json::Array& facts = claim.list("facts");
  for (std::size_t i = facts_before; i < facts.size(); ++i) {
    CHECK(facts[i].str("payee") != "holding");
  }
  CHECK(recheck_claim(sold.state, id).wrong.empty());
}

TEST_CASE("what was reversed is not shared anew") {
  Late story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l"});
  CHECK(story.decide("tariff-l", "include") == "claim_reversed");
  CHECK(story.split("consultation", Json::object({{"nord", 1}})) == "claim_reversed");
  CHECK(story.decide("phone", "include") == "");
}

TEST_CASE("before it vests a decision changes shares and posts nothing") {
  example::Story story;
  story.before().submit();
  const std::string id = claim_id(kOrder, "phone");
  CHECK(story.act("claim.split", id,
                  Json::object({{"stage", "consultation"},
                                {"weights", Json::object({{"nord", 1}})},
                                {"reason", "agreed"}}),
                  "2025-08-29T10:00:00Z") == "");
  CHECK(story.claim("phone").list("facts").empty());
  CHECK(story.claim("phone").list("stages")[1].list("amounts") == Json::array({495, 0}).items());
  // A later refresh keeps the hand's weights.
  story.deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(outstanding_of(story.state, id, kBen) == 0);
}

}  // namespace
}  // namespace kontor::claim
