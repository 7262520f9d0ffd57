// SPDX-License-Identifier: Apache-2.0
#include "lib/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "lib/base/error.h"

namespace kontor {
namespace {

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

// Unique among the threads of this process and among living processes; a crashed one's leftovers
// are truncated.
std::string side_name(const std::string& path) {
  static std::atomic<unsigned> count{0};
  return path + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
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

Bytes SystemFile::read(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(errno, "read", path);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) fail(errno, "read", path);
  Bytes bytes;
  bytes.resize(static_cast<std::size_t>(status.st_size) +
               1);  // one more byte finds the end at once
  std::size_t have = 0;
  for (;;) {
    if (have == bytes.size()) bytes.resize(bytes.size() * 2);  // a pipe, or it grew
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
    : path_(std::move(path)),
      side_(side_name(path_)),
      descriptor_(
          ::open(side_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_of(access))) {
  if (descriptor_ < 0) fail(errno, "create", path_);
}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(side_.c_str());
}

void NewFile::write(std::string_view bytes) {
  if (!write_all(descriptor_, bytes)) fail(errno, "write", path_);
}

void NewFile::rename() {
  if (::fsync(descriptor_) != 0) fail(errno, "write", path_);
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    const int number = errno;
    ::unlink(side_.c_str());
    fail(number, "write", path_);
  }
  if (::rename(side_.c_str(), path_.c_str()) != 0) {
    const int number = errno;
    ::unlink(side_.c_str());
    fail(number, "create", path_);
  }
}

void NewFile::commit() {
  rename();
  SystemFile().sync_directory(parent_directory(path_));
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
