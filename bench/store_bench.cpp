// SPDX-License-Identifier: Apache-2.0
// The store against bare SQLite: same file, same tables, same indexes, same rows.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <memory>

#include "bench/sample.h"
#include "lib/base/error.h"
#include "lib/workspace/schema.h"

namespace kontor::bench {
namespace {

constexpr std::int64_t kRows = 60'000;  // an import of 30,000 calls

void write_rows(Store& store, std::int64_t first, std::int64_t count) {
  Store::Transaction transaction(store);
  for (std::int64_t seq = first; seq < first + count; ++seq) {
    const OutboxRow row = sample_operation(seq);
    store.add_operation(row);
    store.put_live(sample_kind(seq), row.on, sample_record(sample_kind(seq), row.on));
  }
  transaction.commit();
}

// range: operations a transaction.
void bulk_write(benchmark::State& state) {
  while (state.KeepRunning()) {
    state.PauseTiming();
    auto folder = std::make_unique<Folder>();
    auto store = std::make_unique<Store>(Store::open(folder->store(), store_schema()));
    state.ResumeTiming();
    for (std::int64_t seq = 1; seq <= kRows; seq += state.range(0)) {
      write_rows(*store, seq, state.range(0));
    }
    state.PauseTiming();
    store.reset();
    folder.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(bulk_write)->Arg(kRows)->Arg(1'000)->Unit(benchmark::kMillisecond)->UseRealTime();

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  KONTOR_CHECK(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK);
  return Statement(statement);
}

void insert(const Statement& statement, std::initializer_list<std::string_view> texts, int first) {
  for (const std::string_view text : texts) {
    sqlite3_bind_text(statement.get(), first++, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
  }
  KONTOR_CHECK(sqlite3_step(statement.get()) == SQLITE_DONE);
  sqlite3_reset(statement.get());
}

void write_bare(sqlite3* database) {
  const Statement operation = prepare(
      database,
      "INSERT INTO operation (seq, incarnation, fate, set_last, decided, id, kind, on_id, bytes)"
      " VALUES (?1, 1, 0, 0, 0, ?2, ?3, ?4, ?5)");
  const Statement record =
      prepare(database, "INSERT INTO record (kind, id, json, dirty) VALUES (?1, ?2, ?3, 1)");
  sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
  for (std::int64_t seq = 1; seq <= kRows; ++seq) {
    const OutboxRow row = sample_operation(seq);
    const std::string kind = sample_kind(seq);
    sqlite3_bind_int64(operation.get(), 1, seq);
    insert(operation, {row.id, row.kind, row.on, row.bytes}, 2);
    insert(record, {kind, row.on, sample_record(kind, row.on)}, 1);
  }
  sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
}

void bulk_write_bare_sqlite(benchmark::State& state) {
  while (state.KeepRunning()) {
    state.PauseTiming();
    auto folder = std::make_unique<Folder>();
    {
      Store::open(folder->store(), store_schema());
    }
    sqlite3* database = nullptr;
    KONTOR_CHECK(sqlite3_open(folder->store().c_str(), &database) == SQLITE_OK);
    sqlite3_exec(database, "PRAGMA cache_size = -8000", nullptr, nullptr, nullptr);
    state.ResumeTiming();
    write_bare(database);
    state.PauseTiming();
    sqlite3_close(database);
    folder.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(bulk_write_bare_sqlite)->Unit(benchmark::kMillisecond)->UseRealTime();

// One store of 60,000 records for the readers below.
Store& filled() {
  static const Folder folder;
  static Store store = [] {
    Store made = Store::open(folder.store(), store_schema());
    write_rows(made, 1, kRows);
    return made;
  }();
  return store;
}

void get_record(benchmark::State& state) {
  const Store& store = filled();
  std::int64_t seq = 0;
  while (state.KeepRunning()) {
    seq = seq % kRows + 1;
    benchmark::DoNotOptimize(store.get(Layer::kLive, sample_kind(seq), sample_id(seq)));
  }
}
BENCHMARK(get_record);

void find_records(benchmark::State& state) {
  const Store& store = filled();
  std::int64_t seq = 0;
  std::size_t found = 0;
  while (state.KeepRunning()) {
    seq = seq % kRows + 1;
    found += store.find(Layer::kLive, "lead", "customer", sample_id(seq)).size();
  }
  benchmark::DoNotOptimize(found);
}
BENCHMARK(find_records);

void open_store(benchmark::State& state) {
  const Folder folder;
  {
    Store::open(folder.store(), store_schema());
  }
  while (state.KeepRunning()) Store::open(folder.store(), store_schema());
}
BENCHMARK(open_store)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kontor::bench
