// SPDX-License-Identifier: Apache-2.0
// The tables of a store and how they change from one program version to the next. Inside lib/store.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lib/store/connection.h"
#include "lib/store/store.h"

namespace kontor::sql {

// Step n (from 1) leads from user_version n-1 to n. Steps are only ever added, never changed.
struct MigrationStep {
  std::string_view what;  // for a person
  const char* sql;
};
std::span<const MigrationStep> migration_steps();

// Brings the tables to the newest step in one transaction; a store that is there already costs one
// statement. Error(kConfig, "store_too_new"); a database of another program: Error(kData,
// "store_damaged").
void migrate(Connection& connection, std::span<const MigrationStep> steps);
// For readers, who may not change anything: Error(kConfig, "store_too_new" or "store_too_old").
void check_version(Connection& connection, std::span<const MigrationStep> steps);

// Makes views and indexes anew when `schema.version` is not the one that made the present ones.
void make_views(Connection& connection, const StoreSchema& schema);

// Name and expression of a declared index, as find() must spell it to be served by it. One index
// serves the member of that name in every kind: each index makes every start of a program 15 us
// slower.
std::string index_name(std::string_view field);
std::string index_expression(std::string_view column, std::string_view field);

}  // namespace kontor::sql
