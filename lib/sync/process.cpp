// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <tuple>

#include "lib/base/error.h"

extern char** environ;

namespace kontor {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error(Fault::kIo, "no_pipe", "cannot make a pipe");
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  void close_read() {
    if (read >= 0) ::close(read);
    read = -1;
  }
  void close_write() {
    if (write >= 0) ::close(write);
    write = -1;
  }
};

// Git must never wait for a person: a missing credential is an answer.
std::vector<std::string> child_environment() {
  std::vector<std::string> out;
  for (char** entry = environ; *entry; ++entry) {
    if (std::strncmp(*entry, "GIT_DIR=", 8) == 0 || std::strncmp(*entry, "LC_ALL=", 7) == 0)
      continue;
    out.emplace_back(*entry);
  }
  out.emplace_back("GIT_TERMINAL_PROMPT=0");
  out.emplace_back("LC_ALL=C");
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

void pump(Pipe& in, Pipe& out, Pipe& err, const std::string& input, ProcessResult& result) {
  std::size_t sent = 0;
  if (input.empty()) in.close_write();
  while (out.read >= 0 || err.read >= 0) {
    std::array<pollfd, 3> waits{
        {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
    if (poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
    std::array<char, 65536> buffer;
    for (auto [pipe, text, wait] :
         {std::tuple(&out, &result.out, &waits[0]), std::tuple(&err, &result.err, &waits[1])}) {
      if (pipe->read < 0 || wait->revents == 0) continue;
      const ssize_t got = ::read(pipe->read, buffer.data(), buffer.size());
      if (got > 0) {
        text->append(buffer.data(), static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EINTR) {
        pipe->close_read();
      }
    }
    if (in.write >= 0 && waits[2].revents != 0) {
      const ssize_t put = ::write(in.write, input.data() + sent, input.size() - sent);
      if (put > 0) sent += static_cast<std::size_t>(put);
      if (put < 0 && errno != EINTR) in.close_write();
      if (sent == input.size()) in.close_write();
    }
  }
}

[[noreturn]] void cannot_start(const std::string& program, int why) {
  throw Error(Fault::kUnavailable, "no_program",
              "cannot start " + program + ": " + std::strerror(why), "install " + program);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& argv, const std::string& input) {
  Pipe in;
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write, 1);
  posix_spawn_file_actions_adddup2(&actions, err.write, 2);
  std::vector<std::string> arguments = argv;
  std::vector<std::string> environment = child_environment();
  pid_t child = 0;
  const int failed = posix_spawnp(&child, argv.front().c_str(), &actions, nullptr,
                                  pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) cannot_start(argv.front(), failed);
  in.close_read();
  out.close_write();
  err.close_write();
  ProcessResult result;
  pump(in, out, err, input, result);
  result.status = wait_for(child);
  return result;
}

int run_at_terminal(const std::vector<std::string>& argv) {
  std::vector<std::string> arguments = argv;
  pid_t child = 0;
  const int failed = posix_spawnp(&child, argv.front().c_str(), nullptr, nullptr,
                                  pointers(arguments).data(), environ);
  if (failed != 0) cannot_start(argv.front(), failed);
  return wait_for(child);
}

}  // namespace kontor
