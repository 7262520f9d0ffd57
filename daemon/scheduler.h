// SPDX-License-Identifier: Apache-2.0
// When the next pass is due. Pure: time comes in, decisions go out. Milliseconds of a steady clock.
#pragma once

#include <cstdint>

namespace kontor::daemon {

struct Pace {
  std::int64_t interval_ms = 60'000;       // between passes without local work
  std::int64_t seal_delay_ms = 2'000;      // from a local write to the pass that carries it
  std::int64_t most_backoff_ms = 600'000;  // while the hub is away
};

class Scheduler {
 public:
  Scheduler(const Pace& pace, std::int64_t now_ms) : pace_(pace), due_ms_(now_ms) {}

  void set_pace(const Pace& pace) { pace_ = pace; }
  // Somebody wrote into the store.
  void note_write(std::int64_t now_ms);
  // A pass has ended; `away`: the hub could not be reached, `more`: work came in meanwhile.
  void note_pass(std::int64_t now_ms, bool away, bool more);
  bool due(std::int64_t now_ms) const { return now_ms >= due_ms_; }
  std::int64_t wait_time(std::int64_t now_ms) const {
    return due_ms_ > now_ms ? due_ms_ - now_ms : 0;
  }

 private:
  Pace pace_;
  std::int64_t due_ms_;
  std::int64_t backoff_ms_ = 0;
};

}  // namespace kontor::daemon
