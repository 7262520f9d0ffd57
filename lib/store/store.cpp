// SPDX-License-Identifier: Apache-2.0
#include "lib/store/store.h"

#include "lib/base/error.h"
#include "lib/store/impl.h"
#include "lib/store/schema.h"

namespace kontor {

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const std::filesystem::path& file, const StoreSchema& schema) {
  auto impl = std::make_unique<Impl>(file, sql::Access::kWrite);
  sql::migrate(impl->connection, sql::migration_steps());
  sql::make_views(impl->connection, schema);
  return Store(std::move(impl));
}

Store Store::open_readonly(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, sql::Access::kRead);
  sql::check_version(impl->connection, sql::migration_steps());
  return Store(std::move(impl));
}

Store::Transaction::Transaction(Store& store) : store_(&store) {
  sql::Connection& connection = store.impl_->connection;
  KONTOR_CHECK(!connection.in_transaction());
  connection.use("BEGIN IMMEDIATE").run();
}

Store::Transaction::~Transaction() {
  if (!done_) store_->impl_->connection.roll_back();
}

void Store::Transaction::commit() {
  KONTOR_CHECK(!done_);
  store_->impl_->connection.use("COMMIT").run();
  done_ = true;
}

void Store::expect_bulk() { impl_->connection.run("PRAGMA cache_size = -64000"); }

void Store::checkpoint() { impl_->connection.checkpoint(true); }

std::string Store::integrity() const {
  sql::Cursor row = impl_->connection.use("PRAGMA integrity_check(1)");
  return row.step() ? row.text_at(0) : std::string("no answer");
}

}  // namespace kontor
