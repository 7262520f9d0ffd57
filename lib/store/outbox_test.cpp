// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/store/fixture_test.h"

namespace kontor {
namespace {

using test::Folder;
using test::operation_row;

std::vector<std::int64_t> seqs(const std::vector<OutboxRow>& rows) {
  std::vector<std::int64_t> out;
  for (const OutboxRow& row : rows) out.push_back(row.seq);
  return out;
}

SetRow set_row(std::int64_t first, std::int64_t last) {
  SetRow row;
  row.first_seq = first;
  row.last_seq = last;
  row.incarnation = 1;
  row.oid = "0123";
  row.commit = std::string("tree\0 bytes", 11);
  row.tree = std::string("\x00\xff", 2);
  row.ops = "{}\n";
  row.chain = "ab";
  return row;
}

TEST_CASE("an operation is pending, sealed, then decided") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  CHECK(store.last_seq() == 0);
  for (std::int64_t seq = 1; seq <= 5; ++seq) store.add_operation(operation_row(seq));
  CHECK(store.last_seq() == 5);
  CHECK(store.unsealed_count() == 5);
  CHECK(seqs(store.unsealed(3)) == std::vector<std::int64_t>{1, 2, 3});

  store.add_set(set_row(1, 4));
  CHECK(seqs(store.unsealed(10)) == std::vector<std::int64_t>{5});
  CHECK(store.operation("nord-1.1.4")->set_last == 4);
  CHECK(store.undecided_count() == 5);

  store.reject("nord-1.1.2", "not_visible");
  store.decide_until(4, 12);
  CHECK(seqs(store.undecided()) == std::vector<std::int64_t>{5});
  CHECK(store.operation("nord-1.1.1")->fate == Fate::kAccepted);
  CHECK(store.operation("nord-1.1.1")->index == 12);
  CHECK(store.operation("nord-1.1.2")->fate == Fate::kRejected);
  CHECK(store.operation("nord-1.1.2")->reason == "not_visible");
  CHECK(store.operation("nord-1.1.2")->index == 12);
  CHECK(to_string(store.operation("nord-1.1.5")->fate) == "pending");
}

TEST_CASE("a verdict may come before or after the acceptance of the rest") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  store.add_operation(operation_row(1));
  store.decide_until(1, 3);
  store.reject("nord-1.1.1", "id_taken");
  CHECK(store.operation("nord-1.1.1")->fate == Fate::kRejected);
  CHECK(store.undecided_count() == 0);
}

TEST_CASE("operations are found by id, key and position, whole") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  OutboxRow row = operation_row(7, "till-3/881");
  row.fate = Fate::kRequested;
  store.add_operation(row);
  store.add_operation(operation_row(8));
  const OutboxRow back = *store.operation_with_key("till-3/881");
  CHECK(back.id == row.id);
  CHECK(back.kind == row.kind);
  CHECK(back.on == row.on);
  CHECK(back.bytes == row.bytes);
  CHECK(back.incarnation == 1);
  CHECK(back.fate == Fate::kRequested);
  CHECK(!store.operation_with_key("till-3/882"));
  CHECK(!store.operation_with_key(""));
  CHECK(!store.operation("sued-1.1.7"));
  CHECK(!store.operation("7"));
  CHECK(seqs(store.operations(7, 10)) == std::vector<std::int64_t>{8});
  CHECK(seqs(store.operations(0, 1)) == std::vector<std::int64_t>{7});
  // The same key, or the same place, twice: the caller's bug.
  CHECK(test::code_of([&] { store.add_operation(operation_row(9, "till-3/881")); }) ==
        "store_misused");
  CHECK(test::code_of([&] { store.add_operation(operation_row(8)); }) == "store_misused");
  OutboxRow restored = operation_row(8);
  restored.fate = Fate::kAccepted;
  restored.index = 5;
  store.set_operation(restored);
  CHECK(store.operation("nord-1.1.8")->index == 5);
}

TEST_CASE("sets keep their exact bytes through their stages") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  CHECK(!store.last_set());
  store.add_set(set_row(1, 2));
  SetRow second = set_row(3, 9);
  second.oid = "89ab";
  second.parent = "4567";
  store.add_set(second);
  CHECK(store.last_set()->last_seq == 9);
  CHECK(store.last_set()->parent == "4567");
  CHECK(store.last_set()->commit == second.commit);
  CHECK(store.last_set()->tree == second.tree);
  CHECK(store.has_set(second.oid));
  CHECK(store.has_set(9, second.oid));
  CHECK(!store.has_set(2, second.oid));
  CHECK(!store.has_set(second.oid + "0"));
  CHECK(store.sets_below(SetStage::kHub).size() == 2);
  store.set_stage(2, SetStage::kHub);
  store.set_stage(9, SetStage::kLocal);
  CHECK(store.sets_below(SetStage::kLocal).empty());
  CHECK(store.sets_below(SetStage::kHub).size() == 1);
  CHECK(store.sets_below(SetStage::kHub)[0].first_seq == 3);
}

TEST_CASE("people see the outbox as a table") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  store.add_operation(operation_row(1));
  store.add_operation(operation_row(2));
  store.reject("nord-1.1.2", "not_visible");
  std::vector<Store::Row> rows;
  store.query("SELECT id, fate, reason, at, actor FROM operations WHERE on_id >= ? ORDER BY seq",
              {"lead"}, [&](const Store::Row& names, const Store::Row& values) {
                CHECK(names == Store::Row{"id", "fate", "reason", "at", "actor"});
                rows.push_back(values);
              });
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == Store::Row{"nord-1.1.1", "pending", "", "2025-08-14T10:00:00Z", "anna"});
  CHECK(rows[1][1] == "rejected");
}

}  // namespace
}  // namespace kontor
