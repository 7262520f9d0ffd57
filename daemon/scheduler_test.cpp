// SPDX-License-Identifier: Apache-2.0
#include "daemon/scheduler.h"

#include <doctest/doctest.h>

namespace kontor::daemon {
namespace {

const Pace kPace{.interval_ms = 60'000, .seal_delay_ms = 2'000, .most_backoff_ms = 600'000};

TEST_CASE("the first pass is due at once, the next after the interval") {
  Scheduler scheduler(kPace, 100);
  CHECK(scheduler.due(100));
  scheduler.note_pass(500, false, false);
  CHECK_FALSE(scheduler.due(500));
  CHECK(scheduler.wait_time(500) == 60'000);
  CHECK(scheduler.due(60'500));
}

TEST_CASE("a write brings the pass forward, and further writes do not push it away") {
  Scheduler scheduler(kPace, 0);
  scheduler.note_pass(0, false, false);
  scheduler.note_write(1'000);
  CHECK(scheduler.wait_time(1'000) == 2'000);
  scheduler.note_write(2'500);
  CHECK(scheduler.due(3'000));
}

TEST_CASE("work that came in during a pass is carried soon") {
  Scheduler scheduler(kPace, 0);
  scheduler.note_pass(10, false, true);
  CHECK(scheduler.wait_time(10) == 2'000);
}

TEST_CASE("while the hub is away the tries thin out, up to a bound") {
  Scheduler scheduler(kPace, 0);
  std::int64_t now = 0;
  std::int64_t last = 0;
  for (int i = 0; i < 20; ++i) {
    scheduler.note_pass(now, true, true);
    const std::int64_t wait = scheduler.wait_time(now);
    CHECK(wait >= last);
    CHECK(wait <= 600'000);
    scheduler.note_write(now);  // does not bring it forward
    CHECK(scheduler.wait_time(now) == wait);
    last = wait;
    now += wait;
  }
  CHECK(last == 600'000);
  scheduler.note_pass(now, false, false);
  CHECK(scheduler.wait_time(now) == 60'000);
}

}  // namespace
}  // namespace kontor::daemon
