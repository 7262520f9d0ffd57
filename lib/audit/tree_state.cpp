// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/tree_state.h"

#include <algorithm>

#include "lib/audit/clone.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/tree.h"
#include "lib/ledger/sequence.h"

namespace kontor {

Record TreeState::get(std::string_view kind, std::string_view id) const {
  const RecordKey key{std::string(kind), std::string(id)};
  if (const auto known = records_.find(key); known != records_.end()) return known->second;
  if (!is_entity_id(id)) return nullptr;
  std::string bytes;
  if (const auto listed = blobs_.find(kind); listed != blobs_.end()) {
    const auto blob = listed->second.find(key.second);
    if (blob != listed->second.end()) bytes = repository_.read_blob(blob->second);
  } else {
    bytes = file_at(repository_, tree_, state_path(kind, id));
  }
  Record& record = records_[key];
  if (!bytes.empty()) record = std::make_shared<const Json>(parse_json(trim(bytes), kLedgerJson));
  return record;
}

const std::map<std::string, Oid>& TreeState::blobs(std::string_view kind) const {
  if (const auto known = blobs_.find(kind); known != blobs_.end()) return known->second;
  std::map<std::string, Oid>& out = blobs_[std::string(kind)];
  walk_blobs(repository_, tree_, "state/" + std::string(kind),
             [&](const std::string& path, const Oid& blob) {
               const std::optional<StateName> name = parse_state_path(path);
               if (!name) throw Error(Fault::kTrust, "bad_history", path + " is no record");
               out.emplace(name->id, blob);
             });
  return out;
}

std::vector<std::string> TreeState::find(std::string_view kind, std::string_view field,
                                         std::string_view value) const {
  std::vector<std::string> out;
  for (const auto& [id, blob] : blobs(kind)) {
    const Json* member = get(kind, id)->find(field);
    if (member && member->is_string() && member->string() == value) out.push_back(id);
  }
  return out;
}

std::vector<std::string> TreeState::ids(std::string_view kind) const {
  std::vector<std::string> out;
  for (const auto& entry : blobs(kind)) out.push_back(entry.first);
  return out;
}

std::vector<std::string> TreeState::kinds() const {
  std::vector<std::string> out;
  const std::optional<Oid> state = at_path(repository_, tree_, "state");
  if (!state) return out;
  for (const TreeEntry& entry : decode_tree(repository_.read(*state).bytes)) {
    if (entry.is_tree) out.push_back(entry.name);
  }
  return out;
}

}  // namespace kontor
