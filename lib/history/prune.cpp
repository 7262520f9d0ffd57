// SPDX-License-Identifier: Apache-2.0
// Forgetting: what no ref reaches is gone from the disk. Nobody may write into the repository
// meanwhile.
#include <filesystem>
#include <set>

#include "lib/base/error.h"
#include "lib/history/pack.h"
#include "lib/history/repository.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

// Reachable objects, children before parents.
class Reachable {
 public:
  explicit Reachable(const Repository& repository) : repository_(repository) {}

  void commit(const Oid& tip) {
    std::vector<Oid> waiting{tip};
    while (!waiting.empty()) {
      const Oid oid = waiting.back();
      waiting.pop_back();
      if (!seen_.insert(oid).second) continue;
      Object object = repository_.read(oid);
      const SignedCommit commit = decode_commit(object.bytes);
      tree(commit.commit.tree);
      for (const Oid& parent : commit.commit.parents) waiting.push_back(parent);
      objects_.push_back(std::move(object));
    }
  }

  std::vector<Object> take() { return std::move(objects_); }

 private:
  void tree(const Oid& oid) {
    if (!seen_.insert(oid).second) return;
    Object object = repository_.read(oid);
    for (const TreeEntry& entry : decode_tree(object.bytes)) {
      if (entry.is_tree) {
        tree(entry.oid);
      } else if (seen_.insert(entry.oid).second) {
        objects_.push_back(repository_.read(entry.oid));
      }
    }
    objects_.push_back(std::move(object));
  }

  const Repository& repository_;
  std::set<Oid> seen_;
  std::vector<Object> objects_;
};

std::vector<fs::path> files_of(const fs::path& objects) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(objects)) {
    if (entry.is_regular_file()) out.push_back(entry.path());
  }
  return out;
}

}  // namespace

void forget_unreachable(Repository& repository) {
  Reachable reachable(repository);
  for (const auto& [name, tip] : repository.refs("refs/")) reachable.commit(tip);
  const fs::path objects = repository.path() / "objects";
  const std::vector<fs::path> old = files_of(objects);
  std::set<std::string> kept;
  std::vector<Object> all = reachable.take();
  if (!all.empty()) {
    PackStream stream(objects / "pack");
    for (const Object& object : all) stream.add(object);
    const std::string stem = stream.finish();
    kept = {stem + ".pack", stem + ".idx"};
  }
  std::error_code ignored;
  // The index goes first: without it stock git does not look at the pack.
  for (const char* ending : {".idx", ""}) {
    for (const fs::path& file : old) {
      if (kept.contains(file.filename().string()) || !file.string().ends_with(ending)) continue;
      if (file.parent_path().filename() == "info") continue;
      fs::remove(file, ignored);
    }
  }
}

}  // namespace kontor
