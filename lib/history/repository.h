// SPDX-License-Identifier: Apache-2.0
// A bare git repository on disk (object format sha1, ref format files). The only home of libgit2.
// Packs are written by ourselves: zlib level 1, pack then idx v2, fsync of both and of the
// directory, before any ref moves. Nothing here forces a ref but `replace`, which the vault
// alone uses.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/history/object.h"

namespace kontor {

enum class Swap { kDone, kMoved };  // kMoved: somebody else's value stands there; nothing changed

// Settings that a hub repository gets on creation.
enum class RepositoryUse { kCache, kHistoryHub, kVaultHub };

class Repository {
 public:
  // Error(kNoInput, "no_repository"), Error(kData, "foreign_object_format").
  static Repository open(const std::filesystem::path& path);
  // Makes it (and parents) if absent, then opens. HEAD points to refs/heads/ledger.
  static Repository create(const std::filesystem::path& path, RepositoryUse use);
  static bool exists(const std::filesystem::path& path);

  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  const std::filesystem::path& path() const;

  bool has(const Oid& oid) const;  // looks at new packs too
  std::optional<Object> find(const Oid& oid) const;
  // Error(kTrust, "missing_object" | "corrupt_object") names the id; its bytes are hashed each
  // time.
  Object read(const Oid& oid) const;
  std::string read_blob(const Oid& oid) const;

  // One durable pack of new objects; objects already there may be among them. Empty: nothing.
  // A leftover of an earlier crash (lock, 0-byte object, half pack) is removed first.
  void write_pack(const std::vector<Object>& objects, EntryCache* cache = nullptr);

  std::optional<Oid> ref(
      std::string_view name) const;  // "refs/heads/ledger"; reads the disk each time
  std::map<std::string, Oid> refs(std::string_view prefix) const;
  // Compare-and-swap; `from` empty means "must not exist". Durable when it returns.
  Swap swap(std::string_view name, const std::optional<Oid>& from, const Oid& to);
  Swap remove(std::string_view name, const Oid& from);
  // The vault and caches only: sets whatever stood there.
  void replace(std::string_view name, const Oid& to);

  // Removes stale *.lock, torn refs and temporary files that a crash left; consolidates above 50
  // packs. What it did, a line each, for doctor and the log.
  std::vector<std::string> tidy();

 private:
  struct Impl;
  explicit Repository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Keeps what refs reach, in one pack, and deletes all else at once: the vault after an audience
// shrank. The caller sees to it that nobody writes meanwhile.
void forget_unreachable(Repository& repository);

// Copies everything reachable from `tips` that `to` lacks, as one pack. A tree or commit that `to`
// has is taken as complete. Returns the number of objects copied.
std::size_t copy_objects(const Repository& from, Repository& to, const std::vector<Oid>& tips);

// Blobs that differ between two trees, below `prefix` ("state/"), sorted by path. A zero Oid is an
// absent side (also as whole tree).
struct PathChange {
  std::string path;
  Oid from;
  Oid to;
};
std::vector<PathChange> diff_trees(const Repository& repository, const Oid& from, const Oid& to,
                                   std::string_view prefix);
// The object at a path of a tree; empty when absent.
std::optional<Oid> at_path(const Repository& repository, const Oid& tree, std::string_view path);
// Every blob below a path, sorted.
void walk_blobs(const Repository& repository, const Oid& tree, std::string_view prefix,
                const std::function<void(const std::string& path, const Oid& blob)>& visit);

}  // namespace kontor
