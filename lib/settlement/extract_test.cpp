// SPDX-License-Identifier: Apache-2.0
// The book extract of periods: what HQ's books say, what the payee's cards say, and what was paid.
#include "lib/claim/extract.h"

#include <doctest/doctest.h>

#include "lib/base/text.h"
#include "lib/settlement/book_world_test.h"

namespace kontor::settlement {
namespace {

using books::kAnna;
using books::kRetroactive;
using books::World;
using Lines = std::vector<std::string>;

std::vector<Json> extract(const World& world, const std::string& payee = kAnna) {
  return claim::extract(world.state, {.payee = payee, .from = {}, .to = {}});
}

Lines periods(const std::vector<Json>& rows) {
  Lines out;
  for (const Json& row : rows) {
    const std::string& kind = row.str("kind");
    if (kind == "share" || kind == "account") continue;
    CHECK(check_form(claim::extract_form, row).empty());
    if (kind == "book") out.push_back("book settled " + std::to_string(row.num("settled")));
    if (kind != "period") continue;
    out.push_back(row.str("line") + " " + row.str("rule") + " " + row.str("from") + " " +
                  std::to_string(row.num("earned")) + " " + std::to_string(row.num("reversed")) +
                  " " + row.str_or("reason"));
  }
  return out;
}

std::int64_t sum(const std::vector<Json>& rows, const char* kind, const char* column) {
  std::int64_t out = 0;
  for (const Json& row : rows) {
    if (row.str("kind") == kind) out += row.num_or(column, 0);
  }
  return out;
}

// Open by the rows of the extract.
std::int64_t open_by(const std::vector<Json>& rows) {
  return sum(rows, "share", "outstanding") + sum(rows, "premium", "amount") +
         sum(rows, "period", "outstanding") - sum(rows, "account", "reserved") +
         sum(rows, "account", "released") - sum(rows, "account", "settled") -
         sum(rows, "book", "settled");
}

TEST_CASE("the extract shows what tiers gave and caps took, and what was paid of it") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 6000, 60000).earn("b", kAnna, "2025-08-20", 7000, 40000);
  world.settle("2025-08-25");
  const auto rows = extract(world);
  CHECK(periods(rows) ==
        Lines{"tier volume 2025-08-01 2600 0 as of 2025-08-25: the period was not over",
              "cap most 2025-08-01 0 -1600 as of 2025-08-25: the period was not over",
              "book settled 1000"});
  CHECK(sum(rows, "account", "settled") + sum(rows, "book", "settled") == world.settled(kAnna));
  CHECK(open_by(rows) == 0);
}

TEST_CASE("a line that came back says so, and the rest is open") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  world.reverse("a", kAnna, "2025-08-31", 1).reverse("a", kAnna, "2025-08-31", 9999);
  world.settle("2025-09-30");
  const auto rows = extract(world);
  CHECK(periods(rows) ==
        Lines{"tier volume 2025-08-01 2000 -2000 taken back on 2025-09-30: nothing is left of it",
              "book settled 2000"});
  CHECK(open_by(rows) == world.total(kAnna, "carried"));
  CHECK(open_by(rows) == -12000);
}

TEST_CASE("whose gain the business pays stands in its row") {
  World world(R"({"tier":[{"id":"fast","per":"seller","period":"P1M","measure":"units",
    "mode":"retroactive","charge":"business",
    "bands":[{"from":0,"factor":"1"},{"from":2,"factor":"1.5"}]}]})");
  world.state.put("partner", "nord", Json::object({{"id", "nord"}}));
  world.earn("a", kAnna, "2025-08-05", 4000).earn("b", kAnna, "2025-08-06", 4000);
  world.earn("n", "nord", "2025-08-07", 9000).settle("2025-08-31");
  const auto rows = extract(world, "nord");
  CHECK(periods(rows) == Lines{"tier fast 2025-08-01 0 -4000 ", "book settled -4000"});
  for (const Json& row : rows) {
    if (row.str("kind") == "period") CHECK(row.str("seller") == kAnna);
  }
  CHECK(open_by(rows) == 0);
}

TEST_CASE("a period belongs to the day that it begins") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  const auto of = [&](const char* from, const char* to) {
    return periods(claim::extract(
        world.state, {.payee = kAnna, .from = parse_date(from), .to = parse_date(to)}));
  };
  CHECK(of("2025-08-01", "2025-08-01").size() == 2);
  CHECK(of("2025-08-02", "2025-08-31").empty());
  CHECK(of("2025-01-01", "2025-07-31").empty());
}

TEST_CASE("the card of a payee's scope gives the same rows") {
  World world(kRetroactive);
  world.earn("a", kAnna, "2025-08-05", 10000, 160000).settle("2025-08-31");
  world.reverse("a", kAnna, "2025-08-20", 9000).settle("2025-09-30");
  EmptyState nothing;
  const Indexes indexes{{"book_card", {"payee"}}};
  Overlay site(nothing, indexes);
  for (const KindRow& kind : claim_noun().kinds) {
    if (kind.kind != "book") continue;
    for (const std::string& id : world.state.ids("book")) {
      Projection projection;
      kind.audience(world.state, id, *world.state.get("book", id), projection);
      for (const auto& [view, card] : projection.views["nord"]) site.put(view, id, card);
    }
  }
  const claim::ExtractQuery query{.payee = kAnna, .from = {}, .to = {}};
  const auto rows = claim::extract_books(world.state, "book", query);
  CHECK(rows.size() == 2);
  CHECK(rows == claim::extract_books(site, "book_card", query));
  CHECK(rows == claim::extract_books(site, "book_card", {}));
}

}  // namespace
}  // namespace kontor::settlement
