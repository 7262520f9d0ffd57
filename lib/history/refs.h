// SPDX-License-Identifier: Apache-2.0
// Refs of format "files", beside stock git: `<ref>.lock` excludes it, loose values win over
// packed-refs. Our own writers exclude each other by flock of `kontor-refs`, which the kernel
// releases when its holder dies: a `.lock` that carries our tag while we hold the flock is
// therefore stale.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/history/object.h"
#include "lib/history/repository.h"

namespace kontor {

class RefStore {
 public:
  explicit RefStore(std::filesystem::path git_directory);

  // An empty or zeroed loose file (power cut) counts as absent: the packed value shows.
  std::optional<Oid> read(std::string_view name) const;
  std::map<std::string, Oid> list(std::string_view prefix) const;

  // What must stand there for a change to happen.
  struct Expected {
    bool any = false;
    std::optional<Oid> value;  // empty: nothing
  };
  // `to` empty removes the ref. Durable when it returns.
  Swap change(std::string_view name, const Expected& from, const std::optional<Oid>& to);

  // Removes stale locks and torn loose refs; one line each.
  std::vector<std::string> tidy();

 private:
  struct Held;
  void drop_packed(std::string_view name);
  void tidy_directory(const std::filesystem::path& directory, std::vector<std::string>& notes);

  std::filesystem::path directory_;
};

// refs/... as `git check-ref-format` admits it, in ASCII. Error(kData, "bad_ref_name").
void check_ref_name(std::string_view name);

}  // namespace kontor
