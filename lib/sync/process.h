// SPDX-License-Identifier: Apache-2.0
// Stock git as a child process. No shell, no terminal prompt, output captured.
#pragma once

#include <string>
#include <vector>

namespace kontor {

struct ProcessResult {
  int status = -1;  // exit code; 128+n after signal n
  std::string out;
  std::string err;
};
// argv[0] is looked up in PATH. Error(kUnavailable, "no_program") when it cannot be started.
ProcessResult run_process(const std::vector<std::string>& argv, const std::string& input = {});

}  // namespace kontor
