// SPDX-License-Identifier: Apache-2.0
// A store with the views of some nouns over a World's records, and what a SELECT gives, for the
// tests of the views.
#pragma once

#include <string>
#include <vector>

#include "lib/store/store.h"
#include "tests/scratch.h"
#include "tests/world.h"

namespace kontor {

inline Store store_of(const Scratch& folder, const std::vector<const NounRow*>& nouns,
                      const World& world) {
  StoreSchema schema;
  schema.version = "1";
  for (const NounRow* noun : nouns) schema.views.emplace_back(noun->sql);
  Store store = Store::open(folder / "store.db", schema);
  Store::Transaction transaction(store);
  for (const auto& [key, record] : world.state.changes()) {
    if (record) store.put_live(key.first, key.second, record->encode());
  }
  transaction.commit();
  return store;
}

using Lines = std::vector<std::string>;
// Rows as "a|b|c", in the order of the query; NULL is "-".
inline Lines select(const Store& store, const std::string& sql) {
  Lines out;
  store.query(sql, {}, [&](const Store::Row&, const Store::Row& values) {
    std::string line;
    for (const std::string& value : values) {
      line += (line.empty() ? "" : "|") + (value.empty() ? "-" : value);
    }
    out.push_back(line);
  });
  return out;
}

}  // namespace kontor
