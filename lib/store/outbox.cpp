// SPDX-License-Identifier: Apache-2.0
// This site's own operations and the signed sets that carry them.
#include <charconv>

#include "lib/base/error.h"
#include "lib/store/impl.h"

namespace kontor {
namespace {

#define KONTOR_OPERATION_COLUMNS \
  "seq, incarnation, id, kind, on_id, key, bytes, fate, reason, set_last, decided"
#define KONTOR_OPERATIONS "SELECT " KONTOR_OPERATION_COLUMNS " FROM operation "
#define KONTOR_OPERATION_VALUES                \
  " INTO operation (" KONTOR_OPERATION_COLUMNS \
  ")"                                          \
  " VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), ?7, ?8, nullif(?9, ''), ?10, ?11)"
#define KONTOR_SET_COLUMNS                                                               \
  "first_seq, last_seq, incarnation, oid, parent, commit_bytes, tree_bytes, ops_bytes, " \
  "chain, stage"
#define KONTOR_SETS "SELECT " KONTOR_SET_COLUMNS " FROM change_set "

OutboxRow operation_row(const sql::Cursor& row) {
  OutboxRow out;
  out.seq = row.integer_at(0);
  out.incarnation = row.integer_at(1);
  out.id = row.text_at(2);
  out.kind = row.text_at(3);
  out.on = row.text_at(4);
  out.key = row.text_at(5);
  out.bytes = row.text_at(6);
  out.fate = static_cast<Fate>(row.integer_at(7));
  out.reason = row.text_at(8);
  out.set_last = row.integer_at(9);
  out.index = row.integer_at(10);
  return out;
}

std::vector<OutboxRow> operation_rows(sql::Cursor& rows) {
  std::vector<OutboxRow> out;
  while (rows.step()) out.push_back(operation_row(rows));
  return out;
}

std::optional<OutboxRow> one_operation(sql::Cursor& row) {
  if (!row.step()) return std::nullopt;
  return operation_row(row);
}

SetRow set_row(const sql::Cursor& row) {
  SetRow out;
  out.first_seq = row.integer_at(0);
  out.last_seq = row.integer_at(1);
  out.incarnation = row.integer_at(2);
  out.oid = row.text_at(3);
  out.parent = row.text_at(4);
  out.commit = row.text_at(5);
  out.tree = row.text_at(6);
  out.ops = row.text_at(7);
  out.chain = row.text_at(8);
  out.stage = static_cast<SetStage>(row.integer_at(9));
  return out;
}

// "{replica}.{incarnation}.{seq}" -> seq; 0 for anything else.
std::int64_t seq_of(std::string_view operation) {
  const std::size_t dot = operation.rfind('.');
  if (dot == std::string_view::npos) return 0;
  const char* const end = operation.data() + operation.size();
  std::int64_t seq = 0;
  const auto [stopped, failure] = std::from_chars(operation.data() + dot + 1, end, seq);
  return failure == std::errc() && stopped == end ? seq : 0;
}

void write_operation(sql::Connection& connection, std::string_view sql, const OutboxRow& row) {
  KONTOR_CHECK(row.seq > 0 && seq_of(row.id) == row.seq);
  connection.use(sql)
      .integer(row.seq)
      .integer(row.incarnation)
      .text(row.id)
      .text(row.kind)
      .text(row.on)
      .text(row.key)
      .text(row.bytes)
      .integer(static_cast<std::int64_t>(row.fate))
      .text(row.reason)
      .integer(row.set_last)
      .integer(row.index)
      .run();
}

std::int64_t counted(sql::Connection& connection, std::string_view sql) {
  sql::Cursor row = connection.use(sql);
  row.step();
  return row.integer_at(0);
}

}  // namespace

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::kPending:
      return "pending";
    case Fate::kRequested:
      return "requested";
    case Fate::kAccepted:
      return "accepted";
    case Fate::kRejected:
      return "rejected";
  }
  KONTOR_CHECK(!"a fate outside the list");
}

std::int64_t Store::last_seq() const {
  return counted(impl_->connection, "SELECT ifnull(max(seq), 0) FROM operation");
}

void Store::add_operation(const OutboxRow& row) {
  write_operation(impl_->connection, "INSERT" KONTOR_OPERATION_VALUES, row);
}

void Store::set_operation(const OutboxRow& row) {
  write_operation(impl_->connection, "REPLACE" KONTOR_OPERATION_VALUES, row);
}

std::vector<OutboxRow> Store::operations(std::int64_t after_seq, std::size_t most) const {
  sql::Cursor rows =
      impl_->connection.use(KONTOR_OPERATIONS "WHERE seq > ?1 ORDER BY seq LIMIT ?2");
  return operation_rows(rows.integer(after_seq).integer(static_cast<std::int64_t>(most)));
}

std::vector<OutboxRow> Store::undecided() const {
  sql::Cursor rows =
      impl_->connection.use(KONTOR_OPERATIONS "WHERE decided = 0 AND fate < 2 ORDER BY seq");
  return operation_rows(rows);
}

std::vector<OutboxRow> Store::unsealed(std::size_t most) const {
  sql::Cursor rows =
      impl_->connection.use(KONTOR_OPERATIONS "WHERE set_last = 0 ORDER BY seq LIMIT ?1");
  return operation_rows(rows.integer(static_cast<std::int64_t>(most)));
}

std::optional<OutboxRow> Store::operation(std::string_view id) const {
  sql::Cursor row = impl_->connection.use(KONTOR_OPERATIONS "WHERE seq = ?1 AND id = ?2");
  return one_operation(row.integer(seq_of(id)).text(id));
}

std::optional<OutboxRow> Store::operation_with_key(std::string_view key) const {
  sql::Cursor row = impl_->connection.use(KONTOR_OPERATIONS "WHERE key = ?1");
  return one_operation(row.text(key));
}

std::int64_t Store::undecided_count() const {
  return counted(impl_->connection,
                 "SELECT count(*) FROM operation WHERE decided = 0 AND fate < 2");
}

std::int64_t Store::unsealed_count() const {
  return counted(impl_->connection, "SELECT count(*) FROM operation WHERE set_last = 0");
}

void Store::decide_until(std::int64_t last_seq, std::int64_t index) {
  impl_->connection
      .use(
          "UPDATE operation SET decided = ?2, fate = iif(fate < 2, 2, fate)"
          " WHERE decided = 0 AND seq <= ?1")
      .integer(last_seq)
      .integer(index)
      .run();
}

void Store::reject(std::string_view operation, std::string_view reason) {
  impl_->connection.use("UPDATE operation SET fate = 3, reason = ?3 WHERE seq = ?1 AND id = ?2")
      .integer(seq_of(operation))
      .text(operation)
      .text(reason)
      .run();
}

void Store::add_set(const SetRow& row) {
  sql::Connection& connection = impl_->connection;
  sql::Together together(connection);
  connection
      .use("INSERT INTO change_set (" KONTOR_SET_COLUMNS
           ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
      .integer(row.first_seq)
      .integer(row.last_seq)
      .integer(row.incarnation)
      .text(row.oid)
      .text(row.parent)
      .blob(row.commit)
      .blob(row.tree)
      .blob(row.ops)
      .text(row.chain)
      .integer(static_cast<std::int64_t>(row.stage))
      .run();
  connection.use("UPDATE operation SET set_last = ?2 WHERE seq BETWEEN ?1 AND ?2")
      .integer(row.first_seq)
      .integer(row.last_seq)
      .run();
  together.commit();
}

void Store::set_stage(std::int64_t last_seq, SetStage stage) {
  impl_->connection.use("UPDATE change_set SET stage = ?2 WHERE last_seq = ?1")
      .integer(last_seq)
      .integer(static_cast<std::int64_t>(stage))
      .run();
}

std::vector<SetRow> Store::sets_below(SetStage stage) const {
  sql::Cursor rows = impl_->connection.use(  // the index holds those that are not sent
      KONTOR_SETS "WHERE stage < 2 AND stage < ?1 ORDER BY last_seq");
  rows.integer(static_cast<std::int64_t>(stage));
  std::vector<SetRow> out;
  while (rows.step()) out.push_back(set_row(rows));
  return out;
}

bool Store::has_set(std::string_view oid) const {
  sql::Cursor row = impl_->connection.use("SELECT 1 FROM change_set WHERE oid = ?1 LIMIT 1");
  return row.text(oid).step();
}

bool Store::has_set(std::int64_t last_seq, std::string_view oid) const {
  sql::Cursor row =
      impl_->connection.use("SELECT 1 FROM change_set WHERE last_seq = ?1 AND oid = ?2");
  return row.integer(last_seq).text(oid).step();
}

std::optional<SetRow> Store::last_set() const {
  sql::Cursor row = impl_->connection.use(KONTOR_SETS "ORDER BY last_seq DESC LIMIT 1");
  if (!row.step()) return std::nullopt;
  return set_row(row);
}

}  // namespace kontor
