// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/wait.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "lib/base/error.h"
#include "lib/sync/pass.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr std::int64_t kWaitSeconds = 60;                  // of a bare --wait
constexpr auto kPause = std::chrono::milliseconds(1'000);  // between two looks at the hub

bool decided(const WaitResult& result) {
  for (const Fate fate : result.fates) {
    if (fate == Fate::kPending || fate == Fate::kRequested) return false;
  }
  return true;
}

void read_fates(Workspace& site, const std::vector<Written>& written, WaitResult& result) {
  result.fates.clear();
  result.outcomes.clear();
  for (const Written& one : written) {
    const auto row = site.store().operation(one.operation);
    result.fates.push_back(row ? row->fate : one.fate);
    result.outcomes.push_back(accept());
    if (!row || row->fate != Fate::kRejected) continue;
    const Record rejection = site.live().get("rejection", one.operation);
    result.outcomes.back() = reject(row->reason, rejection ? rejection->str_or("detail") : "");
  }
}

bool has_rejected(const WaitResult& result) {
  return std::any_of(result.outcomes.begin(), result.outcomes.end(),
                     [](const Outcome& outcome) { return !outcome.accepted(); });
}

}  // namespace

WaitResult wait_for(Call& call, const std::vector<Written>& written) {
  WaitResult result;
  if (!call.args.has("wait")) return result;
  const std::string typed = call.args.text("wait");
  Args bounds;
  bounds.set("wait", {typed});
  const std::int64_t seconds = typed == "true" ? kWaitSeconds : bounds.number("wait", kWaitSeconds);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  Workspace& site = call.workspace();
  while (true) {
    try {
      sync_pass(site, *remote_of(site));
    } catch (const Error& error) {
      if (error.fault() != Fault::kUnavailable) throw;
      result.exit = static_cast<int>(Fault::kUnavailable);
      call.warn(error.what());
      read_fates(site, written, result);
      return result;
    }
    read_fates(site, written, result);
    if (decided(result)) break;
    if (std::chrono::steady_clock::now() + kPause > end) {
      result.exit = static_cast<int>(Fault::kTemporary);
      return result;
    }
    std::this_thread::sleep_for(kPause);
  }
  if (has_rejected(result)) result.exit = static_cast<int>(Fault::kRefused);
  return result;
}

}  // namespace kontor::cli
