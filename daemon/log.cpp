// SPDX-License-Identifier: Apache-2.0
#include "daemon/log.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "lib/base/json.h"
#include "lib/base/text.h"

namespace kontor::daemon {

void Log::write(Level level, const std::string& text) const {
  if (level > most_) return;
  const int number = static_cast<int>(level);
  std::string line = json_ ? Json::object({{"level", number}, {"message", text}}).encode()
                           : "<" + std::to_string(number) + ">" + printable(text);
  line += "\n";
  // A log that nobody reads must not stop the daemon.
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

void notify(const std::string& state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (!path || std::strlen(path) >= sizeof(address.sun_path)) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path, std::strlen(path));
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  static_cast<void>(::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&address), size));
  ::close(socket);
}

}  // namespace kontor::daemon
