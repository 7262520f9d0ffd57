// SPDX-License-Identifier: Apache-2.0
// The system calls of the pack and ref writers. Everything that changes the disk passes through
// here, so that a test can kill or fail the k-th of them. Failures are Error(kIo), a full disk
// "disk_full".
//
// A file in the making is `tmp_kontor_<pid>_<n>` (stock git takes the prefix tmp_ in objects/pack
// for garbage, never for data) and is flock'ed by its maker: who gets the lock knows the maker is
// gone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::disk {

namespace fs = std::filesystem;

// Called before each changing call ("open", "write", "sync", "rename", "unlink", "mkdir", "link").
class Watch {
 public:
  virtual ~Watch() = default;
  virtual void before(std::string_view call, const fs::path& path) = 0;
};
// Of this thread; nullptr: nobody. Returns the one before.
Watch* set_watch(Watch* watch);

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// Empty when there is no such file (or it is a directory).
std::optional<std::string> read_file(const fs::path& path);
std::vector<std::string> list_directory(const fs::path& path);  // names, sorted; absent: none
bool file_exists(const fs::path& path);
bool is_directory(const fs::path& path);
struct Status {
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;
};
std::optional<Status> status(const fs::path& path);
std::int64_t now_ns();
void pause_ms(long milliseconds);

// A whole file in memory, unchanged while it stands.
class Mapping {
 public:
  explicit Mapping(const fs::path& path);  // absent: Error(kIo)
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

class Temporary {
 public:
  explicit Temporary(const fs::path& directory);
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();  // unlinks it unless it was renamed

  const fs::path& path() const { return path_; }
  void write(std::string_view bytes);
  void write_at(std::uint64_t offset, std::string_view bytes);
  void sync();
  void read_only();
  void rename_to(const fs::path& target);  // the caller syncs the directory
  bool link_to(const fs::path& target);    // false: something stands there

 private:
  fs::path path_;
  Descriptor fd_;
  bool renamed_ = false;
};

void sync_directory(const fs::path& path);
// Makes missing directories; each is durable in its parent.
void make_directories(const fs::path& path);
bool unlink_file(const fs::path& path);  // false: absent
// Durable replacement of a small file.
void write_file(const fs::path& path, std::string_view bytes, const fs::path& temporary_directory);

// flock(2) of a file that stays. Released when destroyed or when the process dies.
class Lock {
 public:
  // Waits at most `timeout_ms`; not held then: Error(kTemporary, "busy").
  Lock(const fs::path& path, int timeout_ms);
  static std::optional<Lock> try_lock(const fs::path& path);

 private:
  explicit Lock(Descriptor fd) : fd_(std::move(fd)) {}
  Descriptor fd_;
};

// Removes temporary files whose maker is gone; returns their names.
std::vector<std::string> remove_abandoned(const fs::path& directory);
// Made before the machine started (its maker cannot live), or more than `age_seconds` ago.
bool outlived(const Status& status, std::int64_t age_seconds);

}  // namespace kontor::disk
