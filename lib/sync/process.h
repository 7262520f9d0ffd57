// SPDX-License-Identifier: Apache-2.0
// Child processes: stock git with no shell, no terminal prompt, its output captured; and programs
// of the user's own that talk to the terminal.
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

// With this process's own streams and environment, for an editor. The exit code; 128+n after signal
// n. Error(kUnavailable, "no_program").
int run_at_terminal(const std::vector<std::string>& argv);

}  // namespace kontor
