// SPDX-License-Identifier: Apache-2.0
// A return that is rejected after all: what stood before it stands again, in money, premiums,
// credits and states.
#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/recheck.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kOrder;
using example::Sums;

const char* const kReturn = "0000000000000ret";
const char* const kOther = "0000000000000re2";

Json clawed_body() {
  Json body = example::plan_body();
  body["premium"].items()[0]["pay"].set("clawback", "full");
  body["premium"].items()[0]["pay"].set("budget", 100000);
  body["premium"].items()[0]["pay"].set("cap_payee_month", 100000);
  return body;
}

struct Story : example::Story {
  Story& refuse(const char* time, const std::string& id, const std::vector<std::string>& items) {
    change(time,
           [&] {
             edit("return", id, [](Json& record) { record.set("state", "refused"); });
             edit("order", kOrder, [&](Json& order) {
               for (const std::string& slug : items) {
                 Json& item = order["items"][slug];
                 const bool had = item.has("released") || item.has("delivered");
                 item.set("state", had ? "completed" : "acknowledged");
               }
             });
           },
           {{"return", id}, {"order", kOrder}});
    return *this;
  }
  Sums premiums() const {
    return {{"nord", account("nord").premium}, {"sued", account("sued").premium}};
  }
  std::int64_t spent(const char* budget) const {
    return state.get("budget", std::string("telco-retail.shop-for-online.") + budget)->num("spent");
  }
  Rational credited() const {
    Rational out;
    for (const Json& entry : state.get("credit", kOrder)->list("entries")) {
      out = out + Rational::parse(entry.str("value"));
    }
    return out;
  }
};

const Sums kPaid = {{"nord", 200}, {"sued", 600}};
const Sums kNothing = {{"nord", 0}, {"sued", 0}};

TEST_CASE("a premium that was clawed back is paid again, as it was, when the return is rejected") {
  Story story;
  story.plan(clawed_body());
  story.earn();
  REQUIRE(story.premiums() == kPaid);
  for (const char* month : {"09", "10"}) {  // and again
    const std::string day = std::string("2025-") + month;
    const std::string id = std::string("00000000000re") + month + "0";
    story.give_back((day + "-10T10:00:00Z").c_str(), id, "withdrawal", {"tariff-l", "phone"});
    CHECK(story.premiums() == kNothing);
    CHECK(story.spent("v3") == 0);
    CHECK(story.credited().zero());
    story.refuse((day + "-12T10:00:00Z").c_str(), id, {"tariff-l", "phone"});
    CHECK(story.premiums() == kPaid);
    CHECK(story.spent("v3") == 800);
    CHECK(story.spent(day.c_str()) == 0);
    CHECK(story.credited() == Rational(3));
  }
  for (const char* item : {"tariff-l", "phone"}) {
    CHECK(story.claim(item).str("state") == "earned");
    CHECK(recheck_claim(story.state, claim_id(kOrder, item)).wrong.empty());
  }
  CHECK(story.account("nord").open() == 1737 + 200);
}

TEST_CASE("the first item that is restored brings the premium of the order back, once") {
  Story story;
  story.plan(clawed_body());
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", kReturn, "withdrawal", {"phone"});
  CHECK(story.premiums() == kPaid);
  story.give_back("2025-09-11T10:00:00Z", kOther, "withdrawal", {"tariff-l"});
  CHECK(story.premiums() == kNothing);
  story.refuse("2025-09-12T10:00:00Z", kReturn, {"phone"});
  CHECK(story.premiums() == kPaid);
  CHECK(story.credited() == Rational(3));
  story.refuse("2025-09-13T10:00:00Z", kOther, {"tariff-l"});
  CHECK(story.premiums() == kPaid);
  CHECK(story.credited() == Rational(3));
}

TEST_CASE("with the last item that never vests the premium of the order goes back too") {
  Story story;
  story.plan(clawed_body());
  story.before().submit();
  story.item("2025-08-28T12:00:00Z", "tariff-l", "released", "2025-08-28T11:00:00Z");
  story.fire_due(parse_instant("2025-09-01T08:00:00Z"));
  REQUIRE(story.premiums() == kPaid);
  story.give_back("2025-09-10T10:00:00Z", kReturn, "withdrawal", {"tariff-l"});
  CHECK(story.premiums() == kPaid);  // the phone is still to come
  story.give_back("2025-09-11T10:00:00Z", kOther, "withdrawal", {"phone"});
  CHECK(story.premiums() == kNothing);
  CHECK(story.credited().zero());
  story.refuse("2025-09-12T10:00:00Z", kOther, {"phone"});
  CHECK(story.claim("phone").str("state") == "provisional");
  CHECK(story.premiums() == kPaid);
  CHECK(story.credited() == Rational(3));
  story.item("2025-09-13T12:00:00Z", "phone", "delivered", "2025-09-13T11:00:00Z");
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.premiums() == kPaid);
}

TEST_CASE("of two plans in one order both take their premiums back, and pay them again") {
  Story story;
  story.plan(clawed_body());
  Json body = clawed_body();
  body["plan"].set("id", "other");
  body["premium"].items()[0].set("id", "second");
  Json record = Json::object(
      {{"id", "other"}, {"kind", "plan"}, {"version", 3}, {"versions", Json()}, {"ops", Json()}});
  record["versions"].set("3", body);
  record["ops"].set("3", "hq-1.0.21");
  story.state.put("plan", "other", std::move(record));
  story.offer("phone", R"({"plan":"other"})");
  story.earn();
  const Sums both = {{"nord", 400}, {"sued", 1200}};
  REQUIRE(story.premiums() == both);
  story.give_back("2025-09-10T10:00:00Z", kReturn, "withdrawal", {"phone"});
  story.give_back("2025-09-10T11:00:00Z", kOther, "withdrawal", {"tariff-l"});
  CHECK(story.premiums() == kNothing);
  story.refuse("2025-09-12T10:00:00Z", kOther, {"tariff-l"});
  CHECK(story.premiums() == both);
}

TEST_CASE("what was cancelled with a returned item may vest again") {
  Story story;
  story.before().submit();
  const auto cancel = [&] {
    story.edit("order", kOrder,
               [](Json& order) { order["items"]["phone"].set("state", "cancelled"); });
  };
  cancel();
  story.give_back("2025-08-29T10:00:00Z", kReturn, "cancellation", {"tariff-l"});
  CHECK(story.claim("phone").str("ended") == "item_cancelled");
  CHECK(story.claim("tariff-l").str("ended") == "returned");
  story.refuse("2025-08-30T10:00:00Z", kReturn, {"tariff-l", "phone"});
  CHECK(story.claim("phone").str("state") == "provisional");
  CHECK(story.claim("tariff-l").str("state") == "provisional");
  story.deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.claim("tariff-l").str("state") == "earned");
}

TEST_CASE("what a dispute gives after all came back is money and no sale") {
  Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", kReturn, "withdrawal", {"tariff-l", "phone"});
  const std::string id = claim_id(kOrder, "phone");
  story.change("2025-09-11T10:00:00Z",
               [&] {
                 const Cause cause{"hq-1.0.99", "", nullptr, "hq", {}, {}, 0};
                 post(story.state, "claim", id,
                      parse_json(R"({"kind":"adjust","payee":"nord","role":"business",
                        "partner":"nord","stage":"tip","amount":150,"date":"2025-09-11",
                        "record":"dispute/x","because":"hq-1.0.99"})"),
                      cause);
               },
               {});
  CHECK(state_of(story.state, story.claim("phone")) == "reversed");
  CHECK(outstanding_of(story.state, id, "nord") == 150);
  story.refuse("2025-09-12T10:00:00Z", kReturn, {"tariff-l", "phone"});
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(outstanding_of(story.state, id, "nord") == 133 + 150);
}

TEST_CASE("the site is told from which day a return does not count") {
  Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", kReturn, "withdrawal", {"phone"});
  story.refuse("2025-09-12T10:00:00Z", kReturn, {"phone"});
  const auto earning = earning_for(story.state, claim_id(kOrder, "phone"), "nord");
  REQUIRE(earning);
  CHECK(earning->list("returns")[0].encode() ==
        R"({"cause":"withdrawal","date":"2025-09-10","restored_on":"2025-09-12",)"
        R"("rule":"full_causes"})");
  CHECK(earning->str("state") == "earned");
  CHECK(check_form(earning_form, *earning).empty());
}

}  // namespace
}  // namespace kontor::claim
