// SPDX-License-Identifier: Apache-2.0
// The daemon's control socket: HOME/daemon.sock (0600), JSON-RPC 2.0, one request a line, one
// answer a line. Methods: "sync" (a pass now; result: PassReport as JSON), "status" (pid, last
// pass, next pass).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/sync/pass.h"

namespace kontor {

// Asks the daemon of this home; empty when none runs. An error answer is thrown as the Error it
// was.
std::optional<Json> ask_daemon(const std::filesystem::path& home, std::string_view method);

// The listening end. Accepts one client at a time; a client that stays silent is cut off.
class ControlServer {
 public:
  // Error(kTemporary, "daemon_runs") when another daemon listens.
  explicit ControlServer(const std::filesystem::path& home);
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;
  ~ControlServer();
  int descriptor() const { return listener_; }
  // To be called when the descriptor is readable. `handle` gives the result or throws Error.
  void serve(const std::function<Json(const std::string& method)>& handle);

 private:
  std::filesystem::path path_;
  int lock_ = -1;
  int listener_ = -1;
};

Json to_json(const PassReport& report);

}  // namespace kontor
