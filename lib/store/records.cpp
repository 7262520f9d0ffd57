// SPDX-License-Identifier: Apache-2.0
// Records in their two layers. A row is clean (live and base are `json`) or dirty (`json` is live,
// `base` the other one; NULL there means absent). A clean row is never absent in both: it is
// deleted.
#include "lib/store/impl.h"
#include "lib/store/schema.h"

namespace kontor {
namespace {

constexpr std::string_view kPutLive =
    "INSERT INTO record (kind, id, json, dirty) VALUES (?1, ?2, ?3, 1)"
    " ON CONFLICT (kind, id) DO UPDATE SET"
    " json = excluded.json,"
    " dirty = iif(dirty, base, json) IS NOT excluded.json,"
    " base = nullif(iif(dirty, base, json), excluded.json)"
    " WHERE json IS NOT excluded.json";

constexpr std::string_view kRemoveNewLive =
    "DELETE FROM record WHERE kind = ?1 AND id = ?2 AND dirty AND base IS NULL";
constexpr std::string_view kRemoveLive =
    "UPDATE record SET json = NULL, dirty = 1, base = iif(dirty, base, json)"
    " WHERE kind = ?1 AND id = ?2 AND json IS NOT NULL";

constexpr std::string_view kPutBase =
    "INSERT INTO record (kind, id, json, dirty) VALUES (?1, ?2, ?3, 0)"
    " ON CONFLICT (kind, id) DO UPDATE SET"
    " json = iif(dirty, json, excluded.json),"
    " dirty = dirty AND json IS NOT excluded.json,"
    " base = iif(dirty AND json IS NOT excluded.json, excluded.json, NULL)";

constexpr std::string_view kRemoveBase =
    "DELETE FROM record WHERE kind = ?1 AND id = ?2 AND (NOT dirty OR json IS NULL)";
constexpr std::string_view kForgetBase =
    "UPDATE record SET base = NULL WHERE kind = ?1 AND id = ?2";

std::vector<std::string> first_column(sql::Cursor& rows) {
  std::vector<std::string> ids;
  while (rows.step()) ids.push_back(rows.text_at(0));
  return ids;
}

// The declared index serves the clean rows (`INDEXED BY`: without it the statement does not
// compile); the few dirty ones are looked at one by one where the base is asked for.
std::string find_sql(Layer layer, std::string_view field) {
  const std::string served = "SELECT id FROM record INDEXED BY " + sql::index_name(field) +
                             " WHERE kind = ?1 AND " + sql::index_expression("json", field) +
                             " = ?2";
  if (layer == Layer::kLive) return served + " ORDER BY id";
  return served +
         " AND NOT dirty UNION ALL SELECT id FROM record INDEXED BY record_dirty"
         " WHERE kind = ?1 AND dirty AND " +
         sql::index_expression("base", field) + " = ?2 ORDER BY id";
}

}  // namespace

std::optional<std::string> Store::get(Layer layer, std::string_view kind,
                                      std::string_view id) const {
  sql::Cursor row = impl_->connection.use(
      layer == Layer::kLive
          ? "SELECT json FROM record WHERE kind = ?1 AND id = ?2"
          : "SELECT iif(dirty, base, json) FROM record WHERE kind = ?1 AND id = ?2");
  row.text(kind).text(id);
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.text_at(0);
}

void Store::put_live(std::string_view kind, std::string_view id,
                     const std::optional<std::string>& bytes) {
  sql::Connection& connection = impl_->connection;
  if (bytes) {
    connection.use(kPutLive).text(kind).text(id).text(*bytes).run();
    return;
  }
  sql::Together together(connection);
  connection.use(kRemoveNewLive).text(kind).text(id).run();
  connection.use(kRemoveLive).text(kind).text(id).run();
  together.commit();
}

void Store::put_base(std::string_view kind, std::string_view id,
                     const std::optional<std::string>& bytes) {
  sql::Connection& connection = impl_->connection;
  if (bytes) {
    connection.use(kPutBase).text(kind).text(id).text(*bytes).run();
    return;
  }
  sql::Together together(connection);
  connection.use(kRemoveBase).text(kind).text(id).run();
  connection.use(kForgetBase).text(kind).text(id).run();
  together.commit();
}

void Store::reset_live() {
  sql::Together together(impl_->connection);
  impl_->connection.use("DELETE FROM record WHERE dirty AND base IS NULL").run();
  impl_->connection.use("UPDATE record SET json = base, base = NULL, dirty = 0 WHERE dirty").run();
  together.commit();
}

std::vector<std::string> Store::find(Layer layer, std::string_view kind, std::string_view field,
                                     std::string_view value) const {
  sql::Cursor rows = impl_->connection.use(find_sql(layer, field));
  return first_column(rows.text(kind).text(value));
}

std::vector<std::string> Store::ids(Layer layer, std::string_view kind) const {
  sql::Cursor rows = impl_->connection.use(
      layer == Layer::kLive
          ? "SELECT id FROM record WHERE kind = ?1 AND json IS NOT NULL ORDER BY id"
          : "SELECT id FROM record WHERE kind = ?1 AND iif(dirty, base, json) IS NOT NULL"
            " ORDER BY id");
  return first_column(rows.text(kind));
}

std::vector<std::string> Store::ids_with_prefix(std::string_view kind, std::string_view prefix,
                                                std::size_t most) const {
  // No id holds a character as high as U+10FFFF, so it ends the range of a prefix.
  sql::Cursor rows = impl_->connection.use(
      "SELECT id FROM record WHERE kind = ?1 AND id >= ?2 AND id < ?2 || char(0x10ffff)"
      " AND json IS NOT NULL ORDER BY id LIMIT ?3");
  return first_column(rows.text(kind).text(prefix).integer(static_cast<std::int64_t>(most)));
}

void Store::each(Layer layer, const std::function<void(std::string_view kind, std::string_view id,
                                                       std::string_view bytes)>& visit) const {
  const auto prepared = impl_->connection.fresh(
      layer == Layer::kLive
          ? "SELECT kind, id, json FROM record WHERE json IS NOT NULL ORDER BY kind, id"
          : "SELECT kind, id, iif(dirty, base, json) AS held FROM record WHERE held IS NOT NULL"
            " ORDER BY kind, id");
  sql::Cursor rows(impl_->connection, *prepared);
  while (rows.step()) visit(rows.view_at(0), rows.view_at(1), rows.view_at(2));
}

std::int64_t Store::count(Layer layer, std::string_view kind) const {
  sql::Cursor row = impl_->connection.use(
      layer == Layer::kLive
          ? "SELECT count(*) FROM record WHERE kind = ?1 AND json IS NOT NULL"
          : "SELECT count(*) FROM record WHERE kind = ?1 AND iif(dirty, base, json) IS NOT NULL");
  row.text(kind).step();
  return row.integer_at(0);
}

void Store::clear_records() { impl_->connection.use("DELETE FROM record").run(); }

}  // namespace kontor
