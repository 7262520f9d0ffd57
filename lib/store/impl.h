// SPDX-License-Identifier: Apache-2.0
// What a Store holds. Inside lib/store alone.
#pragma once

#include <filesystem>

#include "lib/store/connection.h"
#include "lib/store/store.h"

namespace kontor {

struct Store::Impl {
  Impl(const std::filesystem::path& file, sql::Access access) : connection(file, access) {}
  sql::Connection connection;
};

}  // namespace kontor
