// SPDX-License-Identifier: Apache-2.0
#include "lib/history/disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>

#include "lib/base/error.h"

namespace kontor::disk {
namespace {

constexpr std::string_view kTemporaryPrefix = "tmp_kontor_";
constexpr std::int64_t kNanoseconds = 1'000'000'000;

thread_local Watch* watch_of_thread = nullptr;

void announce(std::string_view call, const fs::path& path) {
  if (watch_of_thread != nullptr) watch_of_thread->before(call, path);
}

[[noreturn]] void fail(const char* what, const fs::path& path, int code) {
  const bool full = code == ENOSPC || code == EDQUOT;
  throw Error(Fault::kIo, full ? "disk_full" : "io_failed",
              std::string("cannot ") + what + " " + path.string() + ": " +
                  std::generic_category().message(code));
}

std::int64_t clock_ns(clockid_t id) {
  timespec now{};
  ::clock_gettime(id, &now);
  return now.tv_sec * kNanoseconds + now.tv_nsec;
}

void write_all(int fd, const fs::path& path, std::string_view bytes,
               std::optional<std::uint64_t> offset) {
  announce("write", path);
  while (!bytes.empty()) {
    const ssize_t done = offset
                             ? ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(*offset))
                             : ::write(fd, bytes.data(), bytes.size());
    if (done < 0) {
      if (errno == EINTR) continue;
      fail("write", path, errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(done));
    if (offset) *offset += static_cast<std::uint64_t>(done);
  }
}

void sync_fd(int fd, const fs::path& path) {
  announce("sync", path);
  if (::fsync(fd) != 0) fail("sync", path, errno);
}

Descriptor open_lock_file(const fs::path& path) {
  Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!fd.open()) fail("open", path, errno);
  return fd;
}

}  // namespace

Watch* set_watch(Watch* watch) {
  Watch* before = watch_of_thread;
  watch_of_thread = watch;
  return before;
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::optional<std::string> read_file(const fs::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.open()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail("open", path, errno);
  }
  std::string bytes;
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer, sizeof buffer);
    if (got == 0) return bytes;
    if (got > 0) {
      bytes.append(buffer, static_cast<std::size_t>(got));
    } else if (errno == EISDIR) {
      return std::nullopt;
    } else if (errno != EINTR) {
      fail("read", path, errno);
    }
  }
}

std::vector<std::string> list_directory(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator i(path, code), end; !code && i != end; i.increment(code)) {
    names.push_back(i->path().filename().string());
  }
  if (code && code != std::errc::no_such_file_or_directory) fail("list", path, code.value());
  std::sort(names.begin(), names.end());
  return names;
}

bool file_exists(const fs::path& path) { return ::access(path.c_str(), F_OK) == 0; }

bool is_directory(const fs::path& path) {
  std::error_code code;
  return fs::is_directory(path, code);
}

std::optional<Status> status(const fs::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return Status{static_cast<std::uint64_t>(found.st_size),
                found.st_mtim.tv_sec * kNanoseconds + found.st_mtim.tv_nsec};
}

std::int64_t now_ns() { return clock_ns(CLOCK_REALTIME); }

void pause_ms(long milliseconds) {
  const timespec pause{0, milliseconds * 1'000'000};
  ::nanosleep(&pause, nullptr);
}

Mapping::Mapping(const fs::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat found{};
  if (!fd.open() || ::fstat(fd.get(), &found) != 0) fail("open", path, errno);
  size_ = static_cast<std::size_t>(found.st_size);
  if (size_ == 0) return;
  void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (address == MAP_FAILED) fail("map", path, errno);
  data_ = static_cast<const char*>(address);
}

Mapping::~Mapping() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Temporary::Temporary(const fs::path& directory) {
  static std::atomic<std::uint64_t> counter{0};
  const std::string stem = std::string(kTemporaryPrefix) + std::to_string(::getpid()) + "_";
  for (;;) {
    path_ = directory / (stem + std::to_string(++counter));
    announce("open", path_);
    fd_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!fd_.open()) {
      if (errno == EEXIST) continue;
      fail("create", path_, errno);
    }
    struct stat found{};
    if (::flock(fd_.get(), LOCK_EX) != 0 || ::fstat(fd_.get(), &found) != 0) {
      fail("lock", path_, errno);
    }
    // remove_abandoned of another process may have come between open and flock.
    if (found.st_nlink > 0) return;
  }
}

Temporary::~Temporary() {
  if (!renamed_) ::unlink(path_.c_str());
}

void Temporary::write(std::string_view bytes) { write_all(fd_.get(), path_, bytes, std::nullopt); }

void Temporary::write_at(std::uint64_t offset, std::string_view bytes) {
  write_all(fd_.get(), path_, bytes, offset);
}

void Temporary::sync() { sync_fd(fd_.get(), path_); }

void Temporary::read_only() {
  if (::fchmod(fd_.get(), 0444) != 0) fail("protect", path_, errno);
}

void Temporary::rename_to(const fs::path& target) {
  announce("rename", target);
  if (::rename(path_.c_str(), target.c_str()) != 0) fail("write", target, errno);
  renamed_ = true;
}

bool Temporary::link_to(const fs::path& target) {
  announce("link", target);
  if (::link(path_.c_str(), target.c_str()) == 0) return true;
  if (errno == EEXIST) return false;
  fail("create", target, errno);
}

void sync_directory(const fs::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.open()) fail("open", path, errno);
  sync_fd(fd.get(), path);
}

void make_directories(const fs::path& path) {
  if (path.empty() || file_exists(path)) return;
  const fs::path parent = path.parent_path();
  if (parent != path) make_directories(parent);
  announce("mkdir", path);
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) {
    throw Error(Fault::kCannotCreate, "cannot_create",
                "cannot create " + path.string() + ": " + std::generic_category().message(errno));
  }
  sync_directory(parent.empty() ? fs::path(".") : parent);
}

bool unlink_file(const fs::path& path) {
  announce("unlink", path);
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  fail("remove", path, errno);
}

void write_file(const fs::path& path, std::string_view bytes, const fs::path& temporary_directory) {
  Temporary temporary(temporary_directory);
  temporary.write(bytes);
  temporary.sync();
  temporary.rename_to(path);
  sync_directory(path.parent_path());
}

Lock::Lock(const fs::path& path, int timeout_ms) : fd_(open_lock_file(path)) {
  const std::int64_t deadline = clock_ns(CLOCK_MONOTONIC) + std::int64_t{timeout_ms} * 1'000'000;
  while (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) fail("lock", path, errno);
    if (clock_ns(CLOCK_MONOTONIC) > deadline) {
      throw Error(Fault::kTemporary, "busy", path.string() + " is held by another process");
    }
    pause_ms(1);
  }
}

std::optional<Lock> Lock::try_lock(const fs::path& path) {
  Descriptor fd = open_lock_file(path);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return Lock(std::move(fd));
}

std::vector<std::string> remove_abandoned(const fs::path& directory) {
  std::vector<std::string> removed;
  for (const std::string& name : list_directory(directory)) {
    if (!name.starts_with(kTemporaryPrefix)) continue;
    const fs::path path = directory / name;
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.open() || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) continue;
    if (unlink_file(path)) removed.push_back(name);
  }
  return removed;
}

bool outlived(const Status& status, std::int64_t age_seconds) {
  const std::int64_t now = now_ns();
  const std::int64_t started = now - clock_ns(CLOCK_BOOTTIME);
  return status.modified_ns < started || status.modified_ns < now - age_seconds * kNanoseconds;
}

}  // namespace kontor::disk
