// SPDX-License-Identifier: Apache-2.0
// A folder of its own for a test, and the programs of the system that tests compare with.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "lib/base/file.h"
#include "lib/base/id.h"

namespace kontor {

class Scratch {
 public:
  Scratch() {
    SystemRandom random;
    path_ = std::filesystem::temp_directory_path() / ("kontor-test-" + new_id(random));
    SystemFile().make_directories(path_, Access::kPrivate);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
  // 0600, as ssh wants its keys.
  void write(std::string_view name, std::string_view bytes) const {
    SystemFile().replace(*this / name, bytes, Access::kPrivate);
  }
  Bytes read(std::string_view name) const { return SystemFile().read(*this / name); }
  void remove(std::string_view name) const { SystemFile().remove(*this / name); }

  // A shell command in the folder: its exit code, and in `output` what it printed, errors too.
  int run(const std::string& command) {
    output.clear();
    FILE* pipe = ::popen(("exec 2>&1 </dev/null; cd '" + path_ + "' && " + command).c_str(), "r");
    if (pipe == nullptr) return -1;
    char part[4096];
    for (std::size_t count = 1; count > 0;) {
      count = std::fread(part, 1, sizeof part, pipe);
      output.append(part, count);
    }
    const int status = ::pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::string output;

 private:
  std::string path_;
};

}  // namespace kontor
