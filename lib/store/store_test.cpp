// SPDX-License-Identifier: Apache-2.0
// Opening, settings, nodes, private values, queries.
#include "lib/store/store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "lib/store/connection.h"
#include "lib/store/fixture_test.h"
#include "lib/store/schema.h"

namespace kontor {
namespace {

using test::bytes_of;
using test::code_of;
using test::Folder;
using test::leads_schema;

std::vector<Store::Row> select(const Store& store, const std::string& sql) {
  std::vector<Store::Row> rows;
  store.query(sql, {},
              [&](const Store::Row&, const Store::Row& values) { rows.push_back(values); });
  return rows;
}

TEST_CASE("a store is the owner's alone") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.set_meta("replica", "nord-1");
  for (const char* name : {"store.db", "store.db-wal", "store.db-shm"}) {
    CHECK(std::filesystem::status(folder / name).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  }
}

TEST_CASE("what is not there, and what is no store") {
  Folder folder;
  CHECK(code_of([&] { Store::open_readonly(folder / "store.db"); }) == "no_store");
  CHECK(!std::filesystem::exists(folder / "store.db"));
  CHECK(code_of([&] { Store::open(folder / "no/such/store.db", {}); }) == "cannot_create");
  std::ofstream(folder / "letter.txt") << std::string(5000, 'x');
  CHECK(code_of([&] { Store::open(folder / "letter.txt", {}); }) == "store_damaged");
  CHECK(code_of([&] { Store::open_readonly(folder / "letter.txt"); }) == "store_damaged");
  {
    sql::Connection foreign(folder / "foreign.db", sql::Access::kWrite);
    foreign.run("CREATE TABLE songs (title TEXT)");
  }
  CHECK(code_of([&] { Store::open(folder / "foreign.db", {}); }) == "store_damaged");
  CHECK(code_of([&] { Store::open_readonly(folder / "foreign.db"); }) == "store_damaged");
}

TEST_CASE("damage has a name and a remedy") {
  Folder folder;
  {
    Store store = Store::open(folder / "store.db", leads_schema());
    Store::Transaction transaction(store);
    for (int i = 0; i < 500; ++i) {
      store.put_base("lead", "l" + std::to_string(i), R"({"customer":"c1","topic":"phone"})");
    }
    transaction.commit();
    store.checkpoint();
  }
  std::fstream file(folder / "store.db", std::ios::in | std::ios::out | std::ios::binary);
  const auto size = std::filesystem::file_size(folder / "store.db");
  for (std::uintmax_t page = 2; page < size / 4096; ++page) {
    file.seekp(static_cast<std::streamoff>(page * 4096));
    file << std::string(600, '\xee');
  }
  file.close();
  Store store = Store::open_readonly(folder / "store.db");
  try {
    store.count(Layer::kLive, "lead");
    CHECK(store.integrity() != "ok");
  } catch (const Error& error) {
    CHECK(error.code() == "store_damaged");
    CHECK(error.hint().find("backup") != std::string::npos);
    CHECK(error.fault() == Fault::kData);
  }
}

TEST_CASE("views and indexes are made anew only when their version changes") {
  Folder folder;
  StoreSchema schema = leads_schema();
  {
    Store store = Store::open(folder / "store.db", schema);
    store.put_base("lead", "l1", R"({"customer":"c1","topic":"phone"})");
    CHECK(select(store, "SELECT id, customer FROM leads") == std::vector<Store::Row>{{"l1", "c1"}});
  }
  schema.views = {"CREATE VIEW tips AS SELECT id FROM record WHERE kind = 'lead'",
                  "CREATE INDEX record_length ON record (length(json))"};
  schema.indexes = {{"lead", "customer"}, {"lead", "topic"}};
  {
    Store same = Store::open(folder / "store.db", schema);
    CHECK(select(same, "SELECT id FROM leads").size() == 1);  // still version 1
  }
  schema.version = "2";
  Store store = Store::open(folder / "store.db", schema);
  CHECK(code_of([&] { select(store, "SELECT id FROM leads"); }) == "bad_query");
  CHECK(select(store, "SELECT id FROM tips").size() == 1);
  CHECK(store.find(Layer::kLive, "lead", "topic", "phone").size() == 1);
  CHECK(select(store, "SELECT name FROM sqlite_schema WHERE name LIKE 'find%' ORDER BY name") ==
        std::vector<Store::Row>{{"find_customer"}, {"find_topic"}});
  schema.views.clear();
  schema.version = "3";
  Store third = Store::open(folder / "store.db", schema);
  CHECK(select(third, "SELECT name FROM sqlite_schema WHERE name LIKE 'record_length'").empty());
  CHECK(select(third, "SELECT name FROM sqlite_schema WHERE name = 'operations'").size() == 1);
}

TEST_CASE("an older store is brought up to date, a newer one is left alone") {
  Folder folder;
  const sql::MigrationStep steps[] = {
      sql::migration_steps()[0],
      {"test", "ALTER TABLE meta ADD COLUMN at TEXT; UPDATE meta SET at = 'then';"},
      {"test", "CREATE TABLE extra (a INTEGER)"}};
  {
    Store store = Store::open(folder / "store.db", leads_schema());
    store.set_meta("replica", "nord-1");
    store.put_base("lead", "l1", R"({"customer":"c1"})");
  }
  {
    sql::Connection connection(folder / "store.db", sql::Access::kWrite);
    sql::migrate(connection, steps);
    CHECK(connection.number("PRAGMA user_version") == 3);
    CHECK(connection.number("SELECT count(*) FROM meta WHERE at = 'then'") == 2);
    CHECK(connection.number("SELECT count(*) FROM extra") == 0);
    CHECK(connection.number("SELECT count(*) FROM record") == 1);
    sql::migrate(connection, steps);  // nothing to do
  }
  CHECK(code_of([&] { Store::open(folder / "store.db", leads_schema()); }) == "store_too_new");
  CHECK(code_of([&] { Store::open_readonly(folder / "store.db"); }) == "store_too_new");
  sql::Connection reader(folder / "store.db", sql::Access::kRead);
  const sql::MigrationStep more[] = {steps[0], steps[1], steps[2], {"test", "SELECT 1"}};
  CHECK(code_of([&] { sql::check_version(reader, more); }) == "store_too_old");
}

TEST_CASE("a step that fails leaves the store as it was") {
  Folder folder;
  {
    Store::open(folder / "store.db", leads_schema());
  }
  const sql::MigrationStep steps[] = {
      sql::migration_steps()[0], {"test", "CREATE TABLE extra (a INTEGER); NO SUCH STATEMENT"}};
  sql::Connection connection(folder / "store.db", sql::Access::kWrite);
  CHECK(code_of([&] { sql::migrate(connection, steps); }) == "store_misused");
  CHECK(connection.number("PRAGMA user_version") == 1);
  CHECK(connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0);
}

TEST_CASE("settings and nodes") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  CHECK(!store.meta("head/nord"));
  store.set_meta("head/nord", "12");
  store.set_meta("head/nord", "13");
  store.set_meta("head/sued", std::string("a\0b", 3));
  store.set_meta("heap", "x");
  CHECK(store.meta("head/nord") == "13");
  CHECK(store.metas("head/") == std::vector<std::pair<std::string, std::string>>{
                                    {"head/nord", "13"}, {"head/sued", std::string("a\0b", 3)}});
  store.remove_meta("head/nord");
  CHECK(!store.meta("head/nord"));

  CHECK(!store.node("nord", ""));
  store.put_node("nord", "", "root");
  store.put_node("nord", "state/lead", std::string_view());
  store.put_node("sued", "", "other");
  store.put_node("nord", "", "newer");
  CHECK(store.node("nord", "") == "newer");
  CHECK(store.node("nord", "state/lead") == "");
  store.remove_node("nord", "state/lead");
  CHECK(!store.node("nord", "state/lead"));
  store.clear_nodes("nord");
  CHECK(!store.node("nord", ""));
  CHECK(store.node("sued", "") == "other");
}

TEST_CASE("a transaction is all or nothing") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  {
    Store::Transaction transaction(store);
    store.put_live("lead", "l1", "{}");
    store.put_live("lead", "l2", std::nullopt);  // joins, and does not end it
    store.set_meta("a", "b");
  }
  CHECK(!store.get(Layer::kLive, "lead", "l1"));
  CHECK(!store.meta("a"));
  {
    Store::Transaction transaction(store);
    store.put_live("lead", "l1", "{}");
    transaction.commit();
  }
  CHECK(store.get(Layer::kLive, "lead", "l1"));
}

TEST_CASE("queries read, and do nothing else") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.put_base("lead", "l1", R"({"customer":"c1"})");
  for (const char* sql :
       {"DELETE FROM record", "PRAGMA user_version = 9", "BEGIN", "ATTACH ':memory:' AS other",
        "SELECT 1; DELETE FROM record", "", "SELECT", "SELECT nothing FROM record",
        "WITH x AS (SELECT 1) DELETE FROM record", "SELECT * FROM record WHERE id = ?"}) {
    CAPTURE(sql);
    CHECK(code_of([&] { select(store, sql); }) == "bad_query");
  }
  CHECK(select(store, " with n(v) AS (VALUES (1)) SELECT v, NULL, 1.5 FROM n;\n") ==
        std::vector<Store::Row>{{"1", "", "1.5"}});
  // The visitor may ask the store again, and leave early.
  CHECK_THROWS_AS(store.query("SELECT id FROM leads", {},
                              [&](const Store::Row&, const Store::Row& row) {
                                CHECK(store.get(Layer::kLive, "lead", row[0]));
                                throw std::runtime_error("enough");
                              }),
                  std::runtime_error);
  store.put_base("lead", "l2", "{}");  // nothing is left open
  CHECK(store.count(Layer::kBase, "lead") == 2);
}

TEST_CASE("private values are kept once and marked when they are uploaded") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  const std::string salt("\x00\x01\xff", 3);
  store.add_private({"sha256:a", "c1", "name", "Jo Müller", salt, false});
  store.add_private({"sha256:a", "c1", "name", "Jo Müller", salt, false});
  store.add_private({"sha256:b", "c1", "email", "jo@example.org", salt, false});
  store.add_private({"sha256:c", "c2", "name", "Ada", salt, true});
  CHECK(store.private_value("sha256:a")->value == "Jo Müller");
  CHECK(store.private_value("sha256:a")->salt == salt);
  CHECK(!store.private_value("sha256:z"));
  REQUIRE(store.private_of("c1").size() == 2);
  CHECK(store.private_of("c1")[0].field == "email");
  CHECK(store.private_not_uploaded().size() == 2);
  store.mark_uploaded("c1");
  CHECK(store.private_not_uploaded().empty());
  store.add_private({"sha256:a", "c1", "name", "Jo Müller", salt, false});
  CHECK(store.private_value("sha256:a")->uploaded);
  store.add_private({"sha256:a", "c1", "name", "Eve", salt, false});
  CHECK(store.private_value("sha256:a")->value == "Jo Müller");
  store.add_private({"sha256:b", "c1", "email", "mended@example.org", salt, true});
  CHECK(store.private_value("sha256:b")->value == "mended@example.org");
  store.remove_private("c1");
  CHECK(store.private_of("c1").empty());
  CHECK(store.private_of("c2").size() == 1);
}

TEST_CASE("an erased subject leaves no byte in the file or the log") {
  Folder folder;
  Store store = Store::open(folder / "store.db", {});
  std::mt19937 random(1);
  std::vector<int> order(3000);
  for (int i = 0; i < 3000; ++i) order[static_cast<std::size_t>(i)] = i;
  std::shuffle(order.begin(), order.end(), random);
  for (std::size_t begin = 0; begin < order.size(); begin += 100) {
    Store::Transaction transaction(store);
    for (std::size_t at = begin; at < begin + 100; ++at) {
      const std::string n = std::to_string(order[at]);
      const std::string hash = std::to_string(random()) + n;
      store.add_private({"sha256:" + hash, "subject-" + n, "note",
                         "canary-" + n + "-" + std::string(order[at] % 90, 'x'), "salt",
                         order[at] % 2 == 0});
    }
    transaction.commit();
  }
  for (const int i : order) store.mark_uploaded("subject-" + std::to_string(i));
  store.checkpoint();
  std::shuffle(order.begin(), order.end(), random);
  order.resize(300);
  for (const int i : order) store.remove_private("subject-" + std::to_string(i));
  store.checkpoint();
  const std::string all = bytes_of(folder / "store.db") + bytes_of(folder / "store.db-wal");
  int left = 0;
  for (const int i : order) {
    const std::string n = std::to_string(i);
    if (all.find("canary-" + n + "-") != std::string::npos) ++left;
    if (all.find("subject-" + n + "note") != std::string::npos) ++left;
  }
  CHECK(left == 0);
}

}  // namespace
}  // namespace kontor
