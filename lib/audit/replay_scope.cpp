// SPDX-License-Identifier: Apache-2.0
// What one scope's clone proves alone: signatures, rights, chains, completeness of verdicts, state
// ids, and the local operations replayed. Requests and effects rest on HQ's signature and are
// counted as such.
#include <algorithm>
#include <set>

#include "lib/audit/replay.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/judge.h"
#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

const JsonLimits kLedgerJson{.size_bytes = 64u << 20, .depth = 32, .string_bytes = 1u << 20};

[[noreturn]] void differs(const std::string& place, const std::string& why) {
  throw Error(Fault::kTrust, "recomputation_differs", place + ": " + why,
              "keep the clone as evidence");
}

class ScopeReplay {
 public:
  ScopeReplay(const Clone& clone, const CheckedSignatures& signatures, AuditReport& report)
      : clone_(clone), signatures_(signatures), report_(report), records_(empty_, all_indexes()) {
    view_.ledger = clone.roster.genesis.ledger();
    view_.records = &records_;
    view_.entry = [this](const std::string& scope, std::int64_t index) -> std::optional<Tip> {
      if (scope != clone_.scope || index < 1 || index > done_) return std::nullopt;
      const ClonedEntry& entry = clone_.entries[static_cast<std::size_t>(index - 1)];
      return Tip{index, entry.oid, entry.head.time};
    };
    view_.checked_signature = [this](const Oid& oid, const SignedCommit&, const PublicKey& key) {
      auto found = signatures_.find(oid);
      return found != signatures_.end() && found->second == key;
    };
  }

  void entry(const ClonedEntry& recorded) {
    check_sequencer(clone_, recorded, signatures_);
    const Oid tree = recorded.commit.commit.tree;
    check_ids(recorded, tree);
    const std::vector<Intake> sets = sets_of(clone_, recorded, view_);
    std::map<std::string, const Intake*> waiting;  // operation id -> its set
    std::map<std::string, std::string> lines;
    for (const Intake& set : sets) {
      std::int64_t seq = set.head.first_seq;
      for (std::string_view line : operation_lines(set.ops)) {
        const std::string id = OperationId{set.head.replica, set.head.incarnation, seq++}.text();
        waiting[id] = &set;
        lines[id] = line;
      }
    }
    replay_lines(recorded, tree, waiting, lines);
    if (!waiting.empty())
      differs(place_of(recorded), "operation " + waiting.begin()->first + " is left out");
    settle(recorded, tree);
    for (const Intake& set : sets) note_head(set);
    ++report_.entries;
    report_.sets += static_cast<std::int64_t>(sets.size());
    done_ = recorded.head.index;
    previous_tree_ = tree;
  }

 private:
  // Both sha256 ids, recomputed from the tree that the commit names.
  void check_ids(const ClonedEntry& recorded, const Oid& tree) {
    FileChanges files;
    changed_.clear();
    for (const PathChange& change : diff_trees(clone_.repository, previous_tree_, tree, "")) {
      if (change.to.zero()) {
        files[change.path] = std::nullopt;
      } else {
        files[change.path] = clone_.repository.read_blob(change.to);
      }
      if (change.path.starts_with("state/")) changed_[change.path] = files[change.path];
    }
    const TreeId id = update_tree(nodes_, files, nullptr);
    if (id.oid != tree) differs(place_of(recorded), "its tree is not what its files give");
    if (id.sha256 != recorded.head.tree)
      differs(place_of(recorded), "trailer Tree is not the tree's id");
    if (directory_id(nodes_, "state").sha256 != recorded.head.state) {
      differs(place_of(recorded), "trailer State is not the state's id");
    }
  }

  void replay_lines(const ClonedEntry& recorded, const Oid& tree,
                    std::map<std::string, const Intake*>& waiting,
                    const std::map<std::string, std::string>& lines) {
    effects_.clear();
    written_.clear();
    const auto blob = at_path(clone_.repository, tree, "entry.jsonl");
    const std::string text = blob ? clone_.repository.read_blob(*blob) : std::string();
    const std::vector<std::string_view> all = operation_lines(text);
    for (std::string_view line : all) {
      const Json json = parse_json(line, kLedgerJson);
      if (json.str("t") != "effect") continue;
      for (const Json& path : json.list("paths")) effects_.insert(path.string());
    }
    for (std::string_view line : all) {
      const Json json = parse_json(line, kLedgerJson);
      if (json.str("t") == "effect") {
        ++report_.on_hq_signature;
        for (const Json& path : json.list("paths")) put_recorded(path.string());
        continue;
      }
      const std::string id = json.str("id");
      auto set = waiting.find(id);
      if (set == waiting.end())
        differs(place_of(recorded), "operation " + id + " is in no set of this entry");
      replay_operation(recorded, *set->second, id, lines.at(id), json);
      waiting.erase(set);
    }
  }

  void replay_operation(const ClonedEntry& recorded, const Intake& set, const std::string& id,
                        const std::string& line, const Json& verdict) {
    ++report_.operations;
    const bool accepted = verdict.str("verdict") == "accepted";
    ++(accepted ? report_.accepted : report_.rejected);
    if (!accepted) put_recorded(state_path("rejection", id));
    Operation operation;
    try {
      operation = decode_operation(line);
    } catch (const Error&) {
      if (accepted)
        differs(place_of(recorded), "operation " + id + " is malformed and recorded as accepted");
      return;
    }
    const OperationRow* row = find_operation(operation.kind);
    const Record replica = records_.get("replica", set.head.replica);
    Context context;
    context.ledger = view_.ledger;
    context.scope = clone_.scope;
    context.replica = set.head.replica;
    context.role = replica->str("role");
    context.outlet = replica->str_or("outlet");
    context.time = recorded.head.time;
    Instant seen{};
    if (auto tip = view_.entry(clone_.scope, set.head.seen_index)) seen = tip->time;
    context.rule_time = std::min(std::max(operation.claimed(), seen), recorded.head.time);
    if (accepted && (row->roles & parse_role(context.role)) == 0) {
      differs(place_of(recorded), "operation " + id + ": recorded as accepted, but the role " +
                                      context.role + " may not issue " + operation.kind);
    }
    if (row->cls == Class::kRequest) {
      ++report_.on_hq_signature;
      return;
    }
    Overlay step(records_, all_indexes());
    const Outcome outcome = judge(step, operation, context, Seat::kScope);
    // An id may be taken by what this scope cannot see; that alone HQ decides with other eyes.
    if (outcome.accepted() != accepted) {
      const bool beyond = !accepted && (verdict.str_or("reason") == "id_taken" ||
                                        verdict.str_or("reason") == "replica_retired");
      if (beyond || !effects_.empty()) {
        ++report_.on_hq_signature;
        return;
      }
      differs(place_of(recorded),
              "operation " + id + ": recorded as " + (accepted ? "accepted" : "rejected") +
                  ", computed as " +
                  (outcome.accepted() ? "accepted" : "rejected (" + outcome.reason + ")"));
    }
    if (!accepted) return;
    if (!operation.retry_of.empty()) put_recorded(state_path("rejection", operation.retry_of));
    for (const auto& [key, record] : step.changes()) written_.insert(key);
    records_.absorb(step);
  }

  // Sets a record to what the entry's tree says.
  void put_recorded(const std::string& path) {
    const std::optional<StateName> name = parse_state_path(path);
    auto change = changed_.find(path);
    if (!name || change == changed_.end()) return;
    if (change->second) {
      records_.put(name->kind, name->id, parse_json(trim(*change->second), kLedgerJson));
    } else {
      records_.remove(name->kind, name->id);
    }
  }

  // What operations wrote must be what the tree says, and nothing else may have changed.
  void settle(const ClonedEntry& recorded, const Oid&) {
    for (const auto& [path, bytes] : changed_) {
      const std::optional<StateName> name = parse_state_path(path);
      if (!name) differs(place_of(recorded), path + " is no record");
      const bool effect = effects_.contains(path);
      const bool rejection = name->kind == "rejection";
      const bool first = recorded.head.index == 1;
      if (!effect && !rejection && !first && !written_.contains({name->kind, name->id})) {
        differs(place_of(recorded),
                name->kind + " " + name->id + " is changed by no line of the entry");
      }
      const Record computed = records_.get(name->kind, name->id);
      if (!effect && !rejection && written_.contains({name->kind, name->id})) {
        const std::string expected = computed ? record_file(*computed) : std::string();
        if (expected != bytes.value_or("")) {
          differs(place_of(recorded), name->kind + " " + name->id + " is not as computed");
        }
      }
      put_recorded(path);
    }
  }

  void note_head(const Intake& set) {
    ReplicaHead& head = view_.heads[set.head.replica];
    head.incarnation = set.head.incarnation;
    head.seq = set.head.last_seq;
    head.oid = set.oid;
    head.chain = next_chain(head.chain, set.head.payload);
  }

  const Clone& clone_;
  const CheckedSignatures& signatures_;
  AuditReport& report_;
  const EmptyState empty_;
  Overlay records_;
  MemoryNodeStore nodes_;
  LedgerView view_;
  std::int64_t done_ = 0;
  Oid previous_tree_;
  std::map<std::string, std::optional<std::string>> changed_;  // state/ paths of this entry
  std::set<std::string> effects_;
  std::set<RecordKey> written_;
};

}  // namespace

void replay_scope(const Clone& clone, const CheckedSignatures& signatures, AuditReport& report) {
  ScopeReplay replay(clone, signatures, report);
  for (const ClonedEntry& entry : clone.entries) replay.entry(entry);
}

}  // namespace kontor
