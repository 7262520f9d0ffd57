// SPDX-License-Identifier: Apache-2.0
// Walks over stored trees and commits: what tree.cpp does over nodes, these do over objects.
#include <algorithm>
#include <unordered_set>

#include "lib/base/error.h"
#include "lib/history/pack.h"
#include "lib/history/repository.h"

namespace kontor {
namespace {

// Deeper than any path Kontor writes (state/{kind}/{2}/{2}/{id}.json); a bound for hostile trees.
constexpr int kMaxTreeDepth = 16;

std::vector<TreeEntry> tree_at(const Repository& repository, const Oid& oid) {
  if (oid.zero()) return {};
  const Object object = repository.read(oid);
  if (object.type != ObjectType::kTree) {
    throw Error(Fault::kTrust, "not_a_tree", "object " + oid.text() + " is not a tree");
  }
  return decode_tree(object.bytes);
}

void check_depth(int depth) {
  if (depth > kMaxTreeDepth) {
    throw Error(Fault::kData, "tree_too_deep",
                "a tree is nested deeper than " + std::to_string(kMaxTreeDepth));
  }
}

// Copies depth first and children first: a crash between two packs leaves no commit or tree in `to`
// that lacks a part.
class Copy {
 public:
  Copy(const Repository& from, Repository& to)
      : from_(from), to_(to), writer_(to.path() / "objects" / "pack") {}

  void from_tip(const Oid& tip);
  std::size_t finish() {
    if (count_ > 0) writer_.finish();
    return count_;
  }

 private:
  struct Open {     // an object whose parts are being copied
    Object object;  // a commit's without bytes: a long history would lie on the stack whole
    std::vector<Oid> parts;
    std::size_t next = 0;
  };
  void enter(const Oid& oid);
  static std::vector<Oid> parts_of(const Object& object);

  const Repository& from_;
  Repository& to_;
  PackWriter writer_;
  std::unordered_set<Oid> seen_;
  std::vector<Open> stack_;
  std::size_t count_ = 0;
};

std::vector<Oid> Copy::parts_of(const Object& object) {
  std::vector<Oid> parts;
  if (object.type == ObjectType::kTree) {
    for (const TreeEntry& entry : decode_tree(object.bytes)) parts.push_back(entry.oid);
  } else if (object.type == ObjectType::kCommit) {
    Commit commit = decode_commit(object.bytes).commit;
    parts = std::move(commit.parents);
    parts.push_back(commit.tree);
  }
  return parts;
}

void Copy::enter(const Oid& oid) {
  if (!seen_.insert(oid).second || to_.has(oid)) return;
  Object object = from_.read(oid);
  std::vector<Oid> parts = parts_of(object);
  if (object.type == ObjectType::kCommit) std::string().swap(object.bytes);
  stack_.push_back({std::move(object), std::move(parts)});
}

void Copy::from_tip(const Oid& tip) {
  enter(tip);
  while (!stack_.empty()) {
    Open& top = stack_.back();
    if (top.next < top.parts.size()) {
      enter(top.parts[top.next++]);
      continue;
    }
    writer_.add(top.object.bytes.empty() ? from_.read(top.object.oid) : top.object);
    ++count_;
    stack_.pop_back();
  }
}

class Difference {
 public:
  Difference(const Repository& repository, std::vector<PathChange>& out)
      : repository_(repository), out_(out) {}

  void trees(const Oid& from, const Oid& to, const std::string& path, int depth);

 private:
  static Oid part(const TreeEntry* entry, bool is_tree) {
    return entry != nullptr && entry->is_tree == is_tree ? entry->oid : Oid{};
  }
  void entries(const TreeEntry* from, const TreeEntry* to, const std::string& path, int depth);

  const Repository& repository_;
  std::vector<PathChange>& out_;
};

void Difference::entries(const TreeEntry* from, const TreeEntry* to, const std::string& path,
                         int depth) {
  const Oid old_blob = part(from, false);
  const Oid new_blob = part(to, false);
  if (old_blob != new_blob) out_.push_back({path, old_blob, new_blob});
  trees(part(from, true), part(to, true), path + "/", depth + 1);
}

void Difference::trees(const Oid& from, const Oid& to, const std::string& path, int depth) {
  if (from == to) return;
  check_depth(depth);
  const auto by_name = [](const TreeEntry& a, const TreeEntry& b) { return a.name < b.name; };
  std::vector<TreeEntry> a = tree_at(repository_, from);
  std::vector<TreeEntry> b = tree_at(repository_, to);
  std::sort(a.begin(), a.end(), by_name);
  std::sort(b.begin(), b.end(), by_name);
  auto i = a.cbegin();
  auto j = b.cbegin();
  while (i != a.cend() || j != b.cend()) {
    const bool take_a = j == b.cend() || (i != a.cend() && i->name <= j->name);
    const bool take_b = i == a.cend() || (j != b.cend() && j->name <= i->name);
    const std::string name = path + (take_a ? i->name : j->name);
    entries(take_a ? &*i : nullptr, take_b ? &*j : nullptr, name, depth);
    if (take_a) ++i;
    if (take_b) ++j;
  }
}

// The tree below a prefix ("state/", "state"; "" is the tree itself); zero when absent.
Oid subtree(const Repository& repository, const Oid& tree, std::string_view prefix) {
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  if (prefix.empty() || tree.zero()) return tree;
  const auto found = at_path(repository, tree, prefix);
  if (!found) return {};
  const auto object = repository.find(*found);
  return object && object->type == ObjectType::kTree ? *found : Oid{};
}

std::string directory_prefix(std::string_view prefix) {
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return prefix.empty() ? std::string() : std::string(prefix) + "/";
}

using Visit = std::function<void(const std::string& path, const Oid& blob)>;

// Git's order of entries is the order of whole paths, so this is sorted as it goes.
void walk(const Repository& repository, const Oid& tree, const std::string& path, int depth,
          const Visit& visit) {
  check_depth(depth);
  for (const TreeEntry& entry : tree_at(repository, tree)) {
    if (entry.is_tree) {
      walk(repository, entry.oid, path + entry.name + "/", depth + 1, visit);
    } else {
      visit(path + entry.name, entry.oid);
    }
  }
}

}  // namespace

std::size_t copy_objects(const Repository& from, Repository& to, const std::vector<Oid>& tips) {
  Copy copy(from, to);
  for (const Oid& tip : tips) copy.from_tip(tip);
  return copy.finish();
}

std::vector<PathChange> diff_trees(const Repository& repository, const Oid& from, const Oid& to,
                                   std::string_view prefix) {
  std::vector<PathChange> changes;
  Difference(repository, changes)
      .trees(subtree(repository, from, prefix), subtree(repository, to, prefix),
             directory_prefix(prefix), 0);
  std::sort(changes.begin(), changes.end(),
            [](const PathChange& a, const PathChange& b) { return a.path < b.path; });
  return changes;
}

std::optional<Oid> at_path(const Repository& repository, const Oid& tree, std::string_view path) {
  Oid here = tree;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    const std::vector<TreeEntry> entries = tree_at(repository, here);
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const TreeEntry& candidate) {
          return candidate.name == name && (slash == std::string_view::npos || candidate.is_tree);
        });
    if (entry == entries.end()) return std::nullopt;
    if (slash == std::string_view::npos) return entry->oid;
    here = entry->oid;
    path.remove_prefix(slash + 1);
  }
}

void walk_blobs(const Repository& repository, const Oid& tree, std::string_view prefix,
                const std::function<void(const std::string& path, const Oid& blob)>& visit) {
  walk(repository, subtree(repository, tree, prefix), directory_prefix(prefix), 0, visit);
}

}  // namespace kontor
