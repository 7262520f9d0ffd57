// SPDX-License-Identifier: Apache-2.0
// What one scope's repository proves alone: signatures, rights, chains, completeness and order of
// the verdicts, state ids, heads, roster, and the local operations replayed. Requests and effects
// rest on HQ's signature and are counted as such.
#include <algorithm>
#include <set>

#include "lib/audit/ledger_replay.h"
#include "lib/audit/replay.h"
#include "lib/base/bounds.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/judge.h"

namespace kontor {
namespace {

constexpr std::string_view kEntryFile = "entry.jsonl";

// One operation of the sets that an entry takes, in the order in which it must be decided.
struct Due {
  std::string id;
  const Intake* set = nullptr;
  std::string_view line;
};

std::string path_of(const RecordKey& key) { return state_path(key.first, key.second); }
std::string name_of(const RecordKey& key) { return key.first + " " + key.second; }

class ScopeReplay : private LedgerReplay {
 public:
  ScopeReplay(const Clone& clone, Inspection& inspection, AuditReport& report)
      : LedgerReplay(clone, inspection, report) {
    view_.entry = [this](const std::string& scope, std::int64_t index) -> std::optional<Tip> {
      if (scope != clone_.scope || index < 1 || index > done_) return std::nullopt;
      const ClonedEntry& entry = clone_.entries[static_cast<std::size_t>(index - 1)];
      return Tip{index, entry.oid, entry.head.time};
    };
  }

  void entry(const ClonedEntry& recorded, const Done& done) {
    const std::int64_t before = report_.operations;
    place_ = place_of(recorded);
    at_place(place_, [&] { replay(recorded); });
    if (done) done(report_.operations - before + 1);
  }

  void finish() {
    view_.tips[clone_.scope] = Tip{done_, clone_.head().oid, clone_.head().head.time};
    check_waiting(clone_);
  }

 private:
  [[noreturn]] void wrong(const std::string& why) const { differs(place_, why); }

  void replay(const ClonedEntry& recorded) {
    signed_entry(recorded);
    read_changes(recorded);
    const std::vector<Intake> sets = sets_of(recorded);
    check_order(recorded, sets);
    written_.clear();
    rejections_.clear();
    fleeting_.clear();
    replay_lines(recorded, sets);
    for (const Intake& set : sets) note_head(set);
    check_heads(sets);
    check_records();
    check_roster(recorded);
    ++report_.entries;
    report_.sets += static_cast<std::int64_t>(sets.size());
    done_ = recorded.head.index;
    previous_tree_ = recorded.tree;
  }

  // What the entry changes in the tree; both sha256 ids recomputed from it.
  void read_changes(const ClonedEntry& recorded) {
    changed_.clear();
    for (const PathChange& change :
         diff_trees(clone_.repository, previous_tree_, recorded.tree, "")) {
      std::optional<std::string>& place = changed_[change.path];
      if (!change.to.zero()) place = clone_.repository.read_blob(change.to);
    }
    const TreeId id = update_tree(nodes_, changed_, nullptr);
    if (id.oid != recorded.tree) wrong("its tree is not what its files give");
    if (id.sha256 != recorded.head.tree) wrong("trailer Tree is not the id of its tree");
    if (directory_id(nodes_, "state").sha256 != recorded.head.state)
      wrong("trailer State is not the id of its state");
  }

  // Replicas come in the order that the previous master gives.
  void check_order(const ClonedEntry& recorded, const std::vector<Intake>& sets) const {
    std::vector<std::string> replicas;
    for (const Intake& set : sets) {
      if (replicas.empty() || replicas.back() != set.head.replica)
        replicas.push_back(set.head.replica);
    }
    if (replicas != sequence_order(recorded.head.master_oid, replicas))
      wrong("takes its replicas in another order than the previous master entry gives");
  }

  static std::vector<Due> due_of(const std::vector<Intake>& sets) {
    std::vector<Due> out;
    for (const Intake& set : sets) {
      std::int64_t seq = set.head.first_seq;
      for (std::string_view line : operation_lines(set.ops)) {
        out.push_back(
            {OperationId{set.head.replica, set.head.incarnation, seq++}.text(), &set, line});
      }
    }
    return out;
  }

  void replay_lines(const ClonedEntry& recorded, const std::vector<Intake>& sets) {
    const std::string text = file_at(clone_.repository, recorded.tree, kEntryFile);
    std::vector<Json> lines;
    effects_.clear();
    for (std::string_view line : operation_lines(text)) {
      lines.push_back(parse_json(line, kLedgerJson));
      if (lines.back().str("t") != "effect") continue;
      for (const Json& path : lines.back().list("paths")) effects_.insert(path.string());
    }
    const std::vector<Due> due = due_of(sets);
    auto next = due.begin();
    for (const Json& line : lines) {
      if (line.str("t") == "effect") {
        ++report_.on_hq_signature;
        for (const Json& path : line.list("paths")) put_recorded(path.string());
        continue;
      }
      const std::string& id = line.str("id");
      if (line.str("t") != "op") wrong("holds a line of kind " + line.str("t"));
      if (next == due.end() || next->id != id) {
        const bool later = std::any_of(next, due.end(), [&](const Due& d) { return d.id == id; });
        wrong("operation " + (later ? next->id + " is left out before " + id
                                    : id + " is in no set of this entry, or decided twice"));
      }
      decide(recorded, *next++, line);
    }
    if (next != due.end()) wrong("operation " + next->id + " is left out");
  }

  void decide(const ClonedEntry& recorded, const Due& due, const Json& verdict) {
    ++report_.operations;
    const bool accepted = verdict.str("verdict") == "accepted";
    ++(accepted ? report_.accepted : report_.rejected);
    if (!accepted) take_rejection(due.id, verdict.str("reason"));
    Operation operation;
    Outcome formed;
    try {
      operation = decode_operation(due.line);
      if (operation.id.text() != due.id) formed = reject("malformed");
    } catch (const Error&) {
      formed = reject("malformed");
    }
    if (!formed.accepted()) {
      if (accepted)
        wrong("operation " + due.id +
              ": recorded as accepted, computed as rejected "
              "(malformed)");
      return;
    }
    const OperationRow& row = *find_operation(operation.kind);
    const Context context = context_of(recorded, *due.set, operation);
    check_rights(due.id, row, context, accepted);
    if (accepted && !operation.retry_of.empty()) drop_rejection(operation.retry_of);
    if (row.cls == Class::kRequest) {
      ++report_.on_hq_signature;
      return;
    }
    Overlay step(records_, all_indexes());
    const Outcome outcome = judge(step, operation, context, Seat::kScope);
    if (outcome.accepted() != accepted) return excuse(due.id, outcome, verdict);
    if (accepted) take_over(step);
  }

  Context context_of(const ClonedEntry& recorded, const Intake& set,
                     const Operation& operation) const {
    const Record replica = records_.get("replica", set.head.replica);
    if (!replica) wrong("replica " + set.head.replica + " is gone before its own operations");
    Context out;
    out.ledger = view_.ledger;
    out.scope = clone_.scope;
    out.replica = set.head.replica;
    out.role = replica->str("role");
    out.outlet = replica->str_or("outlet");
    out.time = recorded.head.time;
    out.index = recorded.head.master_index + 1;
    Instant seen{};
    if (auto tip = view_.entry(clone_.scope, set.head.seen_index)) seen = tip->time;
    out.rule_time = std::min(std::max(operation.claimed(), seen), recorded.head.time);
    return out;
  }

  // Rights need no other scope's records, whatever class the operation is of.
  void check_rights(const std::string& id, const OperationRow& row, const Context& context,
                    bool accepted) const {
    if (!accepted) return;
    if ((row.roles & parse_role(context.role)) == 0) {
      wrong("operation " + id + ": recorded as accepted, computed as rejected (role): the role " +
            context.role + " may not issue " + std::string(row.kind));
    }
    const Record replica = records_.get("replica", context.replica);
    if (replica->str_or("state", "active") != "active") {
      wrong("operation " + id + ": recorded as accepted, computed as rejected (replica_retired)");
    }
  }

  // An id may be taken by what this scope cannot see, and an effect of the same entry may have come
  // in between; there HQ alone decides. Everything else is a wrong verdict.
  void excuse(const std::string& id, const Outcome& outcome, const Json& verdict) {
    const std::string reason = verdict.str_or("reason");
    // What HQ reckons from an operation is not of this scope alone.
    const bool reckoned = reason == kAmountOverflow && outcome.accepted();
    if (reason == "id_taken" || reason == "replica_retired" || reckoned || !effects_.empty()) {
      ++report_.on_hq_signature;
      return;
    }
    wrong("operation " + id + ": recorded as " + verdict.str("verdict") +
          (reason.empty() ? "" : " (" + reason + ")") + ", computed as " +
          (outcome.accepted() ? "accepted" : "rejected (" + outcome.reason + ")"));
  }

  void take_over(const Overlay& step) {
    for (const auto& [key, record] : step.changes()) {
      written_.emplace(key, records_.get(key.first, key.second));
    }
    records_.absorb(step);
  }

  void take_rejection(const std::string& id, const std::string& reason) {
    const std::string path = state_path("rejection", id);
    rejections_.insert(path);
    const auto change = changed_.find(path);
    if (change == changed_.end() || !change->second) {
      fleeting_.insert(id);  // unless it goes again within this entry, it is missing
      records_.put("rejection", id, Json::object({{"id", id}, {"scope", clone_.scope}}));
      return;
    }
    const Json record = parse_json(trim(*change->second), kLedgerJson);
    if (record.str("reason") != reason || record.str("op") != id)
      wrong("rejection " + id + " says something else than the verdict");
    put_recorded(path);
  }

  void drop_rejection(const std::string& id) {
    const std::string path = state_path("rejection", id);
    if (!records_.has("rejection", id)) return;
    rejections_.insert(path);
    const auto change = changed_.find(path);
    const bool gone = change == changed_.end() ? fleeting_.contains(id) : !change->second;
    if (!gone) wrong("rejection " + id + " is still there after its retry was accepted");
    records_.remove("rejection", id);
  }

  // Sets a record to what the entry's tree says.
  void put_recorded(const std::string& path) {
    const std::optional<StateName> name = parse_state_path(path);
    const auto change = changed_.find(path);
    if (!name || change == changed_.end()) return;
    if (change->second) {
      records_.put(name->kind, name->id, parse_json(trim(*change->second), kLedgerJson));
    } else {
      records_.remove(name->kind, name->id);
    }
  }

  // What operations wrote is what the tree says, and nothing else has changed.
  void check_records() {
    for (const auto& [path, bytes] : changed_) {
      if (!path.starts_with("state/") || effects_.contains(path) || rejections_.contains(path))
        continue;
      const std::optional<StateName> name = parse_state_path(path);
      if (!name) wrong(path + " is no record");
      const RecordKey key{name->kind, name->id};
      if (!written_.contains(key)) wrong(name_of(key) + " is changed by no line of the entry");
      const Record computed = records_.get(key.first, key.second);
      if ((computed ? record_file(*computed) : std::string()) != bytes.value_or(""))
        wrong(name_of(key) + " is not as computed");
    }
    for (const auto& [key, before] : written_) {
      const std::string path = path_of(key);
      if (changed_.contains(path) || effects_.contains(path)) continue;
      const Record computed = records_.get(key.first, key.second);
      const bool same = before && computed ? *before == *computed : before == computed;
      if (!same) wrong(name_of(key) + (before ? " is not changed as computed" : " is missing"));
    }
    for (const std::string& id : fleeting_) {
      if (records_.has("rejection", id))
        wrong("operation " + id + " is rejected, and rejection " + id + " is missing");
    }
    // Where HQ had the last word, its word is the state.
    for (const std::string& path : effects_) put_recorded(path);
  }

  void check_heads(const std::vector<Intake>& sets) const {
    std::set<std::string> moved;
    for (const Intake& set : sets) moved.insert("heads/" + set.head.replica + ".json");
    for (const auto& [path, bytes] : changed_) {
      if (!path.starts_with("heads/")) continue;
      if (moved.erase(path) == 0) wrong(path + " is changed, and no set of its replica is taken");
      const std::string replica = path.substr(6, path.size() - 6 - 5);
      if (bytes != encode_head(view_.heads.at(replica))) wrong(path + " is not as computed");
    }
    if (!moved.empty()) wrong(*moved.begin() + " is missing");
  }

  // The roster follows from the records of replicas and from what the root signed.
  void check_roster(const ClonedEntry& recorded) const {
    FileChanges expected;
    const bool first = recorded.head.index == 1;
    if (first) {
      for (const auto& [path, bytes] : view_.roster_files) expected[path] = bytes;
    }
    bool replicas = first;
    for (const auto& [path, bytes] : changed_) {
      const std::optional<StateName> name = parse_state_path(path);
      if (!name || name->kind != "replica") continue;
      if (bytes) expected["roster/replica/" + name->id + ".json"] = bytes;
      replicas = true;
    }
    if (replicas) expected["roster/allowed_signers"] = allowed_signers(view_, clone_.scope);
    for (const auto& [path, bytes] : changed_) {
      if (path.starts_with("state/") || path.starts_with("heads/") || path == kEntryFile) continue;
      const auto wanted = expected.find(path);
      if (wanted == expected.end() || wanted->second != bytes) wrong(path + " is not as computed");
      expected.erase(wanted);
    }
    for (const auto& [path, bytes] : expected) {
      if (file_at(clone_.repository, recorded.tree, path) != bytes) wrong(path + " is missing");
    }
  }

  MemoryNodeStore nodes_;
  std::int64_t done_ = 0;
  Oid previous_tree_;
  std::string place_;
  FileChanges changed_;                  // by this entry
  std::set<std::string> effects_;        // paths that its effect lines name
  std::set<std::string> rejections_;     // paths of rejections that came or went by its verdicts
  std::set<std::string> fleeting_;       // rejections that its tree does not have
  std::map<RecordKey, Record> written_;  // by its operations; what stood there before
};

}  // namespace

void replay_scope(const Clone& clone, Inspection& inspection, AuditReport& report,
                  const Done& done) {
  ScopeReplay replay(clone, inspection, report);
  for (const ClonedEntry& entry : clone.entries) {
    replay.entry(entry, done);
    if (inspection.failed()) inspection.settle();
  }
  replay.finish();
}

}  // namespace kontor
