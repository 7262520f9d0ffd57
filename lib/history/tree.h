// SPDX-License-Identifier: Apache-2.0
// The incremental tree of a scope: git's sha1 ids, and beside them the sha256 ids that the same
// tree has in a repository of object format sha256 (stock git is the second implementation). Cost
// of a change is the path of nodes above it. A node is a directory: sorted entries (name, is_tree,
// sha1, sha256), kept by a NodeStore.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/history/object.h"

namespace kontor {

// Where the nodes of one scope's tree are kept, by directory path ("" is the root,
// "state/lead/3f").
class NodeStore {
 public:
  virtual ~NodeStore() = default;
  virtual std::optional<std::string> node(std::string_view path) const = 0;
  virtual void put_node(std::string_view path, std::string_view body) = 0;
  virtual void remove_node(std::string_view path) = 0;
};
class MemoryNodeStore : public NodeStore {
 public:
  std::optional<std::string> node(std::string_view path) const override;
  void put_node(std::string_view path, std::string_view body) override;
  void remove_node(std::string_view path) override;

 private:
  std::map<std::string, std::string, std::less<>> nodes_;
};

struct TreeId {
  Oid oid;  // sha1
  Sha256 sha256{};
  friend bool operator==(const TreeId&, const TreeId&) = default;
};

// path -> new bytes, or nothing to remove.
using FileChanges = std::map<std::string, std::optional<std::string>>;

// Applies the changes to the nodes and appends the new blobs and trees to `objects` (nullptr: ids
// only). Returns the id of the root. An empty directory disappears; removing what is absent is
// Error(kBug).
TreeId update_tree(NodeStore& nodes, const FileChanges& changes, std::vector<Object>* objects);
// The id of a directory as the nodes stand; the empty tree's for an absent one.
TreeId directory_id(const NodeStore& nodes, std::string_view path);
// The id of a blob of these bytes in both formats.
TreeId blob_id(std::string_view bytes);

// What a node says, without the rows around it. Error(kData, "bad_node") for a torn body.
struct NodeEntry {
  std::string_view name;
  bool is_tree = false;
  TreeId id;
};
TreeId node_id(std::string_view body);
std::optional<NodeEntry> node_entry(std::string_view body, std::string_view name);
void each_entry(std::string_view body, const std::function<void(const NodeEntry&)>& visit);

// Named things (is_site_slug and not is_id) lie flat: state/offer/autumn.json,
// state/outlet/nord/mitte.json. All else by SHA-256(id): state/{kind}/{2 hex}/{2 hex}/{id}.json,
// hex digits 1-2 and 3-4 of the digest.
std::string state_path(std::string_view kind, std::string_view id);
bool has_state_path(std::string_view id);
struct StateName {
  std::string kind;
  std::string id;
};
std::optional<StateName> parse_state_path(std::string_view path);

// The id that state/ has when it holds exactly these records, computed from nothing else: what
// `status` and `doctor` compute from a store's rows.
class StateIdBuilder {
 public:
  void add(std::string_view kind, std::string_view id, std::string_view bytes);
  TreeId finish();

 private:
  std::vector<std::pair<std::string, TreeId>> files_;  // path below state/
};

}  // namespace kontor
