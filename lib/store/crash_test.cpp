// SPDX-License-Identifier: Apache-2.0
// Several processes on one store, and processes that die in the middle.
#include <doctest/doctest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "lib/store/connection.h"
#include "lib/store/fixture_test.h"

namespace kontor {
namespace {

using test::code_of;
using test::Folder;
using test::leads_schema;
using test::operation_row;

// A child that ends with what `work` returns, or 99 after an exception.
pid_t in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int code = 99;
  try {
    code = work();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
  }
  ::_exit(code);
}

int status_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

// One command as the workspace does it: an operation and its record, in one transaction.
std::int64_t write_one(Store& store) {
  Store::Transaction transaction(store);
  const std::int64_t seq = store.last_seq() + 1;
  store.add_operation(operation_row(seq));
  store.put_live("lead", "lead-" + std::to_string(seq), R"({"customer":"c1"})");
  transaction.commit();
  return seq;
}

TEST_CASE("what was committed survives kill -9, what was not leaves no trace") {
  Folder folder;
  std::int64_t acknowledged = 0;
  for (const int length : {0, 1, 7, 40}) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = in_child([&] {
      Store store = Store::open(folder / "store.db", leads_schema());
      for (int i = 0; i < length; ++i) {
        const std::int64_t seq = write_one(store);
        if (::write(ends[1], &seq, sizeof seq) != sizeof seq) return 1;
      }
      Store::Transaction transaction(store);
      const std::int64_t seq = store.last_seq() + 1;
      store.add_operation(operation_row(seq));
      // Enough to spill dirty pages into the WAL before the end.
      for (int i = 0; i < 3000; ++i) {
        store.put_live("lead", "lost-" + std::to_string(i), "\"" + std::string(2000, 'x') + "\"");
      }
      ::raise(SIGKILL);
      return 1;
    });
    ::close(ends[1]);
    std::int64_t seq = 0;
    while (::read(ends[0], &seq, sizeof seq) == sizeof seq) acknowledged = seq;
    ::close(ends[0]);
    const int status = status_of(child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));

    Store store = Store::open(folder / "store.db", leads_schema());
    CHECK(store.last_seq() == acknowledged);
    CHECK(store.count(Layer::kLive, "lead") == acknowledged);
    CHECK(store.find(Layer::kLive, "lead", "customer", "c1").size() ==
          static_cast<std::size_t>(acknowledged));
    CHECK(store.ids_with_prefix("lead", "lost", 1).empty());
    CHECK(store.integrity() == "ok");
  }
}

TEST_CASE("two writers and a reader share a store") {
  constexpr int kEach = 150;
  Folder folder;
  {
    Store::open(folder / "store.db", leads_schema());
  }
  std::vector<pid_t> writers;
  for (int i = 0; i < 2; ++i) {
    writers.push_back(in_child([&] {
      Store store = Store::open(folder / "store.db", leads_schema());
      for (int n = 0; n < kEach; ++n) write_one(store);
      return 0;
    }));
  }
  const Store reader = Store::open_readonly(folder / "store.db");
  std::int64_t seen = 0;
  while (seen < 2 * kEach) {
    std::int64_t records = 0;
    std::int64_t operations = 0;
    reader.query("SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM operation)", {},
                 [&](const Store::Row&, const Store::Row& row) {
                   records = std::stoll(row[0]);
                   operations = std::stoll(row[1]);
                 });
    CHECK(records == operations);
    CHECK(records >= seen);
    seen = records;
    int status = 0;
    if (::waitpid(writers.back(), &status, WNOHANG) == writers.back()) {
      CHECK(status == 0);
      writers.pop_back();
      if (writers.empty()) break;
    }
  }
  for (const pid_t writer : writers) CHECK(status_of(writer) == 0);
  CHECK(reader.last_seq() == 2 * kEach);
}

TEST_CASE("many may create one store at the same moment") {
  Folder folder;
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    children.push_back(in_child([&] {
      Store store = Store::open(folder / "store.db", leads_schema());
      write_one(store);
      return 0;
    }));
  }
  for (const pid_t child : children) CHECK(status_of(child) == 0);
  CHECK(Store::open_readonly(folder / "store.db").last_seq() == 6);
}

TEST_CASE("a writer that waits too long says who is to blame") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  const Store::Transaction transaction(store);
  sql::Connection other(folder / "store.db", sql::Access::kWrite);
  sqlite3_busy_timeout(other.handle(), 20);
  try {
    sql::Together together(other);
    FAIL("two writers at once");
  } catch (const Error& error) {
    CHECK(error.code() == "store_busy");
    CHECK(error.fault() == Fault::kTemporary);
  }
}

TEST_CASE("a full disk is told as such, and nothing is half done") {
  Folder folder;
  {
    Store::open(folder / "store.db", leads_schema());
  }
  sql::Connection connection(folder / "store.db", sql::Access::kWrite);
  const std::int64_t pages = connection.number("PRAGMA page_count");
  connection.run(("PRAGMA max_page_count = " + std::to_string(pages + 2)).c_str());
  const auto fill = [&] {
    sql::Together together(connection);
    for (int i = 0; i < 100; ++i) {
      connection.use("INSERT INTO meta (key, value) VALUES (?1, ?2)")
          .text("key-" + std::to_string(i))
          .text(std::string(1000, 'x'))
          .run();
    }
    together.commit();
  };
  CHECK(code_of(fill) == "disk_full");
  CHECK(!connection.in_transaction());
  CHECK(connection.number("SELECT count(*) FROM meta WHERE key LIKE 'key-%'") == 0);
  connection.use("INSERT INTO meta (key, value) VALUES ('small', '')").run();
}

TEST_CASE("what a program leaves in the log is short, and a checkpoint leaves nothing") {
  Folder folder;
  {
    Store store = Store::open(folder / "store.db", leads_schema());
    for (int i = 0; i < 300; ++i) write_one(store);
  }
  {
    Store store = Store::open(folder / "store.db", leads_schema());
    CHECK(store.last_seq() == 300);
    write_one(store);  // the first one after a full copy begins the log anew
    store.checkpoint();
    CHECK(std::filesystem::file_size(folder / "store.db-wal") == 0);
    CHECK(store.last_seq() == 301);
  }
}

}  // namespace
}  // namespace kontor
