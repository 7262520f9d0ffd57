// SPDX-License-Identifier: Apache-2.0
// What each payee's scope sees of a claim, and what it must not see.
#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;
using example::kOrder;
using example::Story;

std::map<std::string, Json> earnings(const Story& story, const std::string& item) {
  const std::string id = claim_id(kOrder, item);
  Projection projection;
  audience(story.state, id, *story.state.get("claim", id), projection);
  CHECK(projection.whole.empty());
  std::map<std::string, Json> out;
  for (const auto& [scope, views] : projection.views) {
    REQUIRE(views.size() == 1);
    CHECK(views[0].first == "earning");
    CHECK(check_form(earning_form, views[0].second).empty());
    CHECK(parse_canonical(views[0].second.encode()) == views[0].second);
    out[scope] = views[0].second;
  }
  return out;
}

bool mentions(const Json& record, std::string_view word) {
  return record.encode().find(word) != std::string::npos;
}

struct Earned : Story {
  Earned() { earn(); }
};

TEST_CASE("every payee's scope has an earning, from the submit on") {
  Story story;
  story.before().submit();
  const auto views = earnings(story, "tariff-l");
  REQUIRE(views.size() == 3);
  CHECK(views.at("nord").str("state") == "provisional");
  CHECK(views.at("nord").list("facts").empty());
  CHECK(views.at("online").list("shares").size() == 7);
}

TEST_CASE("an earning names nobody else, and no operation") {
  Earned story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  for (const char* item : {"tariff-l", "phone"}) {
    const auto views = earnings(story, item);
    for (const char* word : {"sued", kBen, "\"online/", "-1.0.", "000000000000000b"}) {
      CHECK_MESSAGE(!mentions(views.at("nord"), word), word);
    }
    for (const char* word : {"nord", kAnna, "-1.0.", "000000000000000a", "00000000000000d1"}) {
      CHECK_MESSAGE(!mentions(views.at("sued"), word), word);
      CHECK_MESSAGE(!mentions(views.at("online"), word), word);
    }
  }
}

TEST_CASE("own shares and facts are whole, the others' shares stand under pseudonyms") {
  Earned story;
  const Json nord = earnings(story, "tariff-l").at("nord");
  std::map<std::string, std::int64_t> shares;
  std::int64_t own = 0;
  for (const Json& share : nord.list("shares")) {
    shares[share.str("payee")] += share.num("amount");
    if (share.flag_or("own", false)) own += share.num("amount");
  }
  // nord is 1, online 2, sued 3 among the businesses; Anna 1, Ben 2 among the sellers.
  CHECK(shares == std::map<std::string, std::int64_t>{{kAnna, 1069},
                                                      {"nord", 1604},
                                                      {"business 2", 4752},
                                                      {"business 3", 2673},
                                                      {"seller 2", 1782}});
  CHECK(own == 1069 + 1604);
  std::int64_t facts_sum = 0;
  for (const Json& fact : nord.list("facts")) facts_sum += fact.num("amount");
  CHECK(facts_sum == own);
  CHECK(nord.str("state") == "earned");
  CHECK(nord.num("pool") == 11880);
}

TEST_CASE("the inputs are enough to recompute one's own cents") {
  Earned story;
  const Json seen = earnings(story, "tariff-l").at("sued");
  commission::Sale sale;
  sale.item = "tariff-l";
  sale.price_point = seen.str("price_point");
  sale.campaign = seen.str("campaign");
  sale.channel = seen.str("channel");
  sale.code = "used";
  sale.closed = end_of(parse_date(seen.str("closed")));
  for (const Json& row : seen.list("touches")) {
    commission::Touch touch;
    touch.evidence = row.str("evidence");
    touch.partner = row.str("business");
    touch.seller = row.str_or("seller");
    touch.at = Instant{sale.closed.seconds - row.num("age_days") * 86400};
    touch.minutes = row.num_or("minutes", 0);
    if (row.flag_or("code_used", false)) touch.code = "used";
    touch.split = commission::Split{row.at("split").num("seller"), row.at("split").num("business")};
    sale.touches.push_back(touch);
  }
  const Record plan = story.state.get("plan", "telco-retail");
  plan::Plan rules = plan::parse_plan(plan::body_of(*plan, seen.num("plan_version")));
  rules.split.clear();  // the touches carry their split
  std::map<std::string, std::int64_t> recomputed;
  for (const commission::Share& share : commission::compute(rules, sale).shares)
    recomputed[share.payee] += share.amount;
  std::map<std::string, std::int64_t> said;
  for (const Json& share : seen.list("shares")) said[share.str("payee")] += share.num("amount");
  CHECK(recomputed == said);
}

TEST_CASE("the account of the order shows beside its claims, and changes them") {
  Earned story;
  const Json nord = earnings(story, "phone").at("nord");
  REQUIRE(nord.list("account").size() == 1);
  CHECK(nord.list("account")[0].str("payee") == "nord");
  CHECK(nord.list("account")[0].num("amount") == 200);  // the premium
  CHECK(nord.list("credits").size() == 2);
  std::set<RecordKey> touched;
  const std::string id = account_id(kOrder, "nord");
  account_dependents(story.state, id, *story.state.get("account", id), touched);
  CHECK(touched == std::set<RecordKey>{{"claim", claim_id(kOrder, "phone")},
                                       {"claim", claim_id(kOrder, "tariff-l")}});
}

TEST_CASE("who is paid nothing sees nothing") {
  Story story;
  story.scope("west");
  story.before();
  story.consult("000000000000000w", "west", "", example::kNordCustomer, "2025-08-20T10:00:00Z", 5);
  story.submit();
  CHECK_FALSE(earnings(story, "tariff-l").contains("west"));
}

}  // namespace
}  // namespace kontor::claim
