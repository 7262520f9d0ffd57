// SPDX-License-Identifier: Apache-2.0
// A bar on standard error for long work: on a terminal alone, gone when the work is done.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cmd/kontor/call.h"

namespace kontor::cli {

class Progress {
 public:
  Progress(const Call& call, std::string label, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::size_t done);

 private:
  const Env& env_;
  std::string label_;
  std::size_t total_;
  bool shown_;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace kontor::cli
