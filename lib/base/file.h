// SPDX-License-Identifier: Apache-2.0
// The few file calls whose order decides what survives a crash. Tests replace them to fail or stop
// at the k-th call. Errors name the path: Error(kNoInput, "no_such_file"), (kCannotCreate,
// "cannot_create"), (kIo, "io_failed"; "disk_full" when there is no room).
#pragma once

#include <string>
#include <string_view>

#include "lib/base/id.h"

namespace kontor {

enum class Access {
  kShared,   // 0644 less the umask
  kPrivate,  // 0600: keys, secrets
};

class File {
 public:
  virtual ~File() = default;

  virtual bool exists(const std::string& path) = 0;
  virtual Bytes read(const std::string& path) = 0;
  // Written beside `path` under a name of its own, synced, then renamed over it: a reader sees the
  // old bytes or the new ones. The name itself is durable only after sync_directory.
  virtual void replace(const std::string& path, std::string_view bytes, Access access) = 0;
  // At the end of the file, which it makes if absent; synced.
  virtual void append(const std::string& path, std::string_view bytes) = 0;
  virtual void remove(const std::string& path) = 0;  // absent is well
  virtual void make_directories(const std::string& path, Access access) = 0;
  virtual void sync_directory(const std::string& path) = 0;

  // replace and sync_directory of the parent: after it returns, a power cut loses nothing.
  void write_atomic(const std::string& path, std::string_view bytes,
                    Access access = Access::kShared);
};

class SystemFile : public File {
 public:
  bool exists(const std::string& path) override;
  Bytes read(const std::string& path) override;
  void replace(const std::string& path, std::string_view bytes, Access access) override;
  void append(const std::string& path, std::string_view bytes) override;
  void remove(const std::string& path) override;
  void make_directories(const std::string& path, Access access) override;
  void sync_directory(const std::string& path) override;
};

// A file that is written piece by piece and stands under its name only once it is whole: until
// commit() a reader sees what was there before, and nothing is left of one that has none.
class NewFile {
 public:
  explicit NewFile(std::string path, Access access = Access::kShared);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes);
  // Synced, and renamed over what was there; nothing can be written after it.
  void rename();
  void commit();  // and the name is durable

 private:
  const std::string path_;
  const std::string side_;
  int descriptor_;  // -1: committed
};

// "a/b/c" -> "a/b"; "c" -> "."; "/c" -> "/".
std::string parent_directory(const std::string& path);

}  // namespace kontor
