// SPDX-License-Identifier: Apache-2.0
#include "lib/target/attainment.h"

#include <doctest/doctest.h>

using namespace kontor;
using target::Books;
using target::Row;
using target::Target;

namespace {

constexpr const char* kOrder = "0000000000000rdr";
const Date kAugust{parse_date("2025-08-28")};
const Date kSeptember{parse_date("2025-09-10")};

Target august(const char* unit, const char* measure = "credits") {
  Target out;
  out.id = out.unit = unit;
  out.from = parse_date("2025-08-01");
  out.to = parse_date("2025-08-31");
  out.measure = measure;
  out.value = 10;
  return out;
}

void credit(Books& books, const char* role, const char* outlet, const char* value, Date date) {
  const bool counting = std::string_view(role) == "closing_unit";
  books.add(target::Entry{kOrder, role, outlet, "", Rational::parse(value), counting, date});
}

void item(Books& books, const char* name, const char* group, std::int64_t amount, Date date) {
  books.add(target::Item{kOrder, name, "", group, amount, amount > 0, date});
}

// Online closes, the customer is Nord's, and two shops have consulted.
Books sale() {
  Books out;
  credit(out, "closing_unit", "online/web", "1", kAugust);
  credit(out, "home_unit", "nord/mitte", "1", kAugust);
  credit(out, "consulting_units", "nord/mitte", "0.5", kAugust);
  credit(out, "consulting_units", "sued/tor", "0.5", kAugust);
  item(out, "tariff-l", "tariffs", 80000, kAugust);
  item(out, "phone", "devices", 10000, kAugust);
  return out;
}

std::string reached(const Books& books, const std::vector<Target>& targets) {
  std::vector<const Target*> all;
  for (const Target& one : targets) all.push_back(&one);
  const Row row = books.reached(all);
  return row.credited.decimal(9) + " of " + row.value.decimal(9) + ", " + row.counted.decimal(9) +
         " once, " + target::percent(row) + " %";
}

Target with(Target target, const char* role, const char* product = "") {
  target.role = role;
  target.product = product;
  return target;
}

}  // namespace

TEST_CASE("each unit has its credits, and the order counts once") {
  const Books books = sale();
  CHECK(reached(books, {august("online/web")}) == "1 of 10, 1 once, 10 %");
  CHECK(reached(books, {august("nord/mitte")}) == "1.5 of 10, 0 once, 15 %");
  CHECK(reached(books, {august("sued")}) == "0.5 of 10, 0 once, 5 %");
  CHECK(reached(books, {august("online"), august("nord"), august("sued")}) ==
        "3 of 30, 1 once, 10 %");
  // The same outlet in two targets is credited twice, and counted once all the same.
  CHECK(reached(books, {august("online"), august("online/web")}) == "2 of 20, 1 once, 10 %");
  CHECK(reached(books, {august("nor")}) == "0 of 10, 0 once, 0 %");
}

TEST_CASE("by role and by product") {
  const Books books = sale();
  CHECK(reached(books, {with(august("nord"), "home_unit")}) == "1 of 10, 0 once, 10 %");
  CHECK(reached(books, {with(august("nord"), "tip_unit")}) == "0 of 10, 0 once, 0 %");
  CHECK(reached(books, {with(august("sued"), "", "devices")}) == "0.5 of 10, 0 once, 5 %");
  CHECK(reached(books, {with(august("sued"), "", "watch")}) == "0 of 10, 0 once, 0 %");
}

TEST_CASE("orders and revenue") {
  const Books books = sale();
  CHECK(reached(books, {august("online", "orders"), august("nord", "orders")}) ==
        "1 of 20, 1 once, 5 %");
  CHECK(reached(books, {august("nord", "revenue")}) == "135000 of 10, 0 once, 1350000 %");
  CHECK(reached(books, {august("online", "revenue"), august("sued", "revenue")}) ==
        "135000 of 20, 90000 once, 675000 %");
  CHECK(reached(books, {with(august("online", "revenue"), "", "phone")}) ==
        "10000 of 10, 10000 once, 100000 %");
}

TEST_CASE("what came back is taken back in its own period") {
  Books books = sale();
  for (const char* name : {"tariff-l", "phone"}) {
    item(books, name, "", name[0] == 't' ? -80000 : -10000, kSeptember);
  }
  credit(books, "closing_unit", "online/web", "-1", kSeptember);
  credit(books, "home_unit", "nord/mitte", "-1", kSeptember);
  credit(books, "consulting_units", "nord/mitte", "-0.5", kSeptember);
  credit(books, "consulting_units", "sued/tor", "-0.5", kSeptember);
  const std::vector<Target> all = {august("online"), august("nord"), august("sued")};
  CHECK(reached(books, all) == "3 of 30, 1 once, 10 %");
  std::vector<Target> later = all;
  for (Target& one : later) {
    one.from = parse_date("2025-09-01");
    one.to = parse_date("2025-09-30");
  }
  CHECK(reached(books, later) == "-3 of 30, -1 once, -10 %");
  for (Target& one : later) one.from = parse_date("2025-07-01");
  CHECK(reached(books, later) == "0 of 30, 0 once, 0 %");
  for (Target& one : later) one.measure = "revenue";
  CHECK(reached(books, later) == "0 of 30, 0 once, 0 %");
}

TEST_CASE("one item comes back: the order stands, its revenue is less") {
  Books books = sale();
  item(books, "phone", "devices", -10000, kAugust);
  CHECK(reached(books, {august("online")}) == "1 of 10, 1 once, 10 %");
  CHECK(reached(books, {august("online", "revenue")}) == "80000 of 10, 80000 once, 800000 %");
  CHECK(reached(books, {with(august("online"), "", "phone")}) == "0 of 10, 0 once, 0 %");
}

TEST_CASE("a third is told to four places") {
  Books books;
  credit(books, "closing_unit", "online/web", "1", kAugust);
  Target three = august("online");
  three.value = 3;
  CHECK(reached(books, {three}) == "1 of 3, 1 once, 33.3333 %");
}
