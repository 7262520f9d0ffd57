// SPDX-License-Identifier: Apache-2.0
// Tiers, caps, floors, draws and holds as settlement runs meet them: month after month, with what
// comes back, and with what comes late.
#include <doctest/doctest.h>

#include "lib/settlement/book_world_test.h"

namespace kontor::settlement {
namespace {

using books::body_with;
using books::kAnna;
using books::kCarl;
using books::kRetroactive;
using books::World;

TEST_CASE("a retroactive tier is trued up when it is reached, and capped") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 60000).settle("2025-08-15");
  CHECK(world.settled(kAnna) == 6000);
  world.earn("b", kAnna, "2025-08-20", 5000, 40000).settle("2025-08-31");
  CHECK(world.total(kAnna, "true_up") == 2200);  // a fifth of 110.00
  CHECK(world.settled(kAnna) == 5000 + 2200);
  world.earn("c", kAnna, "2025-08-31", 2000, 0).settle("2025-08-31");  // came late
  CHECK(world.stands(kAnna, "tier") == 2600);
  CHECK(world.stands(kAnna, "cap") == -1600);  // 130.00 + 26.00 - 140.00
  CHECK(world.settled(kAnna) == 2000 + 400 - 1600);
  const Json fact = world.book(kAnna).list("facts")[0];
  CHECK(
      fact.encode() ==
      R"({"amount":2200,"attainment":100000,"band":2,"because":"hq-1.0.4","date":"2025-08-31",)"
      R"("from":"2025-08-01","kind":"tier","n":1,"rule":"volume","to":"2025-08-31","version":3})");
}

TEST_CASE("a run that has nothing new posts nothing") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 160000).settle("2025-08-31");
  CHECK(world.stands(kAnna, "tier") == 1200);
  CHECK(world.book(kAnna).str("standing") == "closed");
  world.settle("2025-08-31");
  CHECK(world.run.list("totals").empty());
  world.settle("2025-09-30");
  CHECK(world.run.list("totals").empty());
  CHECK(world.book(kAnna).list("facts").size() == 2);  // the tier and its settle
}

TEST_CASE("what comes back counts in the period of its own day") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  CHECK(world.settled(kAnna) == 12000);
  // All of it in September: August stands; September is a debit below every band.
  world.reverse("a", kAnna, "2025-09-10", 10000).settle("2025-09-30");
  CHECK(world.stands(kAnna, "tier") == 2000);
  CHECK(world.total(kAnna, "carried") == -10000);
  // Earned again: the debit is netted, and the value that came back counts against the bands.
  world.earn("b", kAnna, "2025-09-20", 12000, 200000).settle("2025-09-30");
  CHECK(world.settled(kAnna) == 2000);
  CHECK(world.stands(kAnna, "tier") == 2000);
}

TEST_CASE("half of a claim that comes back takes half of its value with it") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 100000)
      .reverse("a", kAnna, "2025-08-20", 5000)
      .earn("b", kAnna, "2025-08-21", 1000, 49999)
      .settle("2025-08-31");
  CHECK(world.stands(kAnna, "tier") == 0);  // 999.99
  world.earn("c", kAnna, "2025-08-22", 0, 1).earn("d", kAnna, "2025-08-23", 100, 1);
  world.settle("2025-08-31");
  CHECK(world.stands(kAnna, "tier") == 1220);
}

TEST_CASE("entries in one run or in many come to the same") {
  const auto sum = [](const std::vector<const char*>& runs) {
    World world(kRetroactive);
    std::size_t next = 0;
    std::int64_t settled = 0;
    const auto run_before = [&](const char* day) {
      for (; next < runs.size() && std::string(runs[next]) < day; ++next) {
        settled += std::max<std::int64_t>(world.settle(runs[next]).settled(kAnna), 0);
      }
    };
    int order = 0;
    for (const auto& [day, amount, value] : {std::tuple{"2025-08-03", 3000, 50000},
                                             {"2025-08-11", 4000, 30000},
                                             {"2025-08-19", 5000, 45000},
                                             {"2025-08-27", 2500, 10000},
                                             {"2025-09-02", 999, 120000}}) {
      run_before(day);
      world.earn("o" + std::to_string(++order), kAnna, day, amount, value);
    }
    run_before("9999");
    return settled;
  };
  const std::int64_t once = sum({"2025-09-30"});
  CHECK(once == 14000 + 1199);
  CHECK(sum({"2025-08-31", "2025-09-30"}) == once);
  CHECK(sum({"2025-08-05", "2025-08-12", "2025-08-20", "2025-08-31", "2025-09-01", "2025-09-30"}) ==
        once);
}

TEST_CASE("a business pays what its sellers gain, and pays less when they lose it") {
  World world(R"({"tier":[{"id":"fast","per":"seller","period":"P1M","measure":"units",
    "mode":"retroactive","charge":"business",
    "bands":[{"from":0,"factor":"1"},{"from":2,"factor":"1.5"}]}]})");
  world.earn("a", kAnna, "2025-08-05", 4000).earn("b", kAnna, "2025-08-06", 4000);
  world.earn("c", kCarl, "2025-08-07", 2000, 0, 2000).earn("n", "nord", "2025-08-07", 9000);
  world.settle("2025-08-31");
  CHECK(world.settled(kAnna) == 12000);
  CHECK(world.settled(kCarl) == 3000);
  CHECK(world.settled("nord") == 9000 - 4000 - 1000);
  // Anna's second sale of August came back in August, and is known in September alone.
  world.reverse("b", kAnna, "2025-08-30", 4000).settle("2025-09-30");
  CHECK(world.total(kAnna, "carried") == -4000 - 4000);
  CHECK(world.settled("nord") == 4000);
  CHECK(world.stands("nord", "tier") + world.stands(kAnna, "tier") + world.stands(kCarl, "tier") ==
        0);
}

TEST_CASE("a floor is paid for each finished month, whether anything was sold or not") {
  World world(R"({"floor":[{"id":"least","per":"seller","period":"P1M","amount":5000}]})");
  world.earn("a", kAnna, "2025-08-05", 2000).settle("2025-08-15");
  CHECK(world.settled(kAnna) == 2000);
  CHECK(world.settle("2025-08-31").settled(kAnna) == 3000);
  CHECK(world.settle("2025-09-30").settled(kAnna) == 5000);
  // She leaves in October: nothing for October, and nothing is taken back.
  world.state.put("seller", kAnna,
                  parse_json(R"({"state":"left","changed":{"rule":"2025-10-20T10:00:00Z"}})"));
  world.settle("2025-10-31");
  CHECK(world.run.list("totals").empty());
  world.state.put("seller", kAnna,
                  parse_json(R"({"state":"left","changed":{"rule":"2025-12-20T10:00:00Z"}})"));
  world.settle("2025-12-31");
  CHECK(world.run.list("totals").empty());
  CHECK(world.stands(kAnna, "floor") == 8000);
}

TEST_CASE("a recoverable draw over months and over the turn of the year") {
  Json body = body_with(R"({"draw":[
    {"id":"advance","per":"seller","period":"P1M","amount":5000,"recoverable":true}]})");
  body["plan"]["valid"].set("to", "2027-12-31");
  World world(body);
  world.earn("a", kAnna, "2025-11-05", 2000).settle("2025-11-30");
  CHECK(world.settled(kAnna) == 5000);  // 30.00 advanced
  world.earn("b", kAnna, "2025-12-05", 6000).settle("2025-12-31");
  CHECK(world.settled(kAnna) == 5000);  // 10.00 recovered
  world.earn("c", kAnna, "2026-01-05", 5500).settle("2026-01-31");
  CHECK(world.settled(kAnna) == 5000);
  world.earn("d", kAnna, "2026-02-05", 20000);
  CHECK(world.settle("2026-02-15").settled(kAnna) == 20000);  // February is not over
  CHECK(world.settle("2026-02-28").total(kAnna, "carried") == -1500);
  CHECK(world.stands(kAnna, "draw") + world.stands(kAnna, "recover") == 0);
  // Two years on the old books are closed and what they say still counts.
  for (const char* until : {"2026-12-31", "2027-01-31"}) world.settle(until);
  CHECK(world.book(kAnna, "2025").str("standing") == "closed");
  CHECK(world.book(kAnna, "2027").str("standing") == "open");
}

TEST_CASE("a draw that is not recoverable is a gift") {
  World world(R"({"draw":[
    {"id":"start","per":"seller","period":"P1M","amount":5000,"recoverable":false}]})");
  world.earn("a", kAnna, "2025-08-05", 2000).settle("2025-08-31");
  CHECK(world.settled(kAnna) == 5000);
  CHECK(world.earn("b", kAnna, "2025-09-05", 9000).settle("2025-09-30").settled(kAnna) == 9000);
}

TEST_CASE("a hold keeps what is earned for later, and it counts for the tiers at once") {
  World world(R"({
    "hold":[{"id":"trial","until":"P30D"}],
    "tier":[{"id":"volume","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
      "bands":[{"from":100000,"factor":"1.2"}]}]})");
  world.earn("a", kAnna, "2025-08-05", 10000, 100000).settle("2025-08-31");
  CHECK(world.settled(kAnna) == 2000);
  CHECK(world.total(kAnna, "on_hold") == 10000);
  CHECK(world.settle("2025-09-03").total(kAnna, "on_hold") == 10000);
  world.settle("2025-09-04");  // 5 August and thirty days
  CHECK(world.settled(kAnna) == 10000);
  CHECK(world.total(kAnna, "on_hold") == 0);
}

TEST_CASE("a hold until the customer has paid") {
  World world(R"({"hold":[{"id":"paid","until":"payment.received"}]})");
  world.earn("a", kAnna, "2025-08-05", 10000).settle("2025-08-31");
  CHECK(world.settled(kAnna) == 0);
  Json order = *world.state.get("order", "a");
  order["items"]["phone"].set("paid", "2025-09-10T10:00:00Z");
  world.state.put("order", "a", std::move(order));
  CHECK(world.settle("2025-09-09").total(kAnna, "on_hold") == 10000);
  CHECK(world.settle("2025-09-30").settled(kAnna) == 10000);
  CHECK(world.state.get("account", claim::account_id("a", kAnna))->str("standing") == "closed");
}

TEST_CASE("least payout counts what tiers add") {
  Json body = body_with(kRetroactive);
  body["settle"].set("min_payout", 7000);
  World world(body);
  world.earn("a", kAnna, "2025-08-05", 6000, 90000).settle("2025-08-15");
  CHECK(world.total(kAnna, "carried") == 6000);
  world.earn("b", kAnna, "2025-08-20", 100, 10000).settle("2025-08-31");
  CHECK(world.settled(kAnna) == 6100 + 1220);
}

TEST_CASE("a book says what follows from a rule that is no more") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  world.reverse("a", kAnna, "2025-08-31", 1).reverse("a", kAnna, "2025-08-31", 9999);
  world.settle("2025-09-30");
  CHECK(world.stands(kAnna, "tier") == 0);
  CHECK(world.total(kAnna, "carried") == -12000);
}

TEST_CASE("the payee's scope sees its lines, and no other's") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  const Json book = world.book(kAnna);
  for (const KindRow& kind : claim_noun().kinds) {
    if (kind.kind != "book") continue;
    Json own = book;
    for (const char* part : {"id", "kind", "rev", "scope", "created", "changed"}) own.erase(part);
    CHECK(check_form(*kind.form, own).empty());
    Projection projection;
    kind.audience(world.state, book.str("id"), book, projection);
    CHECK(projection.whole.empty());
    REQUIRE(projection.views.size() == 1);
    const auto& [view, card] = projection.views.at("nord").at(0);
    CHECK(view == "book_card");
    CHECK(check_form(claim::book_card_form, card).empty());
    CHECK(card.list("facts").size() == 2);
    CHECK(card.list("facts")[0].num("amount") == 2000);
    CHECK_FALSE(card.list("facts")[0].has("because"));
  }
}

}  // namespace
}  // namespace kontor::settlement
