// SPDX-License-Identifier: Apache-2.0
// Books explained, and held against the sales that they count: at HQ after every run, and from what
// the payee's scope is shown of it.
#include <doctest/doctest.h>

#include <random>

#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/explain.h"
#include "lib/claim/recheck.h"
#include "lib/claim/sources.h"
#include "lib/settlement/book_world_test.h"

namespace kontor::settlement {
namespace {

using books::body_with;
using books::kAnna;
using books::kCarl;
using books::kRetroactive;
using books::World;

const std::string kBook = std::string("telco-retail.") + kAnna + ".2025";

// What Nord's scope holds.
class Site {
 public:
  explicit Site(const World& hq) {
    state.put("plan", "telco-retail", *hq.state.get("plan", "telco-retail"));
    for (const std::string& id : hq.state.ids("claim")) {
      if (auto earning = claim::earning_for(hq.state, id, "nord"))
        state.put("earning", id, *earning);
    }
    for (const std::string& id : hq.state.ids("book")) {
      Projection projection;
      claim::book_audience(hq.state, id, *hq.state.get("book", id), projection);
      for (const auto& [view, card] : projection.views["nord"]) state.put(view, id, card);
    }
  }
  EmptyState nothing;
  Indexes indexes{{"book_card", {"payee"}},
                  {"scope", {"partner"}},
                  {"code", {"order"}},
                  {"return", {"order"}},
                  {"statement", {"payee"}}};
  Overlay state{nothing, indexes};
};

std::vector<Json> nodes(const Json& tree, const std::string& step, const std::string& rule = {}) {
  std::vector<Json> out;
  if (tree.str("step") == step && (rule.empty() || tree.str_or("rule") == rule))
    out.push_back(tree);
  for (const Json& below : tree.list("steps")) {
    for (Json& node : nodes(below, step, rule)) out.push_back(std::move(node));
  }
  return out;
}

TEST_CASE("a book is explained by its sales, its rules and the runs that posted it") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 60000).earn("b", kAnna, "2025-08-20", 7000, 40000);
  world.settle("2025-08-31");
  const Json tree = claim::explain_book(world.state, kBook);
  CHECK(tree.at("result").encode() ==
        R"({"currency":"EUR","open":0,"posted":1000,"settled":1000})");
  const auto sales = nodes(tree, "sale");
  REQUIRE(sales.size() == 2);
  CHECK(sales[0].encode() ==
        R"({"because":["op-1.0.1"],"inputs":{"date":"2025-08-05"},)"
        R"("result":{"earned":6000,"units":1000,"value":60000},"rule":"a.phone","step":"sale"})");
  const Json tier = nodes(tree, "tier").back();
  CHECK(tier.at("result").encode() ==
        R"({"amount":2600,"attainment":100000,"band":2,"posted":2600})");
  CHECK(tier.at("inputs").at("counted").encode() ==
        R"({"earned":13000,"entries":2,"units":2000,"value":100000})");
  CHECK(nodes(tier, "band").size() == 2);
  const auto posted = nodes(tier, "posted");
  REQUIRE(posted.size() == 1);
  CHECK(posted[0].list("because")[0].string() == "hq-1.0.3");
  const Json cap = nodes(tree, "cap").back();
  CHECK(cap.at("inputs").num("limit") == 14000);
  CHECK(cap.at("result").encode() == R"({"amount":-1600,"attainment":15600,"posted":-1600})");
  CHECK(nodes(tree, "settle").size() == 1);
}

TEST_CASE("every rule that comes to nothing says why") {
  World world(R"({
    "tier":[{"id":"tariffs","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
      "when":[{"field":"item.offer","op":"eq","value":"tariff"}],
      "bands":[{"from":0,"factor":"1.5"}]},
     {"id":"far","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
      "bands":[{"from":900000,"factor":"1.5"}]}],
    "cap":[{"id":"most","per":"seller","period":"P1M","amount":99000}],
    "floor":[{"id":"least","per":"seller","period":"P1M","amount":1000},
             {"id":"year","per":"seller","period":"P1Y","amount":1000}],
    "draw":[{"id":"advance","per":"seller","period":"P1M","amount":900,"recoverable":true}]})");
  world.earn("a", kAnna, "2025-08-05", 6000, 60000).settle("2025-08-31");
  const Json tree = claim::explain_book(world.state, kBook);
  const auto zero = [&](const char* step, const char* rule) {
    const auto found = nodes(tree, step, rule);
    REQUIRE_FALSE(found.empty());
    CHECK(found.back().at("result").num("amount") == 0);
    return found.back().at("result").str("zero");
  };
  CHECK(zero("tier", "tier.tariffs") == "no sale counts into it");
  CHECK(zero("tier", "tier.far") == "below the first band");
  CHECK(zero("cap", "cap.most") == "not above the most that the period pays");
  CHECK(zero("floor", "floor.least") == "the period has as much without it");
  CHECK(zero("floor", "floor.year") == "the period is not over");
  CHECK(zero("draw", "draw.advance") == "the period has as much without it");
  const Json july = nodes(tree, "floor", "floor.least").front();
  CHECK(july.at("inputs").str("period") == "2025-07-01 to 2025-07-31");
  CHECK(july.at("result").str("zero") ==
        "nothing earned by the plan until its end, or the payee had left");
  const auto out = nodes(nodes(tree, "tier", "tier.tariffs").back(), "sale");
  REQUIRE(out.size() == 1);
  CHECK(out[0].at("result").str("left_out") == R"(item.offer eq "tariff")");
}

TEST_CASE("what a business pays for a seller points to the seller's book") {
  World world(R"({"tier":[{"id":"fast","per":"seller","period":"P1M","measure":"units",
    "mode":"retroactive","charge":"business",
    "bands":[{"from":0,"factor":"1"},{"from":2,"factor":"1.5"}]}]})");
  world.earn("a", kAnna, "2025-08-05", 4000).earn("b", kAnna, "2025-08-06", 4000);
  world.earn("n", "nord", "2025-08-07", 9000).settle("2025-08-31");
  const std::string book = "telco-retail.nord.2025";
  const auto lines = nodes(claim::explain_book(world.state, book), "tier");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].at("inputs").str("see") == kBook);
  CHECK(lines[0].at("result").encode() == R"({"amount":-4000,"posted":-4000})");
  CHECK(claim::recheck_book(world.state, book).wrong.empty());
  CHECK(claim::recheck_book(Site(world).state, book).everything);
  const std::set<RecordKey> needed = claim::book_records(world.state, book);
  CHECK(needed.contains({"claim", "a.phone"}));
  CHECK(needed.contains({"account", "a." + std::string(kAnna)}));
  CHECK(needed.contains({"book", kBook}));
}

TEST_CASE("what came after the run is told apart from what does not come out") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 160000).settle("2025-08-31");
  CHECK_FALSE(claim::recheck_book(world.state, kBook).late);
  // A cent moved.
  Json book = *world.state.get("book", kBook);
  book["facts"].items()[0].set("amount", 1201);
  Overlay lie(world.state, world.indexes);
  lie.put("book", kBook, book);
  const claim::BookRecheck wrong = claim::recheck_book(lie, kBook);
  REQUIRE(wrong.wrong.size() == 1);
  CHECK(wrong.wrong[0] == "tier volume of 2025-08-01 to 2025-08-31 is 1201, computed 1200");
  book["facts"].items()[0].set("amount", 1200);
  book["facts"].items()[0].set("attainment", 160001);
  lie.put("book", kBook, book);
  CHECK(claim::recheck_book(lie, kBook).wrong.size() == 1);
  lie.remove("account", claim::account_id("a", kAnna));
  CHECK(claim::recheck_book(lie, kBook).wrong.size() == 1);  // a sale is missing
}

TEST_CASE("a fact that the last run did not know is posted by the next one") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 160000).settle("2025-08-31");
  Json account = *world.state.get("account", claim::account_id("a", kAnna));
  account.set("stated", parse_json(R"({"until":"2025-08-31","own":1,"items":{"phone":1}})"));
  world.state.put("account", claim::account_id("a", kAnna), account);
  world.earn("b", kAnna, "2025-08-31", 2000, 0);
  const claim::BookRecheck late = claim::recheck_book(world.state, kBook);
  CHECK(late.everything);
  CHECK(late.late);
  CHECK(late.wrong.empty());
  const Json tree = claim::explain_book(world.state, kBook);
  CHECK(nodes(tree, "tier").back().at("result").num("next") == 400);
  const claim::BookRecheck seen = claim::recheck_book(Site(world).state, kBook);
  CHECK_FALSE(seen.everything);
  CHECK(seen.wrong.empty());
  CHECK(seen.why_not.find("posted by the next one") != std::string::npos);
}

TEST_CASE("a site says what its scope is not told") {
  World world(R"({
    "tier":[{"id":"own","per":"seller","period":"P1M","measure":"value","mode":"standing",
      "when":[{"field":"order.close_partner","op":"ne","value":"sued"}],
      "bands":[{"from":100,"factor":"1.5"}]}]})");
  world.earn("a", kAnna, "2025-08-05", 6000, 60000).earn("b", kAnna, "2025-08-05", 500, 60);
  world.reverse("a", kAnna, "2025-08-20", 3000).settle("2025-08-31");
  const Site site(world);
  const auto unsure = claim::recheck_book(site.state, kBook).unsure;
  CHECK(unsure == std::vector<std::string>{
                      "of a.phone a part came back: how much of its value stands for tier own is "
                      "told by the own amounts alone",
                      "tier own asks for order.close_partner, which this scope is not told",
                      "tier own asks which of the sales of a day was first, and this scope knows "
                      "the day"});
  const Json tree = claim::explain_book(site.state, kBook);
  CHECK(tree.at("result").str("basis") == "what this scope holds");
  CHECK(tree.at("result").list("unsure").size() == 3);
  CHECK_THROWS_AS(claim::explain_book(site.state, "telco-retail.west.2025"), Error);
}

constexpr const char* kAllRules = R"({
  "tier":[
   {"id":"value","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
    "bands":[{"from":0,"factor":"1"},{"from":100000,"factor":"1.25"}]},
   {"id":"earned","per":"seller","period":"P3M","measure":"earned","mode":"marginal",
    "bands":[{"from":9000,"factor":"1.1"}]},
   {"id":"pieces","per":"seller","period":"P1M","measure":"units","mode":"retroactive",
    "charge":"business","bands":[{"from":3,"factor":"1.2"}]},
   {"id":"shop","per":"business","period":"P1Y","measure":"earned","mode":"overage",
    "bands":[{"from":20000,"factor":"1.3"}]}],
  "cap":[{"id":"most","per":"seller","period":"P1M","amount":14000}],
  "floor":[{"id":"least","per":"seller","period":"P1M","amount":3000}],
  "draw":[{"id":"advance","per":"seller","period":"P3M","amount":12000,"recoverable":true}]})";

TEST_CASE("after every run of a random year and a half every book comes out, here and there") {
  const auto seed = std::random_device{}();
  MESSAGE("seed ", seed);
  std::mt19937 draw(seed);
  Json body = body_with(kAllRules);
  body["plan"]["valid"].set("to", "2026-06-30");
  World world(body);
  const char* payees[] = {kAnna, kCarl, "nord"};
  struct Sale {
    std::string order;
    const char* payee;
    std::int64_t amount;
    Date day;
  };
  std::vector<Sale> sold;
  const Date first = parse_date("2025-07-01");
  std::size_t compared = 0;
  int orders = 0;
  for (int month = 1; month <= 18; ++month) {
    const Date begin = add_months(first, month - 1);
    const Date end{add_months(first, month).days - 1};
    for (std::int64_t day = begin.days; day <= end.days; day += 1 + draw() % 7) {
      const Sale sale{"o" + std::to_string(++orders), payees[draw() % 3],
                      static_cast<std::int64_t>(draw() % 6000), Date{day}};
      world.earn(sale.order, sale.payee, format_date(sale.day).c_str(), sale.amount,
                 static_cast<std::int64_t>(draw() % 60000));
      sold.push_back(sale);
      const Sale& back = sold[draw() % sold.size()];
      if (draw() % 4 == 0 && back.amount > 0) {
        // All of it: of a part a scope is not told how much of the value stands.
        world.reverse(back.order, back.payee, format_date(Date{day}).c_str(), back.amount);
        sold.erase(sold.begin() + (&back - sold.data()));
      }
    }
    if (draw() % 5 == 0) continue;  // a month without a run
    world.settle(format_date(end));
    const Site site(world);
    for (const std::string& id : world.state.ids("book")) {
      const claim::BookRecheck here = claim::recheck_book(world.state, id);
      REQUIRE_MESSAGE(here.wrong.empty(), id << ": " << here.wrong.front());
      REQUIRE_FALSE(here.late);
      const claim::BookRecheck there = claim::recheck_book(site.state, id);
      REQUIRE_MESSAGE(there.everything, id << ": " << there.why_not);
      compared += here.lines.size();
    }
  }
  CHECK(compared > 100);
}

}  // namespace
}  // namespace kontor::settlement
