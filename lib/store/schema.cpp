// SPDX-License-Identifier: Apache-2.0
#include "lib/store/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "lib/base/error.h"

namespace kontor::sql {
namespace {

constexpr int kApplicationId = 0x4b6e7472;  // "Kntr"; file(1) and the shell show it
constexpr std::string_view kMadeBy =
    "store/schema";  // meta: the version that made views and indexes

// How this file spells indexes; part of the version above, so that another spelling makes them
// anew.
constexpr std::string_view kRecipe = "2:";

// Rowid tables on purpose: with rows of some hundred bytes WITHOUT ROWID is slower (measured).
constexpr MigrationStep kSteps[] = {
    {"records, outbox, sets, private values, settings, tree nodes", R"sql(
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- json: the live value. base: the value at the ledger's head while it is another one (dirty).
CREATE TABLE record (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT,
  dirty INTEGER NOT NULL DEFAULT 0,
  base TEXT,
  UNIQUE (kind, id)
);
CREATE INDEX record_dirty ON record (kind, id) WHERE dirty;

-- The outbox. An operation's id ends in its seq, so the primary key finds it by id too.
CREATE TABLE operation (
  seq INTEGER PRIMARY KEY,
  incarnation INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  on_id TEXT NOT NULL,
  fate INTEGER NOT NULL,
  set_last INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  key TEXT,
  reason TEXT,
  bytes TEXT NOT NULL
);
CREATE UNIQUE INDEX operation_key ON operation (key) WHERE key IS NOT NULL;
CREATE INDEX operation_undecided ON operation (seq) WHERE decided = 0;
CREATE INDEX operation_unsealed ON operation (seq) WHERE set_last = 0;

CREATE TABLE change_set (
  last_seq INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  oid TEXT NOT NULL,
  parent TEXT NOT NULL,
  chain TEXT NOT NULL,
  commit_bytes BLOB NOT NULL,
  tree_bytes BLOB NOT NULL,
  ops_bytes BLOB NOT NULL
);
CREATE INDEX change_set_unfinished ON change_set (last_seq) WHERE stage < 2;

CREATE TABLE private (
  commitment TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  salt BLOB NOT NULL,
  uploaded INTEGER NOT NULL
);
CREATE INDEX private_subject ON private (subject, field);
CREATE INDEX private_waiting ON private (subject, field) WHERE uploaded = 0;

CREATE TABLE node (
  scope TEXT NOT NULL,
  path TEXT NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (scope, path)
);

CREATE VIEW operations AS
SELECT id, kind, on_id,
       CASE fate WHEN 0 THEN 'pending' WHEN 1 THEN 'requested' WHEN 2 THEN 'accepted'
                 WHEN 3 THEN 'rejected' END AS fate,
       reason,
       json_extract(bytes, '$.at') AS at,
       json_extract(bytes, '$.actor') AS actor,
       key,
       nullif(set_last, 0) AS set_last,
       nullif(decided, 0) AS ledger_index,
       seq, incarnation, bytes
FROM operation;
)sql"},
};

// What the steps made; everything else of these two types is a noun's and made anew with them.
constexpr std::array<std::string_view, 7> kOwn = {
    "record_dirty",          "operation_key",   "operation_undecided", "operation_unsealed",
    "change_set_unfinished", "private_subject", "private_waiting"};
constexpr std::string_view kOwnView = "operations";

bool is_own(std::string_view name) {
  return name == kOwnView || std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end();
}

[[noreturn]] void too_new(const Connection& connection, std::int64_t version) {
  throw Error(Fault::kConfig, "store_too_new",
              connection.file().string() + " was written by a newer kontor (store version " +
                  std::to_string(version) + ")",
              "install that version");
}

std::int64_t version_of(Connection& connection) {
  Cursor row = connection.use("PRAGMA user_version");
  row.step();
  return row.integer_at(0);
}

void check_owner(Connection& connection) {
  if (connection.number("PRAGMA application_id") != kApplicationId) {
    throw Error(Fault::kData, "store_damaged",
                connection.file().string() + " is a database of another program", "kontor rebuild");
  }
}

// A fresh file has no table; any other without a version belongs to another program.
void make_ready(Connection& connection) {
  const std::int64_t tables = connection.number("SELECT count(*) FROM sqlite_schema");
  // Asked again: tables and version come in one transaction of whoever was quicker.
  if (version_of(connection) != 0) return;
  if (tables != 0) check_owner(connection);
  connection.use_wal();  // not possible in a transaction
}

bool word_of_schema(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string index_text(std::string_view field) {
  const std::string member = index_expression("json", field);
  return "CREATE INDEX " + index_name(field) + " ON record (" + member + ", kind, id) WHERE " +
         member + " IS NOT NULL";
}

struct Made {
  std::string type;
  std::string name;
  std::string sql;
};

std::vector<Made> made_for_nouns(Connection& connection) {
  std::vector<Made> made;
  Cursor row = connection.use(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'index') AND sql IS NOT "
      "NULL");
  while (row.step()) {
    if (!is_own(row.view_at(1))) made.push_back({row.text_at(0), row.text_at(1), row.text_at(2)});
  }
  return made;
}

void make_all_anew(Connection& connection, const StoreSchema& schema) {
  std::map<std::string, std::string> wanted;  // index name -> text
  for (const StoreSchema::Index& index : schema.indexes) {
    wanted[index_name(index.field)] = index_text(index.field);
  }
  for (const Made& made : made_for_nouns(connection)) {
    const auto same = wanted.find(made.name);
    if (same != wanted.end() && same->second == made.sql) {
      wanted.erase(same);  // an index over a million rows takes seconds: keep it
      continue;
    }
    connection.run(("DROP " + made.type + " \"" + made.name + "\"").c_str());
  }
  for (const std::string& view : schema.views) connection.run(view.c_str());
  for (const auto& [name, text] : wanted) connection.run(text.c_str());
}

std::string made_by(Connection& connection) {
  Cursor row = connection.use("SELECT value FROM meta WHERE key = ?1");
  row.text(kMadeBy);
  return row.step() ? row.text_at(0) : std::string();
}

}  // namespace

std::span<const MigrationStep> migration_steps() { return kSteps; }

void check_version(Connection& connection, std::span<const MigrationStep> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  const std::int64_t version = version_of(connection);
  if (version == newest) return;
  check_owner(connection);
  if (version > newest) too_new(connection, version);
  throw Error(Fault::kConfig, "store_too_old",
              connection.file().string() + " was written by an older kontor",
              "kontor status brings it up to date");
}

void migrate(Connection& connection, std::span<const MigrationStep> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  const std::int64_t seen = version_of(connection);
  if (seen == newest) return;
  if (seen == 0) make_ready(connection);
  Together together(connection);
  const std::int64_t version = version_of(connection);
  if (version == 0) {
    connection.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  } else {
    check_owner(connection);
  }
  if (version > newest) too_new(connection, version);
  for (std::int64_t step = version; step < newest; ++step) {
    connection.run(steps[static_cast<std::size_t>(step)].sql);
  }
  connection.run(("PRAGMA user_version = " + std::to_string(newest)).c_str());
  together.commit();
}

void make_views(Connection& connection, const StoreSchema& schema) {
  KONTOR_CHECK(!schema.version.empty() || (schema.views.empty() && schema.indexes.empty()));
  const std::string version = std::string(kRecipe) + schema.version;
  if (made_by(connection) == version) return;
  Together together(connection);
  if (made_by(connection) == version) return;
  make_all_anew(connection, schema);
  connection
      .use(
          "INSERT INTO meta (key, value) VALUES (?1, ?2)"
          " ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .text(kMadeBy)
      .text(version)
      .run();
  together.commit();
}

std::string index_name(std::string_view field) {
  KONTOR_CHECK(word_of_schema(field));
  return "find_" + std::string(field);
}

std::string index_expression(std::string_view column, std::string_view field) {
  return "json_extract(" + std::string(column) + ", '$." + std::string(field) + "')";
}

}  // namespace kontor::sql
