// SPDX-License-Identifier: Apache-2.0
#include "daemon/scheduler.h"

#include <algorithm>

namespace kontor::daemon {

void Scheduler::note_write(std::int64_t now_ms) {
  // While the hub is away, sealing can wait for the next try.
  if (backoff_ms_ == 0) due_ms_ = std::min(due_ms_, now_ms + pace_.seal_delay_ms);
}

void Scheduler::note_pass(std::int64_t now_ms, bool away, bool more) {
  if (away) {
    backoff_ms_ = std::min(std::max(backoff_ms_ * 2, pace_.seal_delay_ms), pace_.most_backoff_ms);
    due_ms_ = now_ms + std::min(backoff_ms_, std::max(pace_.interval_ms, pace_.seal_delay_ms) * 10);
    return;
  }
  backoff_ms_ = 0;
  due_ms_ = now_ms + (more ? std::min(pace_.seal_delay_ms, pace_.interval_ms) : pace_.interval_ms);
}

}  // namespace kontor::daemon
