// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/schema.h"

#include "lib/crypto/hash.h"
#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

// The version is a digest of all that the schema is made of: another text is another schema.
StoreSchema make_schema() {
  StoreSchema out;
  std::string text;
  for (const NounRow* noun : all_nouns()) {
    for (const KindRow& row : noun->kinds) {
      for (std::string_view field : row.indexes) {
        out.indexes.push_back({std::string(row.kind), std::string(field)});
        text.append(row.kind).append(".").append(field).append(";");
      }
    }
    out.views.emplace_back(noun->sql);
    text.append(noun->sql);
  }
  out.version = sha256_hex(text);
  return out;
}

}  // namespace

const StoreSchema& store_schema() {
  static const StoreSchema schema = make_schema();
  return schema;
}

}  // namespace kontor
