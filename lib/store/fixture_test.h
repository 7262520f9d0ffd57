// SPDX-License-Identifier: Apache-2.0
// What the store's tests share: a folder that vanishes, a small schema, rows.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "lib/base/error.h"
#include "lib/store/store.h"

namespace kontor::test {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kontor-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline StoreSchema leads_schema() {
  return {.views = {"CREATE VIEW leads AS SELECT id, json_extract(json, '$.customer') AS customer"
                    " FROM record WHERE kind = 'lead' AND json IS NOT NULL;"},
          .indexes = {{"lead", "customer"}, {"order", "customer"}},
          .version = "1"};
}

inline OutboxRow operation_row(std::int64_t seq, std::string key = {}) {
  OutboxRow row;
  row.seq = seq;
  row.incarnation = 1;
  row.id = "nord-1.1." + std::to_string(seq);
  row.kind = "lead.add";
  row.on = "lead-" + std::to_string(seq);
  row.key = std::move(key);
  row.bytes = R"({"actor":"anna","at":"2025-08-14T10:00:00Z","id":")" + row.id + R"("})";
  return row;
}

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The stable name of the failure of `work`, or nothing.
template <typename Work>
std::string code_of(Work work) {
  try {
    work();
    return {};
  } catch (const Error& error) {
    return error.code();
  }
}

}  // namespace kontor::test
