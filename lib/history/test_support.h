// SPDX-License-Identifier: Apache-2.0
// For tests alone: a folder that goes away, stock git as the second implementation, seeded draws.
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/crypto/key.h"
#include "lib/history/repository.h"

namespace kontor::testing {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (place() / "kontor-history-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    for (const char* name : {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"})
      ::setenv(name, "/dev/null", 1);
    ::setenv("LC_ALL", "C", 1);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  fs::path operator/(std::string_view name) const { return path_ / name; }

 private:
  // Thousands of fsyncs are no test of anything on a real disk: no test cuts the power.
  static fs::path place() {
    const fs::path memory = "/dev/shm";
    std::error_code code;
    const fs::space_info space = fs::space(memory, code);
    const bool roomy =
        !code && space.available > (256u << 20) && ::access(memory.c_str(), W_OK) == 0;
    return roomy ? memory : fs::temp_directory_path();
  }

  fs::path path_;
};

struct Result {
  int status = -1;
  std::string output;  // standard output and error together
};
inline Result run(const std::string& command) {
  Result result;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  std::size_t got = 0;
  while ((got = ::fread(buffer, 1, sizeof buffer, pipe)) > 0) result.output.append(buffer, got);
  const int status = ::pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return result;
}
inline Result git(const fs::path& repository, const std::string& arguments) {
  return run("git -C '" + repository.string() + "' " + arguments);
}

inline void write_bytes(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}
inline std::string read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The same bytes for the same seed.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  Bytes bytes(std::size_t count) override {
    Bytes out;
    while (out.size() < count) out += static_cast<char>(engine_() & 0xff);
    return out;
  }
  std::size_t below(std::size_t bound) { return engine_() % bound; }

 private:
  std::mt19937_64 engine_;
};

inline SigningKey key_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return SigningKey::generate(random);
}

// A commit with one file, as a replica would make it.
inline std::vector<Object> small_commit(std::string_view text, const std::vector<Oid>& parents,
                                        std::int64_t time_seconds = 1'763'719'200) {
  const Object blob = make_object(ObjectType::kBlob, std::string(text));
  const Object tree = make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
  const Commit commit{tree.oid,     parents,     "shop-nord-1", "shop-nord-1@kontor.invalid",
                      time_seconds, "lead.add\n"};
  return {blob, tree, make_object(ObjectType::kCommit, encode_commit(commit))};
}

}  // namespace kontor::testing
