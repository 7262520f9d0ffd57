// SPDX-License-Identifier: Apache-2.0
// The story's August and September, told to each payee.
#include <doctest/doctest.h>

#include "lib/settlement/story_test.h"
#include "lib/statement/noun.h"
#include "lib/statement/record.h"

namespace kontor::statement {
namespace {

using claim::example::kAnna;
using claim::example::kBen;
using claim::example::kNordCustomer;
using claim::example::kOrder;
using claim::example::kSuedCustomer;

struct Story : settlement::example::Story {
  Story& settle(const char* until, const char* run_at) {
    const settlement::example::Ran ran = run_next(until, run_at);
    REQUIRE(ran.reason == "");
    statement_noun().derive(state, ran.changed, ran.cause());
    return *this;
  }
  bool has(const std::string& payee) const {
    return state.has("statement", last_run + "." + payee);
  }
  Json of(const std::string& payee) const { return whole(state, last_run + "." + payee); }
};

std::string lines(const Json& statement) {
  std::string out;
  for (const Json& row : statement.list("rows")) {
    out += row.str("date") + " " + row.str("kind") + " " + row.str_or("item", "-") + " " +
           row.str_or("stage", row.str_or("premium", row.str_or("cause", "-"))) + " " +
           std::to_string(row.num("amount")) + "\n";
  }
  return out;
}

// What the head says is what the rows come to, and what the run paid, carried or kept waiting.
void balanced(const Story& story) {
  for (const std::string& id : story.state.ids("statement")) {
    const Record record = story.state.get("statement", id);
    if (record->has("continues")) continue;
    CHECK(record->num("total") == record->num("opening") + record->num("earned") +
                                      record->num_or("true_up", 0) + record->num("premium") -
                                      record->num("reserve") + record->num("release") -
                                      record->num_or("paid", 0));
    CHECK(record->num("total") == record->num("settled") + record->num("carried") +
                                      record->num("waiting") + record->num_or("on_hold", 0));
    const Record run = story.state.get("settlement", record->str("settlement"));
    for (const Json& row : run->list("totals")) {
      const bool same = row.str("payee") == record->str("payee") &&
                        row.str("currency") == record->str("currency");
      if (!same) continue;
      CHECK(record->num("carried") == row.num("carried"));
      CHECK(record->num("reserve") == row.num("reserve"));
    }
  }
}

// An operation of HQ that posts what no rule does.
Cause by_hand() {
  const Instant at = parse_instant("2025-08-30T08:00:00Z");
  return {"op-1.0.1", "", nullptr, "hq", at, at, 0};
}

TEST_CASE("August: each payee is told its rows, its reserve and what it is paid") {
  Story story;
  story.earn();
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  balanced(story);
  const Json nord = story.of("nord");
  CHECK(lines(nord) ==
        "2025-08-28 earn tariff-l tip 713\n"
        "2025-08-28 earn tariff-l consultation 891\n"
        "2025-08-29 earn phone tip 59\n"
        "2025-08-29 earn phone consultation 74\n"
        "2025-08-29 premium - shop-for-online 200\n"
        "2025-08-31 reserve - - -174\n");
  CHECK(nord.num("number") == 1);
  CHECK(nord.str("from") == "2025-08-28");
  CHECK(nord.num("settled") == 1763);
  CHECK(nord.list("rows")[0].encode() ==
        R"({"amount":713,"base":"12000","closed":"2025-08-28","customer":")" +
            std::string(kNordCustomer) +
            R"(","date":"2025-08-28","item":"tariff-l","kind":"earn","n":1,"order":")" + kOrder +
            R"(","performed":"2025-08-28","plan":"telco-retail","plan_version":3,"pool":11880,)"
            R"("rate":"713/11880","stage":"tip"})");
  CHECK(story.of(kAnna).num("settled") == 1043);
  CHECK(story.of(kBen).list("rows")[0].str("customer") == kSuedCustomer);
}

TEST_CASE("who sees a statement: the payee's business, and nobody else") {
  Story story;
  story.earn();
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  for (const char* payee : {"nord", kAnna}) {
    Projection projection;
    const std::string id = story.last_run + "." + payee;
    statement_noun().kinds[0].audience(story.state, id, *story.state.get("statement", id),
                                       projection);
    CHECK(projection.whole == std::set<std::string>{"nord"});
    CHECK(projection.views.empty());
  }
  // The customer that another scope knows her by is not in it, nor an operation of another scope.
  const std::string nord = story.of("nord").encode();
  CHECK(nord.find(kSuedCustomer) == std::string::npos);
  CHECK(nord.find("shop-sued") == std::string::npos);
}

TEST_CASE("a reversal is told with its cause, its debit carried from statement to statement") {
  Story story;
  story.earn();
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  balanced(story);
  const Json september = story.of("nord");
  CHECK(lines(september) ==
        "2025-09-10 reverse phone tip -59\n"
        "2025-09-10 reverse phone consultation -74\n"
        "2025-09-10 reverse tariff-l tip -713\n"
        "2025-09-10 reverse tariff-l consultation -891\n"
        "2025-09-10 release - - 174\n");
  CHECK(september.num("number") == 2);
  CHECK(september.str("from") == "2025-09-01");
  CHECK(september.num("opening") == 0);
  CHECK(september.num("carried") == -1563);
  CHECK(september.list("rows")[0].str("cause") == "withdrawal");
  // Nothing new: the balance is told again, as long as it stands.
  story.settle("2025-10-31", "2025-11-01T08:00:00Z");
  balanced(story);
  CHECK(story.of("nord").list("rows").empty());
  CHECK(story.of("nord").num("opening") == -1563);
  CHECK(story.of("nord").num("number") == 3);
  // The same day again has nothing to tell.
  story.settle("2025-10-31", "2025-11-01T09:00:00Z");
  CHECK(story.state.get("statement_series", "nord")->num("number") == 3);
}

TEST_CASE("a fact is stated once: what was posted late, and what is dated later") {
  Story story;
  story.earn();
  story.settle("2025-08-28", "2025-09-01T08:00:00Z");
  // The phone is dated 29 August, beyond the first run's day.
  CHECK(lines(story.of("online")) ==
        "2025-08-28 earn tariff-l close 4752\n2025-08-28 reserve - - -475\n");
  const Cause late{"op-1.0.1",
                   "",
                   nullptr,
                   "hq",
                   parse_instant("2025-09-02T08:00:00Z"),
                   parse_instant("2025-09-02T08:00:00Z"),
                   0};
  claim::post(story.state, "account", claim::account_id(kOrder, "online"),
              Json::object({{"kind", "premium"},
                            {"premium", "late"},
                            {"amount", 100},
                            {"date", "2025-08-27"},
                            {"because", "op-1.0.1"}}),
              late);
  story.settle("2025-08-31", "2025-09-03T08:00:00Z");
  balanced(story);
  CHECK(lines(story.of("online")) ==
        "2025-08-27 premium - late 100\n"
        "2025-08-29 earn phone close 396\n"
        "2025-08-31 reserve - - -40\n");
}

TEST_CASE("a payment of what was stated before is told once, in the sum of its own statement") {
  Story story;
  story.earn();
  const Cause cause = by_hand();
  const auto premium = [&](const std::string& account, std::int64_t amount, const char* date) {
    claim::post(story.state, "account", account,
                Json::object({{"kind", "premium"},
                              {"premium", "other"},
                              {"amount", amount},
                              {"date", date},
                              {"because", "op-1.0.1"}}),
                cause);
  };
  const std::string other = claim::open_account(story.state, "000000000000oth1", "nord", "business",
                                                "nord", "EUR", cause);
  premium(other, -2000, "2025-08-30");
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  CHECK(story.of("nord").num("carried") == -237);
  premium(other, 1000, "2025-09-05");
  story.settle("2025-09-10", "2025-09-11T08:00:00Z");
  balanced(story);
  CHECK(story.of("nord").num("settled") == 763);
  premium(claim::account_id(kOrder, "nord"), 100, "2025-09-15");
  story.settle("2025-09-20", "2025-09-21T08:00:00Z");
  balanced(story);
  CHECK(lines(story.of("nord")) == "2025-09-15 premium - other 100\n");
  CHECK(story.of("nord").num("settled") == 100);
  CHECK(story.of("nord").num("carried") == 0);
}

TEST_CASE("an account that comes to nothing before its day is told in the next statement") {
  Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  story.settle("2025-08-27", "2025-09-11T08:00:00Z");
  CHECK_FALSE(story.has("online"));
  CHECK(story.state.get("account", claim::account_id(kOrder, "online"))->str("standing") == "open");
  story.settle("2025-09-30", "2025-10-01T08:00:00Z");
  balanced(story);
  CHECK(story.of("online").list("rows").size() == 4);
  CHECK(story.of("online").num("total") == 0);
}

TEST_CASE("more rows than a record holds go on in the next one") {
  Story story;
  story.earn();
  const Cause cause = by_hand();
  for (int i = 0; i < 600; ++i) {
    claim::post(story.state, "account", claim::account_id(kOrder, "nord"),
                Json::object({{"kind", "premium"},
                              {"premium", "many"},
                              {"amount", 1},
                              {"date", "2025-08-30"},
                              {"because", "op-1.0.1"}}),
                cause);
  }
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  balanced(story);
  const std::string id = story.last_run + ".nord";
  CHECK(story.state.get("statement", id)->list("rows").size() == kMaxRows);
  CHECK(story.state.get("statement", id + ".2")->list("rows").size() == kMaxRows);
  CHECK(story.state.get("statement", id + ".3")->str("continues") == id);
  CHECK_FALSE(story.state.has("statement", id + ".4"));
  CHECK(story.of("nord").list("rows").size() == 606);
  CHECK(story.of("nord").list("rows")[605].num("n") == 606);
  CHECK(story.of("nord").num("premium") == 800);
}

TEST_CASE("two currencies are two statements with numbers of their own") {
  Story story;
  story.earn();
  const Cause cause = by_hand();
  const std::string account =
      claim::open_account(story.state, "other", "nord", "business", "nord", "CHF", cause);
  claim::post(
      story.state, "account", account,
      Json::object(
          {{"kind", "premium"}, {"amount", 5000}, {"date", "2025-08-30"}, {"because", "op-1.0.1"}}),
      cause);
  story.settle("2025-08-31", "2025-09-01T08:00:00Z");
  balanced(story);
  CHECK(story.of("nord.chf").num("settled") == 5000);
  CHECK(story.of("nord.chf").num("number") == 1);
  CHECK(story.of("nord.eur").num("settled") == 1763);
  CHECK(story.of("nord.eur").num("number") == 2);
}

}  // namespace
}  // namespace kontor::statement
