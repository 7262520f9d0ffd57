// SPDX-License-Identifier: Apache-2.0
// The store's rows held against the signed ledger as they are read. HQ signs what follows from its
// rows, and a site builds on them: a row that somebody wrote into the file must stop either, by
// name. A node is checked against its parent's row, the topmost against the signed entry; a record
// against the node that lists it. Searches are not proven complete: `doctor` compares all rows.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lib/change/state.h"
#include "lib/history/repository.h"
#include "lib/history/tree.h"
#include "lib/workspace/take.h"

namespace kontor {

// Error(kTrust, "rows_altered") about `what`, with the way back.
[[noreturn]] void rows_altered(const std::string& what);

bool is_node_of(std::string_view body, const TreeId& id);

// The tree that a head stands for.
struct Standing {
  Oid tree;                    // zero before the first entry
  std::optional<TreeId> node;  // of the topmost directory whose nodes the store keeps
};
Standing standing_at(const Repository& repository, const Head& head, const std::string& top);

// At HQ: the whole tree of a scope's last entry, as the signed master names it. Error(kTrust,
// "rows_altered") when the store remembers another head.
std::optional<TreeId> signed_tree(const Workspace& hq, const Repository& local,
                                  const std::string& scope);

// The nodes of one scope below `top` ("", or "state" where a site keeps no more). Before the first
// entry there is no id, and nothing is listed.
class CheckedNodes final : public NodeStore {
 public:
  CheckedNodes(StoreNodes below, std::string scope, std::string top, std::optional<TreeId> id);
  std::optional<std::string> node(std::string_view path) const override;
  void put_node(std::string_view path, std::string_view body) override;
  void remove_node(std::string_view path) override;

  // The ids of the file or directory at a path; empty when the tree has none.
  std::optional<TreeId> id_at(std::string_view path) const;
  // Files below a directory; stops counting above `most`.
  std::size_t count_files(std::string_view path, std::size_t most) const;

 private:
  const std::string* read(std::string_view path) const;

  StoreNodes below_;
  std::string scope_;
  std::string top_;
  std::optional<TreeId> id_;
  std::set<std::string, std::less<>> written_;  // by us since: the signed entry is older
  mutable std::map<std::string, std::optional<std::string>, std::less<>> read_;
  mutable std::size_t kept_bytes_ = 0;
};

// The base of HQ's store; `nodes` are the master's.
class CheckedState final : public State {
 public:
  CheckedState(const Store& store, const CheckedNodes& nodes) : store_(store), nodes_(nodes) {}
  Record get(std::string_view kind, std::string_view id) const override;
  std::vector<std::string> find(std::string_view kind, std::string_view field,
                                std::string_view value) const override;
  std::vector<std::string> ids(std::string_view kind) const override;

 private:
  const Store& store_;
  const CheckedNodes& nodes_;
  mutable std::unordered_map<std::string, Record> read_;
  mutable std::set<std::string, std::less<>> listed_;  // kinds
};

// Compares one base row, or its absence, with the id that the ledger has for it.
void check_row(const Store& store, std::string_view kind, std::string_view id,
               const std::optional<Oid>& signed_blob);

}  // namespace kontor
