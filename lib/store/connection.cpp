// SPDX-License-Identifier: Apache-2.0
#include "lib/store/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/error.h"

namespace kontor::sql {
namespace {

constexpr int kBusyTimeout_ms = 10'000;
// During work the WAL may grow to 64 MiB before it is copied into the file: a bulk of small
// transactions then writes each page of the file once, not once a thousand pages (measured 1.6x).
constexpr int kFramesWhileOpen = 16'384;
// A program that starts alone reads the whole WAL (1.5 us a frame), so what it leaves behind is
// kept short; the copying costs one sync of the file, once in a dozen commands.
constexpr int kFramesAtClose = 128;

int flags_of(Access access) {
  return SQLite::OPEN_NOMUTEX |
         (access == Access::kWrite ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY);
}

// SQLite counts every allocation under a lock unless it is told not to; reading a schema of many
// views is little else than allocations.
void leave_memory_uncounted() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// Made by us and not by SQLite: the file and what SQLite puts beside it are the owner's alone.
void create_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    throw Error(Fault::kCannotCreate, "cannot_create",
                "cannot create " + file.string() + ": " + std::strerror(errno));
  }
  ::close(fd);
}

SQLite::Database open_database(const std::filesystem::path& file, Access access) {
  if (::access(file.c_str(), F_OK) != 0) {
    if (access == Access::kRead) {
      throw Error(Fault::kNoInput, "no_store", "there is no store at " + file.string(),
                  "kontor init or kontor join");
    }
    create_private(file);
  }
  leave_memory_uncounted();
  try {
    return SQLite::Database(file.c_str(), flags_of(access), kBusyTimeout_ms);
  } catch (const SQLite::Exception& failure) {
    throw Error(Fault::kIo, "store_unreadable",
                "cannot open " + file.string() + ": " + failure.what());
  }
}

template <typename Work>
auto translated(const Connection& connection, Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& failure) {
    connection.fail(failure);
  }
}

}  // namespace

Cursor::Cursor(Connection& connection, Prepared& prepared)
    : connection_(connection), prepared_(prepared) {
  KONTOR_CHECK(!prepared_.busy);
  prepared_.busy = true;
}

Cursor::~Cursor() {
  prepared_.statement.tryReset();
  prepared_.busy = false;
}

Cursor& Cursor::text(std::string_view value) {
  KONTOR_CHECK(static_cast<std::size_t>(next_) <= Prepared::kMostTexts);
  std::string& kept = prepared_.texts[static_cast<std::size_t>(next_ - 1)];
  kept.assign(value);
  prepared_.statement.bindNoCopy(next_++, kept);
  return *this;
}

Cursor& Cursor::blob(std::string_view value) {
  const void* const bytes = value.data() ? value.data() : "";  // no bytes are not NULL
  prepared_.statement.bindNoCopy(next_++, bytes, static_cast<int>(value.size()));
  return *this;
}

Cursor& Cursor::integer(std::int64_t value) {
  prepared_.statement.bind(next_++, value);
  return *this;
}

bool Cursor::step() {
  return translated(connection_, [this] { return prepared_.statement.executeStep(); });
}

void Cursor::run() {
  while (step()) {
  }
}

int Cursor::changes() const { return prepared_.statement.getChanges(); }

bool Cursor::is_null(int column) const { return prepared_.statement.isColumnNull(column); }

std::int64_t Cursor::integer_at(int column) const {
  return prepared_.statement.getColumn(column).getInt64();
}

std::string_view Cursor::view_at(int column) const {
  const SQLite::Column value = prepared_.statement.getColumn(column);
  const void* const bytes = value.getBlob();
  if (!bytes) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes())};
}

Connection::Connection(const std::filesystem::path& file, Access access)
    : file_(file), access_(access), database_(open_database(file, access)) {
  sqlite3* const db = handle();
  // What is in the WAL stays there when a command ends: three syncs less on its way out.
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  // TRUSTED_SCHEMA stays on: SQLite 3.40 does not count json_extract, which the indexes use, as
  // harmless. The schema could call nothing but SQLite's own functions: none is registered here.
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_extended_result_codes(db, 1);
  if (access == Access::kWrite) {
    sqlite3_wal_hook(db, &Connection::after_commit, this);
    // secure_delete not at the moment of erasure only: a page that was split before keeps old cells
    // in its gaps. 8 MB of pages: a bulk with random keys is a quarter faster than with SQLite's 2
    // MB.
    run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8000");
  }
}

Connection::~Connection() {
  prepared_.clear();
  if (wal_frames_ <= kFramesAtClose) return;
  // Never waits: whoever is still reading leaves the work to the next one. Truncates, because the
  // next program would read a log that was copied but is still there as one that was not.
  sqlite3_busy_timeout(handle(), 0);
  sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

int Connection::after_commit(void* self, sqlite3* handle, const char* name, int frames) noexcept {
  static_cast<Connection*>(self)->wal_frames_ = frames;
  if (frames >= kFramesWhileOpen) {
    sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  }
  return SQLITE_OK;  // the commit stands, whatever became of the copying
}

Cursor Connection::use(std::string_view sql) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) {
    auto made = fresh(std::string(sql));
    const std::string_view key = made->statement.getQuery();
    found = prepared_.emplace(key, std::move(made)).first;
  }
  return Cursor(*this, *found->second);
}

std::unique_ptr<Prepared> Connection::fresh(const std::string& sql) {
  return translated(*this, [&] { return std::make_unique<Prepared>(database_, sql); });
}

void Connection::run(const char* script) {
  translated(*this, [&] { database_.exec(script); });
}

std::int64_t Connection::number(const char* sql) {
  return translated(*this, [&] { return database_.execAndGet(sql).getInt64(); });
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

void Connection::roll_back() noexcept {
  // SQLite has already rolled back by itself after some failures (disk full, I/O).
  if (in_transaction()) database_.tryExec("ROLLBACK");
}

void Connection::use_wal() {
  // The one statement for which SQLite does not wait by itself.
  constexpr int kPause_ms = 10;
  for (int waited_ms = 0;; waited_ms += kPause_ms) {
    const int code = database_.tryExec("PRAGMA journal_mode = WAL");
    if (code == SQLITE_OK) return;
    if ((code & 0xff) != SQLITE_BUSY || waited_ms >= kBusyTimeout_ms) {
      fail(code, sqlite3_errmsg(handle()));
    }
    sqlite3_sleep(kPause_ms);
  }
}

void Connection::checkpoint(bool truncate) {
  const int how = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  const int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, how, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, sqlite3_errmsg(handle()));
  if (truncate) wal_frames_ = 0;
}

void Connection::fail(const SQLite::Exception& failure) const {
  fail(failure.getExtendedErrorCode(), failure.what());
}

void Connection::fail(int extended_code, const std::string& message) const {
  const std::string where = file_.string();
  switch (extended_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(Fault::kTemporary, "store_busy", "another command is writing to " + where,
                  "try again");
    case SQLITE_FULL:
      throw Error(Fault::kIo, "disk_full", "no room on the disk of " + where,
                  "free some space, then run the command again: nothing was written");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Error(Fault::kData, "store_damaged", where + " is damaged: " + message,
                  "keep it, and put the last backup of its folder in place, or join anew");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      throw Error(Fault::kIo, "store_io", "cannot read or write " + where + ": " + message);
    default:
      throw Error(Fault::kBug, "store_misused", "store: " + message);
  }
}

Together::Together(Connection& connection)
    : connection_(connection), own_(!connection.in_transaction()) {
  if (own_) connection_.use("BEGIN IMMEDIATE").run();
}

Together::~Together() {
  if (own_) connection_.roll_back();
}

void Together::commit() {
  if (!own_) return;
  connection_.use("COMMIT").run();
  own_ = false;
}

}  // namespace kontor::sql
