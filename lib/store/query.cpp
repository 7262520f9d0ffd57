// SPDX-License-Identifier: Apache-2.0
// SELECTs that others wrote: lists, reports, tests. Straight on SQLite's C interface, because only
// there a statement can be asked whether it writes and whether another one follows it.
#include <sqlite3.h>

#include <memory>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/store/impl.h"

namespace kontor {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Select = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void bad_query(const std::string& why) {
  throw Error(Fault::kData, "bad_query", "query: " + why);
}

// SQLite's own test calls PRAGMA, ATTACH and BEGIN read-only, hence the first word as well.
bool reads_only(sqlite3_stmt* statement, const std::string& sql) {
  const std::string word = lower(trim(sql).substr(0, 6));
  const bool selects = word == "select" || word == "values" || word.starts_with("with");
  return selects && sqlite3_stmt_readonly(statement) != 0;
}

Select prepare(const sql::Connection& connection, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &raw, &rest);
  Select statement(raw);
  if ((code & 0xff) == SQLITE_ERROR) bad_query(sqlite3_errmsg(connection.handle()));
  if (code != SQLITE_OK) connection.fail(code, sqlite3_errmsg(connection.handle()));
  if (!statement || !reads_only(statement.get(), sql)) bad_query("not a SELECT");
  if (!trim(rest).empty()) bad_query("more than one statement");
  return statement;
}

std::string text_of(sqlite3_stmt* row, int column) {
  const void* const bytes = sqlite3_column_blob(row, column);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

}  // namespace

void Store::query(const std::string& sql, const std::vector<std::string>& parameters,
                  const std::function<void(const Row& names, const Row& values)>& visit) const {
  const sql::Connection& connection = impl_->connection;
  const Select statement = prepare(connection, sql);
  sqlite3_stmt* const row = statement.get();
  if (sqlite3_bind_parameter_count(row) != static_cast<int>(parameters.size())) {
    bad_query("it takes " + std::to_string(sqlite3_bind_parameter_count(row)) +
              " parameters, not " + std::to_string(parameters.size()));
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    sqlite3_bind_text(row, static_cast<int>(i + 1), parameters[i].data(),
                      static_cast<int>(parameters[i].size()), SQLITE_STATIC);
  }
  Row names;
  for (int i = 0; i < sqlite3_column_count(row); ++i) {
    names.emplace_back(sqlite3_column_name(row, i));
  }
  Row values(names.size());
  int code = SQLITE_OK;
  while ((code = sqlite3_step(row)) == SQLITE_ROW) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = text_of(row, static_cast<int>(i));
    }
    visit(names, values);
  }
  if ((code & 0xff) == SQLITE_ERROR) bad_query(sqlite3_errmsg(connection.handle()));
  if (code != SQLITE_DONE) connection.fail(code, sqlite3_errmsg(connection.handle()));
}

}  // namespace kontor
