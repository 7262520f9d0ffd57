// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/schema.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

// FNV-1a, 64 bits: every command computes it, and nobody gains by a collision.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return std::to_string(hash);
}

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
  out.version = fingerprint(text);
  return out;
}

}  // namespace

const StoreSchema& store_schema() {
  static const StoreSchema schema = make_schema();
  return schema;
}

}  // namespace kontor
