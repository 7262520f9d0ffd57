// SPDX-License-Identifier: Apache-2.0
#include "daemon/daemon.h"

#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

#include "daemon/log.h"
#include "daemon/scheduler.h"
#include "lib/base/error.h"
#include "lib/config/settings.h"
#include "lib/sync/control.h"
#include "lib/sync/setup.h"

namespace kontor::daemon {
namespace {

constexpr const char* kUsage =
    "usage: kontord [--home DIR] [--once]\n"
    "Runs the passes of kontor sync in the foreground: after local writes, at intervals, when "
    "asked\n"
    "over HOME/daemon.sock. SIGTERM ends it after the running pass, SIGHUP rereads config.toml.\n"
    "  --home DIR   the site's folder (else KONTOR_HOME, else the XDG data folder)\n"
    "  --once       one pass, then exit\n"
    "  --version    the version\n"
    "See kontord(1) and kontor.toml(5).\n";

struct Options {
  std::filesystem::path home;
  bool once = false;
};

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::filesystem::path default_home() {
  if (const char* home = std::getenv("KONTOR_HOME")) return home;
  if (const char* data = std::getenv("XDG_DATA_HOME"))
    return std::filesystem::path(data) / "kontor";
  if (const char* user = std::getenv("HOME")) {
    return std::filesystem::path(user) / ".local" / "share" / "kontor";
  }
  throw Error(Fault::kConfig, "no_home", "neither KONTOR_HOME nor HOME is set",
              "--home names the folder");
}

// Empty: the program has said what was asked and ends well.
std::optional<Options> read_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--help" || word == "-h") {
      std::fputs(kUsage, stdout);
      return std::nullopt;
    }
    if (word == "--version") {
      std::puts("kontord " KONTOR_VERSION);
      return std::nullopt;
    }
    if (word == "--once") {
      out.once = true;
    } else if (word == "--home" && i + 1 < argc) {
      out.home = argv[++i];
    } else {
      throw Error(Fault::kUsage, "usage", "unknown word " + std::string(word), "kontord --help");
    }
  }
  if (out.home.empty()) out.home = default_home();
  return out;
}

Level level_of(const std::string& name) {
  if (name == "error") return Level::kError;
  if (name == "warning") return Level::kWarning;
  return name == "info" || name == "debug" ? Level::kInfo : Level::kNotice;
}

const sigset_t& ended_by() {
  static const sigset_t set = [] {
    sigset_t out;
    sigemptyset(&out);
    for (int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&out, signal);
    return out;
  }();
  return set;
}

class Daemon {
 public:
  explicit Daemon(const Options& options)
      : home_(options.home),
        workspace_(Workspace::open(home_, Edges{&clock_, &random_})),
        control_(home_),
        scheduler_(Pace{}, steady_ms()) {
    reread();
    watch();
    take_signals();
  }
  ~Daemon() {
    if (inotify_ >= 0) ::close(inotify_);
    if (signals_ >= 0) ::close(signals_);
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  int loop() {
    log_.write(Level::kNotice,
               "kontord: " + workspace_.replica() + " of scope " + workspace_.scope());
    notify("READY=1");
    while (!stopping_) {
      if (scheduler_.due(steady_ms())) job();
      notify("WATCHDOG=1");
      if (!stopping_) wait();
    }
    notify("STOPPING=1");
    log_.write(Level::kNotice, "kontord: ends");
    return 0;
  }

  int once() {
    static_cast<void>(pass());
    return 0;
  }

 private:
  static constexpr std::int64_t kMostWait_ms = 10'000;  // so that a watchdog of 30 s is content

  void reread() {
    const Settings settings = read_settings(home_ / "config.toml");
    log_.configure(settings.log_format == "json", level_of(settings.log_level));
    Pace pace;
    pace.interval_ms = settings.sync_interval_s * 1000;
    pace.seal_delay_ms = settings.sync_seal_delay_ms;
    scheduler_.set_pace(pace);
  }

  // The write-ahead log changes with every commit of every program that uses the store.
  void watch() {
    inotify_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (inotify_ < 0 || ::inotify_add_watch(inotify_, home_.c_str(), IN_MODIFY | IN_CREATE) < 0) {
      throw Error(Fault::kIo, "io_failed", "cannot watch " + home_.string());
    }
  }

  void take_signals() { signals_ = ::signalfd(-1, &ended_by(), SFD_CLOEXEC | SFD_NONBLOCK); }

  void wait() {
    const std::int64_t ms = std::min(scheduler_.wait_time(steady_ms()), kMostWait_ms);
    std::array<pollfd, 3> waits{
        {{inotify_, POLLIN, 0}, {signals_, POLLIN, 0}, {control_.descriptor(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(ms)) <= 0) return;
    if (waits[1].revents != 0) on_signal();
    if (waits[0].revents != 0 && drain_writes()) scheduler_.note_write(steady_ms());
    if (waits[2].revents != 0 && !stopping_) {
      control_.serve([this](const std::string& method) { return answer(method); });
    }
  }

  void on_signal() {
    signalfd_siginfo info{};
    while (::read(signals_, &info, sizeof(info)) == static_cast<ssize_t>(sizeof(info))) {
      if (info.ssi_signo != SIGHUP) {
        stopping_ = true;
        continue;
      }
      try {
        reread();
        log_.write(Level::kNotice, "kontord: config.toml read again");
      } catch (const Error& error) {
        log_.write(Level::kWarning,
                   std::string("kontord: config.toml stays as it was: ") + error.what());
      }
    }
  }

  bool drain_writes() {
    alignas(inotify_event) std::array<char, 4096> buffer;
    bool wrote = false;
    ssize_t got = 0;
    while ((got = ::read(inotify_, buffer.data(), buffer.size())) > 0) {
      for (ssize_t at = 0; at < got;) {
        inotify_event event{};
        std::memcpy(&event, buffer.data() + at, sizeof(event));
        const char* name = buffer.data() + at + sizeof(event);
        wrote = wrote || (event.len > 0 && std::strncmp(name, "kontor.db-wal", event.len) == 0);
        at += static_cast<ssize_t>(sizeof(event) + event.len);
      }
    }
    return wrote;
  }

  Json answer(const std::string& method) {
    if (method == "sync") {
      Json out = to_json(pass());
      after_pass(false);
      return out;
    }
    if (method == "status") {
      return Json::object({{"pid", static_cast<std::int64_t>(::getpid())},
                           {"passes", passes_},
                           {"last_error", last_error_},
                           {"next_in_ms", scheduler_.wait_time(steady_ms())}});
    }
    throw Error(Fault::kUsage, "no_method", "no method " + method, "sync status");
  }

  PassReport pass() {
    if (!remote_) remote_ = remote_of(workspace_);
    PassReport report = sync_pass(workspace_, *remote_);
    ++passes_;
    last_error_.clear();
    if (report.to != report.from || report.sealed > 0 || report.operations > 0) {
      log_.write(Level::kInfo, "kontord: entry " + std::to_string(report.to) + ", " +
                                   std::to_string(report.pending) + " pending");
    }
    for (const IntakeProblem& problem : report.problems) {
      log_.write(Level::kWarning, "kontord: " + problem.message);
    }
    return report;
  }

  void job() {
    bool away = false;
    try {
      pass();
    } catch (const Error& error) {
      away = true;
      const std::string text = error.what();
      if (text != last_error_) {
        log_.write(error.fault() == Fault::kTrust ? Level::kError : Level::kWarning,
                   "kontord: " + text);
      }
      last_error_ = text;
    }
    after_pass(away);
  }

  // Our own writes woke us too; what others wrote meanwhile is still unsealed.
  void after_pass(bool away) {
    drain_writes();
    scheduler_.note_pass(steady_ms(), away, workspace_.store().unsealed_count() > 0);
  }

  const std::filesystem::path home_;
  SystemClock clock_;
  SystemRandom random_;
  Log log_;
  Workspace workspace_;
  ControlServer control_;
  Scheduler scheduler_;
  std::unique_ptr<Remote> remote_;
  int inotify_ = -1;
  int signals_ = -1;
  bool stopping_ = false;
  std::int64_t passes_ = 0;
  std::string last_error_;
};

}  // namespace

int run(int argc, char** argv) {
  // First of all: a SIGTERM that comes while the store opens still ends the daemon well.
  ::sigprocmask(SIG_BLOCK, &ended_by(), nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  try {
    const std::optional<Options> options = read_options(argc, argv);
    if (!options) return 0;
    Daemon daemon(*options);
    return options->once ? daemon.once() : daemon.loop();
  } catch (const Error& error) {
    std::fprintf(stderr, "kontord: %s\n", error.what());
    if (!error.hint().empty()) std::fprintf(stderr, "kontord: hint: %s\n", error.hint().c_str());
    return static_cast<int>(error.fault());
  }
}

}  // namespace kontor::daemon
