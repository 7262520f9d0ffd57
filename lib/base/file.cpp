// SPDX-License-Identifier: Apache-2.0
#include "lib/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "lib/base/bounded.h"
#include "lib/base/error.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max();

[[noreturn]] void fail(int number, const std::string& what, const std::string& path) {
  const std::string message =
      what + " " + path + ": " + std::error_code(number, std::generic_category()).message();
  Fault fault = Fault::kIo;
  std::string code = "io_failed";
  if (number == ENOENT && what == "read") {
    fault = Fault::kNoInput;
    code = "no_such_file";
  } else if (number == ENOSPC || number == EDQUOT) {
    code = "disk_full";
  } else if (what == "create") {
    fault = Fault::kCannotCreate;
    code = "cannot_create";
  }
  Error error(fault, code, message);
  error.on = path;
  throw error;
}

// Closes at the end of the block; `close` tells of errors that the system reports late.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

mode_t mode_of(Access access) { return access == Access::kPrivate ? 0600 : 0644; }

constexpr int kMostLinks = 40;  // as the system follows

// What hangs under /proc (/dev/stdout, /dev/fd/3) is open already; a rename over the file behind it
// would leave the one that has it open with nothing.
bool is_descriptor(const fs::path& folder) { return folder.string().starts_with("/proc/"); }

// What stands there: a device, a pipe, what another holds open. It is written to, not replaced.
bool is_stream(const std::string& path) {
  struct stat there{};
  if (::stat(path.c_str(), &there) != 0) return false;
  std::error_code failed;
  const fs::path folder = fs::canonical(parent_directory(path), failed);
  return is_descriptor(folder) || !(S_ISREG(there.st_mode) || S_ISDIR(there.st_mode));
}

// Where the links end, be a file there or not.
std::string end_of_links(const std::string& path) {
  fs::path here = path;
  for (int n = 0; n < kMostLinks; ++n) {
    std::error_code failed;
    if (!fs::is_symlink(fs::symlink_status(here, failed))) return here.string();
    if (is_descriptor(fs::canonical(parent_directory(here.string()), failed))) return here.string();
    const fs::path next = fs::read_symlink(here, failed);
    if (failed) break;
    here = here.parent_path() / next;  // of an absolute one the whole
  }
  fail(ELOOP, "create", path);
}

constexpr std::string_view kSide = ".new-";

// A side file is given up when the process that its name tells is gone and nobody holds its lock:
// the second for processes that this one cannot see.
bool given_up(const fs::path& side, std::string_view number) {
  pid_t pid = 0;
  const char* const last = number.data() + number.size();
  const auto [end, problem] = std::from_chars(number.data(), last, pid);
  if (problem != std::errc() || end == last || *end != '-' || pid <= 0) return false;
  if (::kill(pid, 0) == 0 || errno != ESRCH) return false;
  const Descriptor file(::open(side.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  return file.number() >= 0 && ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

// What runs that were killed have left beside the file. A help, so nothing of it fails.
void tidy_beside(const std::string& path) {
  const std::string start = fs::path(path).filename().string() + std::string(kSide);
  std::error_code failed;
  for (fs::directory_iterator at(parent_directory(path), failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(start)) continue;
    if (given_up(at->path(), std::string_view(name).substr(start.size())))
      ::unlink(at->path().c_str());
  }
}

// Unique among the threads of this process and among living processes; a crashed one's leftovers
// are truncated. Empty for what is written to as it stands.
std::string side_name(const std::string& path) {
  if (is_stream(path)) return "";
  static std::atomic<unsigned> count{0};
  return path + std::string(kSide) + std::to_string(::getpid()) + "-" + std::to_string(count++);
}

}  // namespace

void File::write_atomic(const std::string& path, std::string_view bytes, Access access) {
  replace(path, bytes, access);
  sync_directory(parent_directory(path));
}

bool SystemFile::exists(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0;
}

Bytes SystemFile::read(const std::string& path) { return read_upto(path, kWhole); }

Bytes read_upto(const std::string& path, std::size_t most) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(errno, "read", path);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) fail(errno, "read", path);
  // One byte more finds the end at once, and shows that there is more than `most`.
  const std::size_t end = most == kWhole ? kWhole : most + 1;
  Bytes bytes;
  bytes.resize(std::min(end, static_cast<std::size_t>(status.st_size) + 1));
  std::size_t have = 0;
  while (have < end) {
    if (have == bytes.size()) bytes.resize(std::min(end, bytes.size() * 2));  // a pipe, or it grew
    const ssize_t count = ::read(file.number(), bytes.data() + have, bytes.size() - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(errno, "read", path);
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

void SystemFile::replace(const std::string& path, std::string_view bytes, Access access) {
  NewFile file(path, access);
  file.write(bytes);
  file.rename();
}

NewFile::NewFile(std::string path, Access access)
    : path_(end_of_links(path)),
      side_(side_name(path_)),
      // At the end, where another writes into the same file.
      descriptor_(side_.empty() ? ::open(path_.c_str(), O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC)
                                : ::open(side_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                                         mode_of(access))) {
  if (descriptor_ < 0) fail(errno, "create", path_);
  if (side_.empty()) return;
  // While it is held this is no leftover, from wherever another looks.
  static_cast<void>(::flock(descriptor_, LOCK_EX | LOCK_NB));
  struct stat there{};
  if (access == Access::kPrivate || ::stat(path_.c_str(), &there) != 0) return;
  static_cast<void>(!::fchown(descriptor_, there.st_uid, there.st_gid));  // as far as it is allowed
  static_cast<void>(::fchmod(descriptor_, there.st_mode & 07777));
}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!side_.empty()) ::unlink(side_.c_str());
}

void NewFile::write(std::string_view bytes) {
  if (!write_all(descriptor_, bytes)) fail(errno, "write", path_);
}

void NewFile::rename() {
  if (!side_.empty() && ::fsync(descriptor_) != 0) fail(errno, "write", path_);
  const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (closed && (side_.empty() || ::rename(side_.c_str(), path_.c_str()) == 0)) return;
  const int number = errno;
  if (!side_.empty()) ::unlink(side_.c_str());
  fail(number, closed ? "create" : "write", path_);
}

void NewFile::commit() {
  rename();
  if (side_.empty()) return;
  SystemFile().sync_directory(parent_directory(path_));
  tidy_beside(path_);
}

void SystemFile::append(const std::string& path, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (file.number() < 0) fail(errno, "create", path);
  if (!write_all(file.number(), bytes) || ::fsync(file.number()) != 0 || !file.close()) {
    fail(errno, "write", path);
  }
}

void SystemFile::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(errno, "remove", path);
}

void SystemFile::make_directories(const std::string& path, Access access) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(path, error);
  if (error) fail(error.value(), "create", path);
  if (made && access == Access::kPrivate && ::chmod(path.c_str(), 0700) != 0)
    fail(errno, "create", path);
}

void SystemFile::sync_directory(const std::string& path) {
  Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() < 0) fail(errno, "sync", path);
  if (::fsync(directory.number()) != 0) fail(errno, "sync", path);
}

std::string parent_directory(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace kontor
