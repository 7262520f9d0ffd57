// SPDX-License-Identifier: Apache-2.0
// Settings and pinned values; tree nodes.
#include "lib/store/impl.h"

namespace kontor {

std::optional<std::string> Store::meta(std::string_view key) const {
  sql::Cursor row = impl_->connection.use("SELECT value FROM meta WHERE key = ?1");
  if (!row.text(key).step()) return std::nullopt;
  return row.text_at(0);
}

void Store::set_meta(std::string_view key, std::string_view value) {
  impl_->connection
      .use(
          "INSERT INTO meta (key, value) VALUES (?1, ?2)"
          " ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .text(key)
      .text(value)
      .run();
}

void Store::remove_meta(std::string_view key) {
  impl_->connection.use("DELETE FROM meta WHERE key = ?1").text(key).run();
}

std::vector<std::pair<std::string, std::string>> Store::metas(std::string_view prefix) const {
  sql::Cursor rows = impl_->connection.use(
      "SELECT key, value FROM meta WHERE key >= ?1 AND key < ?1 || char(0x10ffff) ORDER BY key");
  rows.text(prefix);
  std::vector<std::pair<std::string, std::string>> out;
  while (rows.step()) out.emplace_back(rows.text_at(0), rows.text_at(1));
  return out;
}

std::optional<std::string> Store::node(std::string_view scope, std::string_view path) const {
  sql::Cursor row = impl_->connection.use("SELECT body FROM node WHERE scope = ?1 AND path = ?2");
  if (!row.text(scope).text(path).step()) return std::nullopt;
  return row.text_at(0);
}

void Store::put_node(std::string_view scope, std::string_view path, std::string_view body) {
  impl_->connection
      .use(
          "INSERT INTO node (scope, path, body) VALUES (?1, ?2, ?3)"
          " ON CONFLICT (scope, path) DO UPDATE SET body = excluded.body")
      .text(scope)
      .text(path)
      .blob(body)
      .run();
}

void Store::remove_node(std::string_view scope, std::string_view path) {
  impl_->connection.use("DELETE FROM node WHERE scope = ?1 AND path = ?2")
      .text(scope)
      .text(path)
      .run();
}

void Store::clear_nodes(std::string_view scope) {
  impl_->connection.use("DELETE FROM node WHERE scope = ?1").text(scope).run();
}

}  // namespace kontor
