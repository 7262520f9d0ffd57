// SPDX-License-Identifier: Apache-2.0
// The story's August, its return in September, and the variants of its plan, settled.
#include <doctest/doctest.h>

#include "lib/settlement/story_test.h"

namespace kontor::settlement {
namespace {

using claim::account_id;
using claim::Balance;
using claim::claim_id;
using claim::facts;
using claim::example::kAnna;
using claim::example::kBen;
using claim::example::kOrder;
using claim::example::Sums;

struct Story : example::Story {
  Story& settle(const char* until, const char* run_at) {
    reason = run_next(until, run_at).reason;
    return *this;
  }
  Sums reversed(const std::string& item) const {
    Sums out;
    for (const Json& fact : facts(state, "claim", claim_id(kOrder, item))) {
      if (fact.str("kind") == "reverse") out[fact.str("payee")] += fact.num("amount");
    }
    return out;
  }

  std::string reason;  // of the last run
};

Sums sums(std::int64_t anna, std::int64_t nord, std::int64_t ben, std::int64_t sued,
          std::int64_t online) {
  return {{kAnna, anna}, {"nord", nord}, {kBen, ben}, {"sued", sued}, {"online", online}};
}

Sums held(const Story& story) {
  return story.each([](const Balance& balance) { return balance.held; });
}
Sums open(const Story& story) {
  return story.each([](const Balance& balance) { return balance.open(); });
}
Sums settled(const Story& story) {
  return story.each([](const Balance& balance) { return balance.settled - balance.premium; });
}

// August is settled.
struct August : Story {
  August() {
    earn();
    settle("2025-08-31", "2025-09-01T08:00:00Z");
  }
};

TEST_CASE("August is settled: reserve per order, premium with it") {
  const August story;
  REQUIRE(story.reason == "");
  CHECK(held(story) == sums(116, 174, 193, 290, 515));
  CHECK(settled(story) == sums(1043, 1563, 1737, 2606, 4633));
  CHECK(story.account("nord").settled == 1763);
  CHECK(story.account("sued").settled == 3206);
  CHECK(open(story) == sums(0, 0, 0, 0, 0));
  const Record run = story.state.get("settlement", story.last_run);
  REQUIRE(run->list("totals").size() == 5);
  CHECK(run->list("totals")[0].encode() ==
        R"({"carried":0,"currency":"EUR","on_hold":0,"partner":"nord","payee":"nord",)"
        R"("premium":200,"release":0,"reserve":174,"role":"business","settled":1763,)"
        R"("true_up":0,"waiting":0})");
}

TEST_CASE("the withdrawal of 10 September reverses all, reserve first") {
  August story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  CHECK(story.claim("tariff-l").str("state") == "reversed");
  CHECK(story.outstanding_sums() == sums(0, 0, 0, 0, 0));
  CHECK(held(story) == sums(0, 0, 0, 0, 0));
  CHECK(open(story) == sums(-1043, -1563, -1737, -2606, -4633));
  // Carried, and shown; nothing is paid and nothing is topped up.
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  CHECK(open(story) == sums(-1043, -1563, -1737, -2606, -4633));
  CHECK(story.state.get("settlement", story.last_run)->list("totals")[0].num("carried") == -1563);
}

TEST_CASE("variant A: only the phone comes back") {
  August story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  CHECK(story.reversed("phone") == sums(-90, -133, -148, -223, -396));
  CHECK(story.claim("tariff-l").str("state") == "earned");
  CHECK(held(story) == sums(26, 41, 45, 67, 119));
  CHECK(story.state.get("credit", kOrder)->list("entries").size() == 4);  // the order stands
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  CHECK(held(story) == sums(26, 41, 45, 67, 119));
}

TEST_CASE("variant B: the principal answers for it: nothing is reversed, the reserve is released") {
  August story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "principal_fault",
                  {"tariff-l", "phone"});
  CHECK(story.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));
  CHECK(story.claim("phone").list("returns")[0].str("rule") == "never_causes");
  CHECK(held(story) == sums(116, 174, 193, 290, 515));  // released by the run, not by the return
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  CHECK(held(story) == sums(0, 0, 0, 0, 0));
  CHECK(settled(story) == sums(1159, 1737, 1930, 2896, 5148));
  std::int64_t released = 0;
  for (const Json& row : story.state.get("settlement", story.last_run)->list("totals")) {
    released += row.num("release");
  }
  CHECK(released == 1288);
  for (const std::string& id : story.state.ids("account")) {
    CHECK(story.state.get("account", id)->str("standing") == "closed");
  }
}

TEST_CASE("a return that is refused in the end restores exactly") {
  August story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  story.give_back("2025-09-12T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"},
                  "refused");
  CHECK(story.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));
  CHECK(story.claim("tariff-l").str("state") == "earned");
  CHECK(held(story) == sums(0, 0, 0, 0, 0));  // nothing is topped up
  story.give_back("2025-09-12T11:00:00Z", "0000000000000rex", "withdrawal", {"tariff-l", "phone"});
  CHECK(story.outstanding_sums() == sums(0, 0, 0, 0, 0));
}

TEST_CASE("the reserve is released as the liability falls") {
  August story;
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");  // one month of six
  CHECK(held(story)["online"] == 429);                 // 515 x 5/6 = 429.17
  CHECK(settled(story)["online"] == 4633 + 86);
  story.settle("2026-01-31", "2026-02-01T08:00:00Z");  // five months
  CHECK(held(story)["online"] == 86);
  story.settle("2026-02-28", "2026-03-01T08:00:00Z");
  CHECK(held(story)["online"] == 0);
  CHECK(settled(story) == sums(1159, 1737, 1930, 2896, 5148));
}

TEST_CASE("what comes back after its account was closed is a debit all the same") {
  Json body = claim::example::plan_body();
  body["liability"]["reserve"].set("rate", "0");
  Story story;
  story.plan(body);
  story.earn();
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  const std::string account = account_id(kOrder, "online");
  CHECK(story.state.get("account", account)->str("standing") == "closed");
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  CHECK(story.state.get("account", account)->str("standing") == "open");
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  for (const Json& row : story.state.get("settlement", story.last_run)->list("totals")) {
    if (row.str("payee") == "online") CHECK(row.num("carried") == -5148);
  }
}

TEST_CASE("runs go forward only, and never into the present") {
  August story;
  CHECK(story.settle("2025-08-30", "2025-09-02T08:00:00Z").reason == "until_before_last");
  CHECK(story.settle("2025-09-02", "2025-09-02T08:00:00Z").reason == "until_in_future");
  CHECK(story.settle("2025-08-31", "2025-09-02T08:00:00Z").reason == "");
  CHECK(story.state.get("settlement", story.last_run)->list("totals").empty());
}

TEST_CASE("a debit is netted with what the payee earns elsewhere") {
  August story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  // Another order of September, for Online alone.
  Cause cause{"op-1.0.1",
              "",
              nullptr,
              "hq",
              parse_instant("2025-09-20T10:00:00Z"),
              parse_instant("2025-09-20T10:00:00Z"),
              0};
  const std::string account =
      claim::open_account(story.state, "other", "online", "business", "online", "EUR", cause);
  claim::post(
      story.state, "account", account,
      Json::object(
          {{"kind", "premium"}, {"amount", 5000}, {"date", "2025-09-20"}, {"because", "x"}}),
      cause);
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  CHECK(story.account("online").open() == 0);
  for (const Json& row : story.state.get("settlement", story.last_run)->list("totals")) {
    if (row.str("payee") == "online") CHECK(row.num("settled") == 5000 - 4633);
  }
}

TEST_CASE("a payee's scope sees what of its order is held and settled") {
  const August story;
  const KindRow& row = claim_noun().kinds[0];
  const std::string id = claim_id(kOrder, "phone");
  Projection projection;
  row.audience(story.state, id, *story.state.get("claim", id), projection);
  const Json nord = projection.views.at("nord").at(0).second;
  Sums account;
  for (const Json& fact : nord.list("account")) {
    account[fact.str("payee") + " " + fact.str("kind")] += fact.num("amount");
  }
  CHECK(account == Sums{{std::string(kAnna) + " reserve", 116},
                        {std::string(kAnna) + " settle", 1043},
                        {"nord premium", 200},
                        {"nord reserve", 174},
                        {"nord settle", 1763}});
  CHECK(nord.str("state") == "settled");
}

TEST_CASE("named payees are paid once their business has accepted the split for them") {
  Json body = claim::example::plan_body();
  body["plan"].set("acceptance", "named_payees");
  Story story;
  story.plan(body);
  story.earn();
  const auto accept = [&](const char* scope, Json sellers) {
    const std::string id = plan::acceptance_id("telco-retail", 3, scope);
    story.state.put("acceptance", id, Json::object({{"id", id}, {"sellers", std::move(sellers)}}));
  };
  accept("nord", Json::array());
  accept("sued", Json::array({kBen}));
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  CHECK(settled(story) == sums(0, 1563, 1737, 2606, 0));
  CHECK(held(story) == sums(116, 174, 193, 290, 515));
  for (const Json& row : story.state.get("settlement", story.last_run)->list("totals")) {
    CHECK(row.num("waiting") == (row.str("payee") == kAnna      ? 1043
                                 : row.str("payee") == "online" ? 4633
                                                                : 0));
  }
  accept("nord", Json::array({kAnna}));
  accept("online", Json::array());
  story.settle("2025-08-31", "2025-09-01T09:00:00Z");
  CHECK(settled(story) == sums(1043, 1563, 1737, 2606, 4633));
}

}  // namespace
}  // namespace kontor::settlement
