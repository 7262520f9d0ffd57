// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/control.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kontor {
namespace {

constexpr int kClientWait_ms = 5'000;  // to send its one line
constexpr std::size_t kMaxRequestBytes = 64u << 10;
constexpr JsonLimits kAnswerJson{.size_bytes = 1u << 20, .depth = 16, .string_bytes = 64u << 10};

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

sockaddr_un address_of(const std::filesystem::path& path) {
  sockaddr_un out{};
  out.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof(out.sun_path)) {
    throw Error(Fault::kConfig, "path_too_long",
                "the path of the control socket is too long: " + text,
                "--home names a shorter path");
  }
  std::memcpy(out.sun_path, text.c_str(), text.size() + 1);
  return out;
}

// One line without its LF; empty at the end, on silence, or when it is too long.
std::string read_line(int fd, int wait_ms, std::size_t most) {
  std::string out;
  char byte = 0;
  while (out.size() < most) {
    pollfd wait{fd, POLLIN, 0};
    if (::poll(&wait, 1, wait_ms) <= 0) return "";
    const ssize_t got = ::read(fd, &byte, 1);
    if (got <= 0) return "";
    if (byte == '\n') return out;
    out.push_back(byte);
  }
  return "";
}

void write_line(int fd, const std::string& text) {
  const std::string line = text + "\n";
  std::size_t sent = 0;
  while (sent < line.size()) {
    const ssize_t put = ::send(fd, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (put <= 0) return;  // the client is gone; its loss
    sent += static_cast<std::size_t>(put);
  }
}

Json error_answer(const Error& error) {
  Json data = Json::object({{"code", error.code()}, {"exit", static_cast<int>(error.fault())}});
  if (!error.hint().empty()) data.set("hint", error.hint());
  return Json::object({{"code", -32000}, {"message", error.what()}, {"data", std::move(data)}});
}

}  // namespace

std::optional<Json> ask_daemon(const std::filesystem::path& home, std::string_view method) {
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address = address_of(home / "daemon.sock");
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return std::nullopt;
  }
  write_line(socket.get(),
             Json::object({{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}}).encode());
  const std::string line = read_line(socket.get(), -1, kAnswerJson.size_bytes);
  if (line.empty())
    throw Error(Fault::kTemporary, "daemon_gone", "the daemon went away", "run it again");
  const Json answer = parse_json(line, kAnswerJson);
  if (const Json* error = answer.find("error")) {
    const Json& data = error->at("data");
    throw Error(static_cast<Fault>(data.num("exit")), data.str("code"), error->str("message"),
                data.str_or("hint"));
  }
  return answer.at("result");
}

ControlServer::ControlServer(const std::filesystem::path& home) : path_(home / "daemon.sock") {
  const std::string lock = (home / "daemon.lock").string();
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0 || ::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    if (lock_ >= 0) ::close(lock_);
    throw Error(Fault::kTemporary, "daemon_runs", "another kontord runs in " + home.string(),
                "kontor sync asks it for a pass");
  }
  ::unlink(path_.c_str());  // a socket that a killed daemon left
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const sockaddr_un address = address_of(path_);
  const mode_t mask = ::umask(0177);
  const int bound = ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  ::umask(mask);
  if (bound != 0 || ::listen(listener_, 8) != 0) {
    const std::string why = std::strerror(errno);
    ::close(listener_);
    ::close(lock_);
    throw Error(Fault::kIo, "io_failed", "cannot listen on " + path_.string() + ": " + why);
  }
}

ControlServer::~ControlServer() {
  ::close(listener_);
  ::unlink(path_.c_str());
  ::close(lock_);
}

void ControlServer::serve(const std::function<Json(const std::string& method)>& handle) {
  const Descriptor client(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
  if (client.get() < 0) return;
  const std::string line = read_line(client.get(), kClientWait_ms, kMaxRequestBytes);
  if (line.empty()) return;
  Json answer = Json::object({{"jsonrpc", "2.0"}});
  try {
    const Json request = parse_json(line, kAnswerJson);
    if (const Json* id = request.find("id")) answer.set("id", *id);
    answer.set("result", handle(request.str("method")));
  } catch (const Error& error) {
    answer.set("error", error_answer(error));
  }
  write_line(client.get(), answer.encode());
}

Json to_json(const PassReport& report) {
  Json out = Json::object({{"sealed", report.sealed},
                           {"pushed", report.pushed},
                           {"entries", report.entries},
                           {"operations", report.operations},
                           {"from", report.from},
                           {"to", report.to},
                           {"pending", report.pending},
                           {"linked", report.linked},
                           {"enrolled", report.enrolled},
                           {"stopped", report.stopped}});
  Json rejected = Json::array();
  for (const TakeReport::Rejected& one : report.rejected) {
    rejected.push(Json::object({{"op", one.operation}, {"reason", one.reason}}));
  }
  Json problems = Json::array();
  for (const IntakeProblem& one : report.problems) {
    problems.push(
        Json::object({{"commit", one.commit}, {"code", one.code}, {"message", one.message}}));
  }
  out.set("rejected", std::move(rejected));
  out.set("problems", std::move(problems));
  return out;
}

}  // namespace kontor
