// SPDX-License-Identifier: Apache-2.0
// Private values in the clear: what must be able to vanish without a trace in this file.
#include "lib/store/impl.h"

namespace kontor {
namespace {

#define KONTOR_PRIVATE "SELECT commitment, subject, field, value, salt, uploaded FROM private "

PrivateRow private_row(const sql::Cursor& row) {
  PrivateRow out;
  out.commitment = row.text_at(0);
  out.subject = row.text_at(1);
  out.field = row.text_at(2);
  out.value = row.text_at(3);
  out.salt = row.text_at(4);
  out.uploaded = row.integer_at(5) != 0;
  return out;
}

std::vector<PrivateRow> private_rows(sql::Cursor& rows) {
  std::vector<PrivateRow> out;
  while (rows.step()) out.push_back(private_row(rows));
  return out;
}

}  // namespace

void Store::add_private(const PrivateRow& row) {
  impl_->connection
      .use(
          "INSERT INTO private (commitment, subject, field, value, salt, uploaded)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
          " ON CONFLICT (commitment) DO UPDATE"
          " SET uploaded = 1, value = excluded.value, salt = excluded.salt"
          " WHERE excluded.uploaded")
      .text(row.commitment)
      .text(row.subject)
      .text(row.field)
      .text(row.value)
      .blob(row.salt)
      .integer(row.uploaded ? 1 : 0)
      .run();
}

std::optional<PrivateRow> Store::private_value(std::string_view commitment) const {
  sql::Cursor row = impl_->connection.use(KONTOR_PRIVATE "WHERE commitment = ?1");
  if (!row.text(commitment).step()) return std::nullopt;
  return private_row(row);
}

std::vector<PrivateRow> Store::private_of(std::string_view subject) const {
  sql::Cursor rows =
      impl_->connection.use(KONTOR_PRIVATE "WHERE subject = ?1 ORDER BY field, commitment");
  return private_rows(rows.text(subject));
}

std::vector<PrivateRow> Store::private_not_uploaded() const {
  sql::Cursor rows = impl_->connection.use(
      KONTOR_PRIVATE "WHERE uploaded = 0 ORDER BY subject, field, commitment");
  return private_rows(rows);
}

void Store::mark_uploaded(std::string_view subject) {
  impl_->connection.use("UPDATE private SET uploaded = 1 WHERE subject = ?1 AND uploaded = 0")
      .text(subject)
      .run();
}

void Store::remove_private(std::string_view subject) {
  impl_->connection.use("DELETE FROM private WHERE subject = ?1").text(subject).run();
}

}  // namespace kontor
