// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/checked.h"

#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr std::size_t kMostNodeBytes = 32u << 20;  // kept of one scope; what a busy pass touches
constexpr std::size_t kMostRecords = 20'000;       // kept; some hundred bytes each
constexpr std::size_t kMostListed = 256;  // a longer list is not counted: the cost is its nodes

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string name_of_record(std::string_view kind, std::string_view id) {
  return std::string(kind) + " " + std::string(id);
}

// A record's bytes, or nothing, against what the ledger lists at its path.
void compare(std::string_view kind, std::string_view id, const std::optional<std::string>& bytes,
             const std::optional<Oid>& listed) {
  if (!bytes && !listed) return;
  if (!bytes) rows_altered(name_of_record(kind, id) + " is missing in the store");
  if (!listed) rows_altered(name_of_record(kind, id) + " is not in the ledger");
  if (make_object(ObjectType::kBlob, *bytes + "\n").oid != *listed)
    rows_altered(name_of_record(kind, id) + " differs from the ledger");
}

}  // namespace

void rows_altered(const std::string& what) {
  throw Error(Fault::kTrust, "rows_altered",
              what + ": this store was altered by another program, nothing is built on it",
              "kontor rebuild");
}

bool is_node_of(std::string_view body, const TreeId& id) {
  try {
    return node_id(body) == id;
  } catch (const Error&) {
    return false;  // torn
  }
}

Standing standing_at(const Repository& repository, const Head& head, const std::string& top) {
  Standing out;
  if (head.index == 0) return out;
  const SignedCommit commit = decode_commit(repository.read(parse_oid(head.oid)).bytes);
  const EntryHead entry = parse_entry(commit.commit);
  out.tree = commit.commit.tree;
  if (top.empty()) {
    out.node = TreeId{out.tree, entry.tree};
  } else if (const std::optional<Oid> at = at_path(repository, out.tree, top)) {
    out.node = TreeId{*at, entry.state};
  }
  return out;
}

std::optional<TreeId> signed_tree(const Workspace& hq, const Repository& local,
                                  const std::string& scope) {
  const Head master = hq.head("hq");
  if (master.index == 0) return std::nullopt;
  const Head head = hq.head(scope);
  SignedCommit commit = decode_commit(local.read(parse_oid(master.oid)).bytes);
  if (scope == "hq") {
    verify_entry(commit, pinned_roster(hq), scope);
  } else {
    const auto named = at_path(local, commit.commit.tree, "scopes/" + scope);
    if (!named && head.index == 0) return std::nullopt;
    const std::string bytes = named ? local.read_blob(*named) : std::string();
    if (make_object(ObjectType::kCommit, bytes).oid.text() != head.oid)
      rows_altered("the head of ledger " + scope + " is not the one that the master names");
    commit = decode_commit(bytes);
  }
  const EntryHead entry = parse_entry(commit.commit);
  if (entry.index != head.index || entry.time != head.time)
    rows_altered("the head of ledger " + scope + " is not as its entry says");
  return TreeId{commit.commit.tree, entry.tree};
}

CheckedNodes::CheckedNodes(StoreNodes below, std::string scope, std::string top,
                           std::optional<TreeId> id)
    : below_(std::move(below)), scope_(std::move(scope)), top_(std::move(top)), id_(id) {}

// The signed body of a directory, nullptr for none. The pointer holds until the next call.
const std::string* CheckedNodes::read(std::string_view path) const {
  const auto seen = read_.find(path);
  if (seen != read_.end()) return seen->second ? &*seen->second : nullptr;
  std::optional<TreeId> expected;
  if (path == top_) {
    expected = id_;
  } else if (const std::string* parent = read(parent_of(path))) {
    if (const auto entry = node_entry(*parent, name_of(path)); entry && entry->is_tree)
      expected = entry->id;
  }
  if (!expected) return nullptr;
  std::optional<std::string> body = below_.node(path);
  if (!body || !is_node_of(*body, *expected)) {
    rows_altered("tree node " + scope_ + ":" + std::string(path) +
                 (body ? " differs from the ledger" : " is missing in the store"));
  }
  if (kept_bytes_ + body->size() > kMostNodeBytes) {
    read_.clear();
    kept_bytes_ = 0;
  }
  kept_bytes_ += body->size();
  return &*read_.emplace(std::string(path), std::move(body)).first->second;
}

std::optional<std::string> CheckedNodes::node(std::string_view path) const {
  // A site's root holds no more than its own row of `state`.
  if (path.size() < top_.size() || written_.contains(path)) return below_.node(path);
  const std::string* body = read(path);
  return body ? std::optional(*body) : std::nullopt;
}

void CheckedNodes::put_node(std::string_view path, std::string_view body) {
  below_.put_node(path, body);
  written_.emplace(path);
}

void CheckedNodes::remove_node(std::string_view path) {
  below_.remove_node(path);
  written_.emplace(path);
}

std::optional<TreeId> CheckedNodes::id_at(std::string_view path) const {
  const std::string* body = read(parent_of(path));
  if (!body) return std::nullopt;
  const auto entry = node_entry(*body, name_of(path));
  return entry ? std::optional(entry->id) : std::nullopt;
}

std::size_t CheckedNodes::count_files(std::string_view path, std::size_t most) const {
  const std::optional<std::string> body = node(path);
  std::size_t files = 0;
  std::vector<std::string> below;
  each_entry(body.value_or(""), [&](const NodeEntry& entry) {
    if (!entry.is_tree) {
      ++files;
    } else {
      below.push_back(std::string(path) + "/" + std::string(entry.name));
    }
  });
  for (const std::string& directory : below) {
    if (files > most) break;
    files += count_files(directory, most - files);
  }
  return files;
}

Record CheckedState::get(std::string_view kind, std::string_view id) const {
  std::string key(kind);
  key.append(1, '\0').append(id);
  if (const auto seen = read_.find(key); seen != read_.end()) return seen->second;
  const std::optional<std::string> bytes = store_.get(Layer::kBase, kind, id);
  std::optional<Oid> listed;
  if (has_state_path(id)) {
    if (const auto at = nodes_.id_at(state_path(kind, id))) listed = at->oid;
  }
  compare(kind, id, bytes, listed);
  Record record;
  if (bytes) {
    record = std::make_shared<const Json>(
        parse_json(*bytes, JsonLimits{.depth = 32, .string_bytes = 1u << 20}));
  }
  if (read_.size() >= kMostRecords) read_.clear();
  read_.emplace(std::move(key), record);
  return record;
}

// Whoever searches goes on to read: a row that was planted is met here, not as a hole later.
std::vector<std::string> CheckedState::find(std::string_view kind, std::string_view field,
                                            std::string_view value) const {
  std::vector<std::string> out = store_.find(Layer::kBase, kind, field, value);
  for (const std::string& id : out) static_cast<void>(get(kind, id));
  return out;
}

std::vector<std::string> CheckedState::ids(std::string_view kind) const {
  std::vector<std::string> out = store_.ids(Layer::kBase, kind);
  if (out.size() > kMostListed || listed_.contains(kind)) return out;
  if (nodes_.count_files("state/" + std::string(kind), out.size()) > out.size())
    rows_altered("a " + std::string(kind) + " is missing in the store");
  for (const std::string& id : out) static_cast<void>(get(kind, id));
  listed_.emplace(kind);
  return out;
}

void check_row(const Store& store, std::string_view kind, std::string_view id,
               const std::optional<Oid>& signed_blob) {
  compare(kind, id, store.get(Layer::kBase, kind, id), signed_blob);
}

}  // namespace kontor
