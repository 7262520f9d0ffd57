// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/env.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "cmd/console/input.h"
#include "lib/base/error.h"

namespace kontor::cli {
namespace {

int terminal_width(int fd) {
  winsize size{};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string own_path() {
  std::array<char, 4096> path{};
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : "kontor";
}

}  // namespace

void input_too_large(const std::string& name) {
  throw Error(Fault::kData, "too_large",
              name + " holds more than " + std::to_string(kMaxInputBytes >> 20) + " MiB");
}

std::string Env::variable_or(const char* name, std::string otherwise) const {
  std::optional<std::string> found = variable(name);
  return found && !found->empty() ? std::move(*found) : std::move(otherwise);
}

std::string Env::read_in() const {
  std::string text;
  std::array<char, 65536> block{};
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), in)) {
    text.append(block.data(), got);
    if (text.size() > kMaxInputBytes) input_too_large("standard input");
  }
  if (std::ferror(in)) throw Error(Fault::kIo, "io_failed", "cannot read standard input");
  return text;
}

void Env::put(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), out); }

void Env::talk(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), err); }

Env system_env() {
  static SystemClock clock;
  static SystemRandom random;
  Env env;
  env.in = stdin;
  env.out = stdout;
  env.err = stderr;
  env.in_is_terminal = isatty(STDIN_FILENO) != 0;
  env.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  env.err_is_terminal = isatty(STDERR_FILENO) != 0;
  if (env.out_is_terminal) env.width = terminal_width(STDOUT_FILENO);
  env.clock = &clock;
  env.random = &random;
  env.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
  env.program = own_path();
  return env;
}

}  // namespace kontor::cli
