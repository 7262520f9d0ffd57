// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kBen;
using example::kOrder;
using example::Story;
using example::Sums;

Sums sums(std::int64_t anna, std::int64_t nord, std::int64_t ben, std::int64_t sued,
          std::int64_t online) {
  return {{kAnna, anna}, {"nord", nord}, {kBen, ben}, {"sued", sued}, {"online", online}};
}

// All is earned.
struct Earned : Story {
  Earned() { earn(); }
};

TEST_CASE("a submit opens provisional claims with their shares and a timer") {
  Story story;
  story.before().submit();
  const Json tariff = story.claim("tariff-l");
  CHECK(tariff.str("state") == "provisional");
  CHECK(tariff.num("pool") == 11880);
  CHECK(tariff.list("facts").empty());
  CHECK(tariff.list("touches").size() == 4);
  CHECK(tariff.at("vest").str("grace") == "2025-09-01T00:00:00Z");
  CHECK(story.claim("phone").num("pool") == 990);
  CHECK(story.state.ids("timer").size() == 2);
  CHECK(story.state.ids("account").empty());
  Sums shares;
  for (const char* item : {"tariff-l", "phone"}) {
    const Json claim = story.claim(item);
    for (const Json& share : claim.list("shares")) {
      shares[share.str("payee")] += share.num("amount");
    }
  }
  CHECK(shares == sums(1159, 1737, 1930, 2896, 5148));
}

TEST_CASE("the code counts as part of the consultation in which it was issued") {
  Story story;
  story.before().submit();
  const Json claim = story.claim("tariff-l");
  for (const Json& touch : claim.list("touches")) {
    CHECK(touch.str("evidence") != "code_issued");
    CHECK(touch.has("code") == (touch.str("record") == "interaction/000000000000000b"));
  }
  CHECK(claim.list("stages")[1].list("weights") == Json::strings({"1/2", "3/2"}).items());
}

TEST_CASE("the timer earns after the grace, dated by each item's own event") {
  Story story;
  story.before().submit().deliver();
  CHECK(story.claim("phone").str("state") == "provisional");
  story.fire_due(parse_instant("2025-08-31T23:59:59Z"));
  CHECK(story.claim("phone").str("state") == "provisional");
  story.fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.claim("phone").list("facts")[0].str("date") == "2025-08-29");
  CHECK(story.claim("tariff-l").list("facts")[0].str("date") == "2025-08-28");
  CHECK(story.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));
  CHECK(story.account("nord").premium == 200);
  CHECK(story.account("sued").premium == 600);
  CHECK(story.state.get("budget", "telco-retail.shop-for-online.2025-08")->num("spent") == 800);
}

TEST_CASE("an item that is delivered after the grace earns at once") {
  Story story;
  story.before().submit();
  story.fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.claim("phone").str("state") == "provisional");
  story.item("2025-09-04T12:00:00Z", "phone", "delivered", "2025-09-04T10:00:00Z");
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.claim("tariff-l").str("state") == "provisional");
}

TEST_CASE("credits are booked once and mirrored by the withdrawal") {
  Earned story;
  const auto sum = [&] {
    std::map<std::string, Rational> out;
    for (const Json& entry : story.state.get("credit", kOrder)->list("entries")) {
      Rational& value = out[entry.str("unit") + " " + entry.str("outlet")];
      value = value + Rational::parse(entry.str("value"));
    }
    return out;
  };
  CHECK(sum() == std::map<std::string, Rational>{{"closing_unit online/web", Rational(1)},
                                                 {"home_unit nord/shop", Rational(1)},
                                                 {"consulting_units nord/shop", Rational(1, 2)},
                                                 {"consulting_units sued/shop", Rational(1, 2)}});
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  for (const auto& [unit, value] : sum()) CHECK(value.zero());
  const Json credit = *story.state.get("credit", kOrder);
  CHECK(credit.list("entries").size() == 8);
  std::map<std::string, std::int64_t> items;
  for (const Json& line : credit.list("items")) items[line.str("item")] += line.num("amount");
  CHECK(credit.list("items").size() == 4);
  CHECK(items == std::map<std::string, std::int64_t>{{"phone", 0}, {"tariff-l", 0}});

  story.give_back("2025-09-12T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"},
                  "refused");
  CHECK(sum().at("closing_unit online/web") == Rational(1));
  CHECK(sum().at("consulting_units sued/shop") == Rational(1, 2));
  CHECK(story.state.get("credit", kOrder)->list("items").size() == 6);
}

TEST_CASE("variant E: without the tip its part goes to the others") {
  Story story;
  story.customers();
  story.anna_advises();
  story.ben_advises();
  story.link();
  story.draft();
  story.submit().deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.outstanding_sums() == sums(715, 1073, 2145, 3217, 5720));
}

TEST_CASE("no consent, no tip; a consent withdrawn later does not undo it") {
  const auto tip = [](const char* withdrawn) {
    Story story;
    story.before();
    story.edit("consent", "00000000000000n1", [&](Json& consent) {
      consent.set("state", "withdrawn");
      consent.set("withdrawn", withdrawn);
    });
    story.submit();
    return story.claim("tariff-l").list("stages")[0].num("amount");
  };
  CHECK(tip("2025-08-14T09:59:59Z") == 0);
  CHECK(tip("2025-08-20T10:00:00Z") == 1188);
}

TEST_CASE("imported records are never touches") {
  Story story;
  story.before();
  story.edit("lead", "00000000000000d1", [](Json& lead) { lead.set("imported", true); });
  story.edit("interaction", "000000000000000a", [](Json& talk) { talk.set("imported", true); });
  story.submit();
  CHECK(story.claim("tariff-l").list("touches").size() == 2);
}

TEST_CASE("a code without an interaction is a tip of its own") {
  Story story;
  story.before();
  story.state.remove("lead", "00000000000000d1");
  story.edit("code", example::kCode, [](Json& code) { code.erase("touch"); });
  story.submit();
  const Json claim = story.claim("tariff-l");
  CHECK(claim.list("shares")[0].str("stage") == "tip");
  CHECK(claim.list("shares")[0].str("payee") == "sued");
}

TEST_CASE("late touches: inside the grace they count, beyond it they are questioned") {
  Story story;
  story.customers();
  story.tip();
  story.ben_advises();
  story.link();
  story.draft();
  story.submit();
  CHECK(story.claim("tariff-l").list("touches").size() == 3);
  const std::set<RecordKey> talk = {{"interaction", "000000000000000a"}};
  Earned late;  // another one, for later
  story.change("2025-08-30T10:00:00Z", [&] { story.anna_advises(); }, talk, "2025-08-18T10:00:00Z");
  CHECK(story.claim("tariff-l").list("touches").size() == 4);
  CHECK(story.claim("tariff-l").list("review").empty());
  story.deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));

  late.change(
      "2025-09-02T10:00:00Z",
      [&] {
        late.consult("000000000000000c", "nord", kAnna, example::kNordCustomer,
                     "2025-08-20T10:00:00Z", 40);
      },
      {{"interaction", "000000000000000c"}}, "2025-08-20T10:00:00Z");
  const Json claim = late.claim("tariff-l");
  REQUIRE(claim.list("review").size() == 1);
  CHECK(claim.list("review")[0].str("record") == "interaction/000000000000000c");
  CHECK(late.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));
  // What happened after the close is no touch at all.
  late.change("2025-09-03T10:00:00Z",
              [&] {
                late.consult("000000000000000d", "nord", kAnna, example::kNordCustomer,
                             "2025-09-03T09:00:00Z", 40);
              },
              {{"interaction", "000000000000000d"}});
  CHECK(late.claim("tariff-l").list("review").size() == 1);
}

TEST_CASE("a link of customers inside the grace brings the other shop's advice") {
  Story story;
  story.customers();
  story.tip();
  story.anna_advises();
  story.ben_advises();
  story.draft();
  story.submit();
  CHECK(story.claim("tariff-l").list("touches").size() == 2);  // Ben and the close
  story.change("2025-08-28T12:00:00Z", [&] { story.link(); },
               {{"membership", example::kNordCustomer},
                {"membership", example::kSuedCustomer},
                {"person", "00000000000000p1"}});
  CHECK(story.claim("tariff-l").list("touches").size() == 4);
  CHECK(story.claim("tariff-l").at("sale").str("home_unit") == "nord/shop");
}

TEST_CASE("a zero is stored with its reason") {
  Story story;
  story.offer("phone", R"({"plan":"other"})");
  story.before().submit().deliver();
  CHECK(story.claim("phone").str("zero") == "no_plan");
  CHECK(story.claim("phone").str("state") == "rejected");
  Json body = example::plan_body();
  body.set("base", Json::array({body.list("base")[1]}));
  Story other;
  other.plan(body);
  other.before().submit().deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(other.claim("tariff-l").str("zero") == "base_missing");
  CHECK(other.claim("tariff-l").str("state") == "rejected");
  CHECK(other.claim("phone").str("state") == "earned");
}

TEST_CASE("an item that fails or comes back before it vests earns nothing") {
  Story story;
  story.before().submit();
  story.item("2025-08-28T12:00:00Z", "tariff-l", "released", "2025-08-28T11:00:00Z");
  story.item("2025-08-29T12:00:00Z", "phone", "failed", "2025-08-29T10:00:00Z");
  CHECK(story.claim("phone").str("ended") == "item_failed");
  story.give_back("2025-08-30T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l"});
  CHECK(story.claim("tariff-l").str("state") == "reversed");
  story.fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.state.ids("account").empty());
}

TEST_CASE("what the principal spoils before it vests is earned all the same") {
  Story story;
  story.before().submit();
  story.give_back("2025-08-30T10:00:00Z", "0000000000000ret", "principal_fault",
                  {"tariff-l", "phone"});
  CHECK(story.outstanding_sums() == sums(1159, 1737, 1930, 2896, 5148));
}

TEST_CASE("another cause follows the curve over the window") {
  Earned story;
  story.give_back("2025-10-30T10:00:00Z", "0000000000000ret", "goodwill", {"tariff-l"});
  // 28 Aug to 30 Oct: two of six months are kept.
  std::int64_t left = 0;
  for (const Part& part : outstanding(story.state, claim_id(kOrder, "tariff-l")))
    left += part.amount;
  CHECK(left == 11880 / 3);
  Earned after;
  after.give_back("2026-02-28T10:00:00Z", "0000000000000ret", "goodwill", {"tariff-l"});
  CHECK(after.claim("tariff-l").list("returns")[0].str("rule") == "window_over");
}

TEST_CASE("variant D: a life policy, cancelled after 22 of 60 months") {
  Json body = example::plan_body();
  body["base"].push(parse_json(
      R"({"for":"item","name":"life","kind":"fixed","amount":120000,"tax":"net","line":"life"})"));
  body["liability"].set("window", "P60M");
  body.set("factor", Json::array());
  Story story;
  story.plan(body);
  story.offer("life", R"({"plan":"telco-retail","term_months":60})");
  story.before();
  story.edit("order", kOrder, [](Json& order) {
    order.set("items",
              parse_json(R"({"life":{"offer":"life","version":1,"quantity":1,"state":"draft"}})"));
  });
  story.submit();
  story.item("2025-09-01T12:00:00Z", "life", "released", "2025-09-01T11:00:00Z");
  story.give_back("2027-07-01T10:00:00Z", "0000000000000ret", "cancellation", {"life"});
  const std::string id = claim_id(kOrder, "life");
  std::int64_t earned = 0;
  std::int64_t reversed = 0;
  for (const Json& fact : facts(story.state, "claim", id)) {
    (fact.str("kind") == "earn" ? earned : reversed) += fact.num("amount");
  }
  CHECK(earned == 120000);
  CHECK(reversed == -76000);
}

TEST_CASE("facts beyond the bound go to a record that continues the first") {
  Earned story;
  Cause cause{"op-1.0.1",
              "",
              nullptr,
              "hq",
              parse_instant("2025-09-20T10:00:00Z"),
              parse_instant("2025-09-20T10:00:00Z"),
              0};
  const std::string id = account_id(kOrder, "online");
  const std::size_t before = facts(story.state, "account", id).size();
  for (int i = 0; i < 600; ++i) {
    post(story.state, "account", id,
         Json::object(
             {{"kind", "premium"}, {"amount", 1}, {"date", "2025-09-20"}, {"because", "x"}}),
         cause);
  }
  const std::vector<Json> all = facts(story.state, "account", id);
  REQUIRE(all.size() == before + 600);
  for (std::size_t i = 0; i < all.size(); ++i)
    CHECK(all[i].num("n") == static_cast<std::int64_t>(i + 1));
  CHECK(story.state.get("account", id + ".3")->str("continues") == id);
  CHECK(story.account("online").premium == 600);
  CHECK(story.state.find("account", "order", kOrder).size() == 5);
}

TEST_CASE("records are what their forms say") {
  Earned story;
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"tariff-l", "phone"});
  const auto problems = [&](const Form& form, Json record) {
    for (const char* part : {"id", "kind", "rev", "scope", "created", "changed"})
      record.erase(part);
    std::string out;
    for (const Problem& problem : check_form(form, record)) {
      out += problem.path + ": " + problem.message + "\n";
    }
    CHECK(parse_canonical(record.encode()) == record);  // nesting and keys
    return out;
  };
  for (const char* item : {"tariff-l", "phone"})
    CHECK(problems(claim_form, story.claim(item)) == "");
  for (const std::string& id : story.state.ids("account")) {
    CHECK(problems(account_form, *story.state.get("account", id)) == "");
  }
  CHECK(problems(credit_form, *story.state.get("credit", kOrder)) == "");
  CHECK(problems(budget_form, *story.state.get("budget", "telco-retail.shop-for-online.2025-08")) ==
        "");
}

}  // namespace
}  // namespace kontor::claim
