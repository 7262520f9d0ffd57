// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include <map>
#include <set>

#include "lib/audit/clone.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/operation.h"
#include "lib/claim/explain.h"
#include "lib/history/tree.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

void load_state(const Clone& clone, const Oid& tree, Overlay& state) {
  walk_blobs(clone.repository, tree, "state/", [&](const std::string& path, const Oid& blob) {
    if (const auto name = parse_state_path(path)) {
      state.put(name->kind, name->id,
                parse_json(trim(clone.repository.read_blob(blob)), kLedgerJson));
    }
  });
}

std::string unique_id(const State& state, const std::string& kind, const std::string& prefix) {
  std::vector<std::string> found;
  for (const std::string& id : state.ids(kind)) {
    if (id == prefix) return id;
    if (id.starts_with(prefix)) found.push_back(id);
  }
  if (found.empty())
    throw Error(Fault::kNoInput, "no_record", "no " + kind + " " + prefix + " in the ledger");
  if (found.size() > 1) {
    throw Error(Fault::kUsage, "ambiguous_id",
                kind + " " + prefix + " is ambiguous: " + join(found, ", "), "type more of the id");
  }
  return found.front();
}

// Operation ids anywhere in an explanation or record.
void collect_operations(const Json& value, std::set<std::string>& out) {
  if (value.is_string() && is_operation_id(value.string())) out.insert(value.string());
  if (value.is_array()) {
    for (const Json& item : value.items()) collect_operations(item, out);
  } else if (value.is_object()) {
    for (const auto& member : value.members()) collect_operations(member.second, out);
  }
}

// Finds the set of an operation: sets by replica and last sequence.
class SetIndex {
 public:
  explicit SetIndex(const Clone& clone) : clone_(clone) {
    std::set<Oid> entries;
    for (const ClonedEntry& entry : clone.entries) entries.insert(entry.oid);
    std::set<Oid> seen;
    for (const ClonedEntry& entry : clone.entries) {
      for (const Oid& parent : entry.parents) {
        for (Oid at = parent; !at.zero() && !entries.contains(at) && seen.insert(at).second;) {
          const Commit commit = decode_commit(clone.repository.read(at).bytes).commit;
          const ChangeSetHead head = parse_change_set(commit);
          sets_[head.replica][head.last_seq] = {at, head.first_seq};
          at = commit.parents.empty() ? Oid{} : commit.parents.front();
        }
      }
    }
  }

  std::optional<Json> find(const std::string& id) const {
    const OperationId wanted = parse_operation_id(id);
    auto replica = sets_.find(wanted.replica);
    if (replica == sets_.end()) return std::nullopt;
    auto set = replica->second.lower_bound(wanted.seq);
    if (set == replica->second.end() || set->second.second > wanted.seq) return std::nullopt;
    const Oid tree = decode_commit(clone_.repository.read(set->second.first).bytes).commit.tree;
    const std::string ops =
        clone_.repository.read_blob(at_path(clone_.repository, tree, "ops.jsonl").value());
    for (std::string_view line : operation_lines(ops)) {
      const Operation operation = decode_operation(line);
      if (operation.id.text() != id) continue;
      return Json::object({{"op", id},
                           {"kind", operation.kind},
                           {"at", operation.at},
                           {"actor", operation.actor},
                           {"set", set->second.first.text()}});
    }
    return std::nullopt;
  }

 private:
  const Clone& clone_;
  std::map<std::string, std::map<std::int64_t, std::pair<Oid, std::int64_t>>> sets_;
};

}  // namespace

Json explain_from_clone(const std::string& repository, const std::string& claim) {
  const Clone clone = open_clone(repository, "");
  if (clone.scope != "hq") {
    throw Error(Fault::kUsage, "not_the_master",
                repository + " is the ledger of scope " + clone.scope,
                "claims stand in HQ's ledger: name a clone of hq.git");
  }
  const EmptyState empty;
  Overlay state(empty, all_indexes());
  load_state(clone, clone.entries.back().tree, state);
  const std::string id =
      unique_id(state, "claim", claim.starts_with("claim/") ? claim.substr(6) : claim);
  const Json explanation = claim::explain_claim(state, id);
  std::set<std::string> operations;
  collect_operations(explanation, operations);
  collect_operations(*state.get("claim", id), operations);
  Json list = Json::array();
  const SetIndex sets(clone);
  for (const std::string& operation : operations) {
    if (auto found = sets.find(operation)) list.push(std::move(*found));
  }
  return Json::object({{"claim", id},
                       {"record", *state.get("claim", id)},
                       {"explanation", explanation},
                       {"operations", std::move(list)}});
}

Json show_from_clone(const std::string& repository, const std::string& id, std::int64_t index) {
  const Clone clone = open_clone(repository, "");
  const auto last = static_cast<std::int64_t>(clone.entries.size());
  if (index < 0 || index > last) {
    throw Error(Fault::kNoInput, "no_entry", "the ledger has entries 1 to " + std::to_string(last));
  }
  const ClonedEntry& entry =
      clone.entries[static_cast<std::size_t>((index == 0 ? last : index) - 1)];
  std::optional<Json> found;
  walk_blobs(clone.repository, entry.tree, "state/", [&](const std::string& path, const Oid& blob) {
    const auto name = parse_state_path(path);
    if (!name || found || (name->id != id && name->kind + "/" + name->id != id)) return;
    found = parse_json(trim(clone.repository.read_blob(blob)), kLedgerJson);
  });
  if (!found)
    throw Error(Fault::kNoInput, "no_record", "no record " + id + " at " + place_of(entry));
  return *found;
}

std::vector<Json> log_of_clone(const std::string& repository, std::size_t most) {
  const Clone clone = open_clone(repository, "");
  std::vector<Json> out;
  for (auto entry = clone.entries.rbegin(); entry != clone.entries.rend() && out.size() < most;
       ++entry) {
    Json lines = Json::array();
    if (auto blob = at_path(clone.repository, entry->tree, "entry.jsonl")) {
      const std::string text = clone.repository.read_blob(*blob);
      for (std::string_view line : operation_lines(text)) lines.push(parse_json(line, kLedgerJson));
    }
    out.push_back(Json::object({{"index", entry->head.index},
                                {"oid", entry->oid.text()},
                                {"time", format_instant(entry->head.time)},
                                {"lines", std::move(lines)}}));
  }
  return out;
}

std::string allowed_signers_of_clone(const std::string& repository) {
  const Clone clone = open_clone(repository, "");
  const Oid tree = clone.entries.back().tree;
  const std::optional<Oid> blob = at_path(clone.repository, tree, "roster/allowed_signers");
  if (!blob)
    throw Error(Fault::kTrust, "bad_history", "the head carries no roster/allowed_signers");
  return clone.repository.read_blob(*blob);
}

}  // namespace kontor
