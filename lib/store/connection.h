// SPDX-License-Identifier: Apache-2.0
// One SQLite connection with its prepared statements. Inside lib/store alone: the only file that
// knows SQLiteCpp, and the one place where SQLite's failures become errors.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kontor::sql {

enum class Access { kRead, kWrite };

// A prepared statement and the texts bound to it (SQLite reads them in place until the next use).
struct Prepared {
  static constexpr std::size_t kMostTexts = 12;
  Prepared(const SQLite::Database& database, const std::string& sql) : statement(database, sql) {}
  SQLite::Statement statement;
  std::array<std::string, kMostTexts> texts;  // keep their capacity: no allocation a row
  bool busy = false;
};

class Connection;

// One use of a statement: parameters in their order, then steps, then columns. Ends with the
// object.
class Cursor {
 public:
  Cursor(Connection& connection, Prepared& prepared);
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor();

  Cursor& text(std::string_view value);
  Cursor& blob(std::string_view value);  // `value` must outlive the cursor
  Cursor& integer(std::int64_t value);

  bool step();  // true: there is a row
  void run();   // to the end; rows are dropped
  int changes() const;

  bool is_null(int column) const;
  std::int64_t integer_at(int column) const;
  std::string_view view_at(int column) const;  // until the next step
  std::string text_at(int column) const { return std::string(view_at(column)); }

 private:
  Connection& connection_;
  Prepared& prepared_;
  int next_ = 1;
};

class Connection {
 public:
  Connection(const std::filesystem::path& file, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The statement of this text, prepared once. A statement in use is a bug: see `fresh`.
  Cursor use(std::string_view sql);
  // Prepared for this use alone: for loops whose body may ask the store again.
  std::unique_ptr<Prepared> fresh(const std::string& sql);
  void run(const char* script);  // any number of statements
  std::int64_t number(const char* sql);

  bool in_transaction() const;
  void roll_back() noexcept;
  // Once in the life of a file; others may be about the same.
  void use_wal();
  // Copies what it can of the WAL into the file; `truncate` waits for readers and empties the WAL.
  void checkpoint(bool truncate);

  sqlite3* handle() const { return database_.getHandle(); }
  const std::filesystem::path& file() const { return file_; }
  // Throws what `failure` means for this product.
  [[noreturn]] void fail(const SQLite::Exception& failure) const;
  [[noreturn]] void fail(int extended_code, const std::string& message) const;

 private:
  static int after_commit(void* self, sqlite3* handle, const char* name, int frames) noexcept;

  std::filesystem::path file_;
  Access access_;
  SQLite::Database database_;
  std::unordered_map<std::string_view, std::unique_ptr<Prepared>>
      prepared_;  // keys: in `statement`
  int wal_frames_ = 0;
};

// Joins the caller's transaction, or is one of its own.
class Together {
 public:
  explicit Together(Connection& connection);
  Together(const Together&) = delete;
  Together& operator=(const Together&) = delete;
  ~Together();
  void commit();

 private:
  Connection& connection_;
  bool own_;
};

}  // namespace kontor::sql
