// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/progress.h"

#include <algorithm>

namespace kontor::cli {
namespace {

constexpr std::size_t kCells = 30;
constexpr auto kPause = std::chrono::milliseconds(100);  // as often as an eye can use

}  // namespace

Progress::Progress(const Env& env, std::string label, std::size_t total, bool wanted)
    : env_(env),
      label_(std::move(label)),
      total_(std::max<std::size_t>(total, 1)),
      shown_(wanted && env.err_is_terminal) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (!shown_ || next_ == std::chrono::steady_clock::time_point{}) return;
  env_.talk("\r\x1b[K");
  std::fflush(env_.err);
}

void Progress::update(std::size_t done, std::size_t total) {
  total_ = std::max<std::size_t>(total, 1);
  update(done);
}

void Progress::update(std::size_t done) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  const std::size_t full = std::min(done, total_) * kCells / total_;
  env_.talk("\r" + label_ + " [" + std::string(full, '#') + std::string(kCells - full, '.') + "] " +
            std::to_string(done * 100 / total_) + "%");
  std::fflush(env_.err);
}

}  // namespace kontor::cli
