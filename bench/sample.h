// SPDX-License-Identifier: Apache-2.0
// Invented operations and records of the sizes that an import of calls has (413 and 299 bytes).
#pragma once

#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "lib/store/store.h"

namespace kontor::bench {

// A folder that vanishes, in KONTOR_BENCH_DIR: /tmp is often no disk.
struct Folder {
  Folder() {
    const char* const where = ::getenv("KONTOR_BENCH_DIR");
    std::string name = std::string(where ? where : "/tmp") + "/kontor-bench-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path store() const { return path / "kontor.db"; }
  std::filesystem::path path;
};

// Ids in no order, the same in every run.
inline std::string sample_id(std::int64_t n) {
  auto x = static_cast<std::uint64_t>(n) * 0x9e3779b97f4a7c15u;
  std::string id;
  for (int i = 0; i < 16; ++i) {
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9u;
    id += "0123456789abcdefghjkmnpqrstvwxyz"[(x >> 32) & 31];
  }
  return id;
}

inline std::string sample_record(const std::string& kind, const std::string& id) {
  return R"({"created":{"at":"2025-08-14T10:00:00+01:00","by":"shop-nord-1","op":"shop-nord-1.1.1",)"
         R"("rule":"2025-08-14T09:00:00Z"},"customer":")" +
         sample_id(static_cast<std::int64_t>(id[0]) * 131 + id[1]) +
         R"(","facts":{"age":"30-39","contact":"cellular","job":"blue-collar","month":"may"},"id":")" +
         id + R"(","kind":")" + kind +
         R"(","rev":1,"scope":"nord","source":"uci-bank","source_id":"12345","state":"acknowledged"})";
}

inline OutboxRow sample_operation(std::int64_t seq) {
  OutboxRow row;
  row.seq = seq;
  row.incarnation = 1;
  row.id = "shop-nord-1.1." + std::to_string(seq);
  row.kind = seq % 2 ? "lead.add" : "interaction.add";
  row.on = sample_id(seq);
  row.bytes = R"({"actor":"shop-nord-1","at":"2025-08-14T10:00:00+01:00","id":")" + row.id +
              R"(","kind":")" + row.kind + R"(","on":")" + row.on +
              R"(","p":{"facts":{"age":"30-39","contact":"cellular","education":"secondary",)"
              R"("housing":"yes","job":"blue-collar","loan":"no","marital":"married"},)"
              R"("imported":true,"source":"uci-bank","source_id":"12345"},"v":1})";
  return row;
}

inline std::string sample_kind(std::int64_t seq) { return seq % 2 ? "lead" : "interaction"; }

}  // namespace kontor::bench
