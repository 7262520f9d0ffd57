// SPDX-License-Identifier: Apache-2.0
// Value and pieces of a sale count for its payees in periods, whether it earns them money or not.
#include <doctest/doctest.h>

#include "lib/claim/book.h"
#include "lib/claim/recheck.h"
#include "lib/claim/story_test.h"
#include "lib/commission/liability.h"
#include "lib/commission/run.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;
using example::kOrder;

// The worked example, whose phone earns nothing: no part of its price, or part of a cent of it.
Json body_of_nothing(const char* rate) {
  Json body = example::plan_body();
  body.set("base", parse_json(R"([
    {"for":"item","name":"tariff-l","kind":"none"},
    {"for":"item","name":"phone","kind":"percent","of":"value","tax":"net","rate":")" +
                              std::string(rate) + "\"}]"));
  body.set("tier", parse_json(R"([{"id":"pieces","per":"seller","period":"P1M","measure":"value",
    "mode":"marginal","bands":[{"from":0,"rate":"0.5"}]}])"));
  return body;
}

struct Free : example::Story {
  explicit Free(const char* rate, std::int64_t price = 1000) {
    plan(body_of_nothing(rate));
    before();
    edit("order", kOrder,
         [&](Json& order) { order["items"]["phone"]["price"]["one_time"].set("amount", price); });
    submit().deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  }
  std::vector<commission::Entry> entries(const char* partner, const char* payee) {
    return entries_of(state, {"telco-retail", partner, "seller", payee}, "EUR",
                      parse_date("2025-01-01"), parse_date("2025-12-31"));
  }
  // Value, pieces of all days.
  std::pair<std::int64_t, std::int64_t> credited(const char* partner, const char* payee) {
    std::pair<std::int64_t, std::int64_t> out;
    for (const commission::Entry& entry : entries(partner, payee)) {
      CHECK(entry.amount == 0);
      out.first += entry.value;
      out.second += entry.units;
    }
    return out;
  }
};

TEST_CASE("a sale that earns nothing counts for those who took part, one that is exempt does not") {
  for (const char* rate : {"0", "0.0004"}) {
    Free story(rate);
    CHECK(story.claim("phone").str("zero") ==
          (std::string(rate) == "0" ? "base_zero" : "pool_zero"));
    CHECK(story.claim("tariff-l").str("zero") == "commission_free");
    CHECK(story.claim("tariff-l").list("shares").empty());
    // 10.00: the tip 1.00, the consultation 5.00 by 1 : 3.
    CHECK(story.credited("nord", kAnna) == std::pair<std::int64_t, std::int64_t>(225, 225));
    CHECK(story.credited("sued", kBen) == std::pair<std::int64_t, std::int64_t>(375, 375));
    CHECK(story.claim("phone").list("facts").empty());
    CHECK(story.account(kAnna).open() == 0);
    CHECK(recheck_claim(story.state, claim_id(kOrder, "phone")).wrong.empty());
  }
}

TEST_CASE("a share of no cent counts beside shares that have some") {
  Free story("0.003");  // of 10.00: 3 cents, of which the tip has none
  CHECK(story.claim("phone").num("pool") == 3);
  std::int64_t anna = 0;
  for (const Part& part : outstanding(story.state, claim_id(kOrder, "phone"))) {
    if (part.payee == kAnna) anna += part.amount;
  }
  CHECK(anna == 0);
  CHECK(story.credited("nord", kAnna) == std::pair<std::int64_t, std::int64_t>(225, 225));
}

TEST_CASE("what earned nothing comes back by the same part as money would") {
  Free story("0", 100000);
  CHECK(story.credited("nord", kAnna).first == 22500);
  // Vested on 29 August, six months, linear: five sixths come back in the second month.
  story.give_back("2025-10-10T10:00:00Z", "0000000000000re1", "defect", {"phone"});
  CHECK(story.credited("nord", kAnna).first == 3750);
  CHECK(story.entries("nord", kAnna).back().date == parse_date("2025-10-10"));
}

TEST_CASE("parts after another stay within bounds") {
  Rational left(1);
  for (std::int64_t i = 1; i < 200; ++i)
    left = commission::left_after(left, Rational(1) / Rational(360 + i));
  CHECK(left < Rational(1));
  CHECK(Rational(1) / Rational(2) < left);
  CHECK(commission::left_after(left, Rational(1)) == Rational(0));
}

constexpr std::string_view kSale =
    R"({"t":"order","order":"o1","closed":"2025-08-28T10:20:00Z","channel":"shop",)"
    R"("outlet":"nord/shop","partner":"nord","seller":"anna",)"
    R"("items":[{"item":"phone","one_time":1000,"quantity":2}]})";

TEST_CASE("a back-test counts them alike") {
  for (const char* rate : {"0", "0.0002"}) {
    const plan::Plan plan = plan::parse_plan(body_of_nothing(rate));
    commission::Run run(plan, commission::RunDetail::kShares);
    std::string out;
    run.take(parse_json(kSale), out);
    CHECK(out.find(R"("shares":[{"amount":0,)") != std::string::npos);
    out.clear();
    run.take(parse_json(R"({"t":"settle","until":"2025-08-31"})"), out);
    CHECK(out.find(R"("amount":1000,"attainment":2000)") != std::string::npos);
    CHECK(out.find(R"("settled":1000)") != std::string::npos);
    commission::Run back(plan, commission::RunDetail::kShares);
    out.clear();
    back.take(parse_json(kSale), out);
    back.take(parse_json(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-08-30"})"),
              out);
    back.take(parse_json(R"({"t":"settle","until":"2025-08-31"})"), out);
    CHECK(out.find(R"("amount":0,"attainment":0)") != std::string::npos);
    CHECK(out.find("settled") == std::string::npos);
  }
}

}  // namespace
}  // namespace kontor::claim
