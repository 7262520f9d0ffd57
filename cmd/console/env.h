// SPDX-License-Identifier: Apache-2.0
// What a command touches outside of the store: streams, terminal, clock, randomness, environment.
// Tests replace each of them; nothing below cmd/ prints.
#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <string>

#include "lib/base/id.h"
#include "lib/base/time.h"

namespace kontor::cli {

struct Env {
  std::FILE* in = nullptr;   // not owned
  std::FILE* out = nullptr;  // data
  std::FILE* err = nullptr;  // talk
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width = 80;  // columns of the terminal
  Clock* clock = nullptr;
  Random* random = nullptr;
  std::function<std::optional<std::string>(const char* name)> variable;
  std::string program;  // path of this program, for commands that start it again

  // Empty when unset.
  std::string variable_or(const char* name, std::string otherwise = {}) const;
  // All that comes on `in`. Error(kIo, "io_failed").
  std::string read_in() const;
  void put(std::string_view text) const;   // to `out`
  void talk(std::string_view text) const;  // to `err`
};

// The process's own streams, clock and environment.
Env system_env();

}  // namespace kontor::cli
