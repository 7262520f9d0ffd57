// SPDX-License-Identifier: Apache-2.0
// Lines for the journal: "<6>text" (sd-daemon(3) levels) or one JSON object a line. Ids, never
// content.
#pragma once

#include <string>

namespace kontor::daemon {

enum class Level { kError = 3, kWarning = 4, kNotice = 5, kInfo = 6 };

class Log {
 public:
  void configure(bool json, Level most) {
    json_ = json;
    most_ = most;
  }
  void write(Level level, const std::string& text) const;

 private:
  bool json_ = false;
  Level most_ = Level::kNotice;
};

// One datagram to $NOTIFY_SOCKET (sd_notify(3)); nothing without it.
void notify(const std::string& state);

}  // namespace kontor::daemon
