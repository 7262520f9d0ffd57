// SPDX-License-Identifier: Apache-2.0
// Tiers, caps, floors, draws and holds as settlement runs meet them: month after month, with what
// comes back, and with what comes late.
#include <doctest/doctest.h>

#include "lib/claim/noun.h"
#include "lib/claim/record.h"
#include "lib/plan/example_test.h"
#include "lib/settlement/noun.h"

namespace kontor::settlement {
namespace {

constexpr const char* kAnna = "0000000000000san";
constexpr const char* kCarl = "0000000000000sca";
constexpr std::int64_t kNone = -1;  // no row in the run's totals

// The plan of the worked example without a reserve, and with these rules.
Json body_with(const char* rules) {
  Json body = plan::example::plan_body();
  body["liability"]["reserve"].set("rate", "0");
  body["settle"].set("min_payout", 0);
  const Json added = parse_json(rules);
  for (const auto& [key, rows] : added.members()) body.set(key, rows);
  return body;
}

struct World {
  explicit World(const char* rules) : World(body_with(rules)) {}
  explicit World(const Json& body) {
    const auto problems = plan::body_problems(body);
    for (const Problem& problem : problems) MESSAGE(problem.path << ": " << problem.message);
    REQUIRE(problems.empty());
    Json record = Json::object({{"id", "telco-retail"}, {"version", 3}});
    record["versions"].set("3", body);
    state.put("plan", "telco-retail", std::move(record));
    for (const char* seller : {kAnna, kCarl}) {
      state.put("seller", seller, Json::object({{"id", seller}, {"partner", "nord"}}));
    }
    state.put("scope", "nord", Json::object({{"id", "nord"}, {"partner", "nord"}}));
  }

  Cause cause(const std::string& time) {
    const Instant at = parse_instant(time);
    return {"op-1.0." + std::to_string(++ops_), "", nullptr, "hq", at, at, 0};
  }

  // An item sold, vested and earned on that day, by one payee alone.
  World& earn(const std::string& order, const std::string& payee, const char* day,
              std::int64_t amount, std::int64_t value = 0, std::int64_t units = 1000) {
    const Cause why = cause(std::string(day) + "T12:00:00Z");
    const std::string role = payee.size() == 16 ? "seller" : "business";
    const std::string id = claim::claim_id(order, "phone");
    Json claim = derived_record("claim", id, "hq", why);
    for (const auto& [key, text] : {std::pair{"order", order.c_str()},
                                    {"item", "phone"},
                                    {"plan", "telco-retail"},
                                    {"currency", "EUR"},
                                    {"state", "earned"}}) {
      claim.set(key, text);
    }
    claim.set("plan_version", 3);
    claim["vest"].set("at", std::string(day) + "T12:00:00Z");
    claim["sale"].set("closed", std::string(day) + "T10:00:00Z");
    claim.set("touches", Json::array());
    claim.set("shares", Json::array({Json::object({{"stage", "close"},
                                                   {"payee", payee},
                                                   {"role", role},
                                                   {"partner", "nord"},
                                                   {"amount", amount},
                                                   {"value", value},
                                                   {"units", units}})}));
    claim.set("facts", Json::array());
    state.put("claim", id, std::move(claim));
    Json item = Json::object({{"phone", Json::object({{"state", "completed"}})}});
    state.put("order", order, Json::object({{"id", order}, {"items", std::move(item)}}));
    claim::open_account(state, order, payee, role, "nord", "EUR", why);
    fact(order, payee, "earn", day, amount, why);
    return *this;
  }

  World& reverse(const std::string& order, const std::string& payee, const char* day,
                 std::int64_t amount) {
    const Cause why = cause(std::string(day) + "T12:00:00Z");
    const std::string role = payee.size() == 16 ? "seller" : "business";
    claim::open_account(state, order, payee, role, "nord", "EUR", why);
    fact(order, payee, "reverse", day, -amount, why);
    return *this;
  }

  void fact(const std::string& order, const std::string& payee, const char* kind, const char* day,
            std::int64_t amount, const Cause& why) {
    claim::post(state, "claim", claim::claim_id(order, "phone"),
                Json::object({{"kind", kind},
                              {"payee", payee},
                              {"role", payee.size() == 16 ? "seller" : "business"},
                              {"partner", "nord"},
                              {"stage", "close"},
                              {"amount", amount},
                              {"date", day},
                              {"because", why.id}}),
                why);
  }

  // A run on the morning after.
  World& settle(const std::string& until) {
    const OperationRow& row = settlement_noun().operations[0];
    Operation operation;
    operation.id = {"hq-1", 0, ++ops_};
    operation.on = "00000000000000s" + std::to_string(runs_++ % 10);
    operation.payload = Json::object({{"until", until}});
    Context context;
    context.scope = "hq";
    const Instant morning{end_of(parse_date(until)).seconds + 3600 * 8};
    context.time = context.rule_time = morning;
    REQUIRE(row.check(state, operation, context).reason == "");
    row.apply(state, operation, context);
    run = *state.get("settlement", operation.on);
    return *this;
  }

  std::int64_t total(const std::string& payee, const char* column) const {
    for (const Json& row : run.list("totals")) {
      if (row.str("payee") == payee) return row.num(column);
    }
    return kNone;
  }
  std::int64_t settled(const std::string& payee) const { return total(payee, "settled"); }

  // What stands of a kind in all books of the payee.
  std::int64_t stands(const std::string& payee, std::string_view kind) const {
    std::int64_t out = 0;
    for (const std::string& id : state.find("book", "payee", payee)) {
      claim::each_fact(state, "book", id, [&](const Json& fact) {
        if (fact.str("kind") == kind) out += fact.num("amount");
      });
    }
    return out;
  }
  Json book(const std::string& payee, const char* year = "2025") const {
    return *state.get("book", "telco-retail." + payee + "." + year);
  }

  EmptyState nothing;
  Indexes indexes{{"scope", {"partner"}},
                  {"claim", {"order"}},
                  {"account", {"order", "payee", "standing"}},
                  {"book", {"partner", "payee", "standing"}}};
  Overlay state{nothing, indexes};
  Json run;

 private:
  std::int64_t ops_ = 0;
  std::int64_t runs_ = 0;
};

constexpr const char* kRetroactive = R"({
  "tier":[{"id":"volume","per":"seller","period":"P1M","measure":"value","mode":"retroactive",
    "bands":[{"from":0,"factor":"1"},{"from":100000,"factor":"1.2"}]}],
  "cap":[{"id":"most","per":"seller","period":"P1M","amount":14000}]})";

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
