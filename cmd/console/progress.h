// SPDX-License-Identifier: Apache-2.0
// A bar on standard error for long work: on a terminal alone, gone when the work is done.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cmd/console/env.h"

namespace kontor::cli {

class Progress {
 public:
  // `wanted` is false where the user asked for silence or for JSON.
  Progress(const Env& env, std::string label, std::size_t total, bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::size_t done);
  void update(std::size_t done, std::size_t total);  // where the whole shows on the way
  void clear();                                      // before something else is said

 private:
  const Env& env_;
  std::string label_;
  std::size_t total_;
  bool shown_;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace kontor::cli
