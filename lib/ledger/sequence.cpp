// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/sequence.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/ledger/judge.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/overflow.h"
#include "lib/ledger/project.h"

namespace kontor {
namespace {

constexpr std::string_view kEntryFile = "entry.jsonl";
constexpr std::string_view kSaltsFile = "salts.jsonl";

// What an entry did to one scope so far.
struct ScopeWork {
  std::map<RecordKey, Delta> records;
  std::string lines;
  std::vector<std::string> replicas;  // newly accepted heads, in entry order
  bool roster = false;
};

class EntryMaker {
 public:
  EntryMaker(LedgerView& view, const EntryInput& input)
      : view_(view), input_(input), previous_(view.tips["hq"]), index_(previous_.index + 1) {}

  EntryOutput genesis(const Json& first_replica) {
    Overlay step(*view_.records, all_indexes());
    step.put("replica", first_replica.str("id"), first_replica);
    take_over(step, project(step), "", {}, "");
    return finish();
  }

  EntryOutput make() {
    for (const std::string& timer : due_timers(*view_.records, input_.time)) fire(timer);
    std::map<std::string, std::vector<const Intake*>> by_replica;
    for (const Intake& set : input_.sets) by_replica[set.head.replica].push_back(&set);
    std::vector<std::string> replicas;
    for (const auto& entry : by_replica) replicas.push_back(entry.first);
    order_ = sequence_order(previous_.oid, std::move(replicas));
    for (const std::string& replica : order_) {
      for (const Intake* set : by_replica.at(replica)) take_set(*set);
      const std::string& scope = by_replica.at(replica).front()->head.scope;
      if (scope != "hq") work_[scope].replicas.push_back(replica);
    }
    return finish();
  }

 private:
  void fire(const std::string& id) {
    const Record timer = view_.records->get("timer", id);
    const TimerRow* row = find_timer(timer->str("name"));
    KONTOR_CHECK(row != nullptr);
    Cause cause;
    cause.id = id;
    cause.ledger = view_.ledger;
    cause.scope = "hq";
    cause.time = input_.time;
    cause.rule_time = parse_instant(timer->str("due"));
    cause.index = index_;
    Overlay step(*view_.records, all_indexes());
    step.remove("timer", id);
    ScopeChanges seen;
    const Outcome outcome = unless_overflow([&] {
      row->fire(step, *timer, cause);
      return derive(step, cause, seen);
    });
    master_lines_ += Json::object({{"t", "timer"}, {"id", id}}).encode() + "\n";
    if (outcome.accepted()) return take_over(step, seen, "", {}, id);
    put_off(id, *timer);
  }

  // What cannot be reckoned now may be once a plan or a dispute has set it right: asked again in a
  // day, for a deadline that is dropped would be missing for good.
  void put_off(const std::string& id, const Json& timer) {
    constexpr std::int64_t kDaySeconds = 86400;
    Json later = timer;
    later.set("due", format_instant(Instant{input_.time.seconds + kDaySeconds}));
    Overlay step(*view_.records, all_indexes());
    step.put("timer", id, std::move(later));
    take_over(step, project(step), "", {}, id);
  }

  void take_set(const Intake& set) {
    const Record replica = view_.records->get("replica", set.head.replica);
    KONTOR_CHECK(replica != nullptr);
    std::int64_t seq = set.head.first_seq;
    for (std::string_view line : operation_lines(set.ops))
      take_operation(set, *replica, seq++, line);
    ReplicaHead& head = view_.heads[set.head.replica];
    head.incarnation = set.head.incarnation;
    head.seq = set.head.last_seq;
    head.oid = set.oid;
    head.chain = next_chain(head.chain, set.head.payload);
  }

  Context context(const Intake& set, const Json& replica) const {
    Context out;
    out.ledger = view_.ledger;
    out.scope = set.head.scope;
    out.replica = set.head.replica;
    out.role = replica.str("role");
    out.outlet = replica.str_or("outlet");
    out.time = input_.time;
    out.index = index_;
    return out;
  }

  void take_operation(const Intake& set, const Json& replica, std::int64_t seq,
                      std::string_view line) {
    const std::string id = OperationId{set.head.replica, set.head.incarnation, seq}.text();
    Context who = context(set, replica);
    who.rule_time = input_.time;
    Operation operation;
    Outcome outcome;
    try {
      if (line.size() > kMaxOperationBytes) throw Error(Fault::kData, "too_large", "too large");
      operation = decode_operation(line);
      if (operation.id.text() != id) outcome = reject("malformed", "id is not " + id);
    } catch (const Error& error) {
      outcome = reject("malformed", error.code());
    }
    Overlay step(*view_.records, all_indexes());
    if (outcome.accepted()) {
      Instant seen{};
      if (auto tip = view_.entry(set.head.scope, set.head.seen_index)) seen = tip->time;
      who.rule_time = std::min(std::max(operation.claimed(), seen), input_.time);
      outcome = replica.str_or("state", "active") == "active"
                    ? judge(step, operation, who, Seat::kHq)
                    : reject("replica_retired", set.head.replica);
    }
    if (outcome.accepted()) outcome = accept_step(step, operation, who);
    if (!outcome.accepted()) reject_step(id, operation, who, outcome);
    fates_.push_back({id, std::move(outcome)});
  }

  // Nothing of the step is taken over when what follows from it cannot be reckoned.
  Outcome accept_step(Overlay& step, const Operation& operation, const Context& who) {
    const std::string id = operation.id.text();
    std::map<RecordKey, Record> own;
    if (find_operation(operation.kind)->cls == Class::kLocal) own = step.changes();
    if (!operation.retry_of.empty() && own_rejection(step, operation.retry_of, who.scope)) {
      step.remove("rejection", operation.retry_of);
      own[{"rejection", operation.retry_of}] = nullptr;
    }
    Cause cause;
    cause.id = id;
    cause.ledger = view_.ledger;
    cause.operation = &operation;
    cause.scope = who.scope;
    cause.time = input_.time;
    cause.rule_time = who.rule_time;
    cause.index = index_;
    ScopeChanges seen;
    const Outcome outcome = unless_overflow([&] { return derive(step, cause, seen); });
    if (!outcome.accepted()) return outcome;
    Json line = Json::object({{"t", "op"}, {"id", id}, {"verdict", "accepted"}});
    add_operation_line(who.scope, line);
    take_over(step, seen, who.scope, own, id);
    return outcome;
  }

  static bool own_rejection(const State& state, const std::string& id, const std::string& scope) {
    const Record record = state.get("rejection", id);
    return record && record->str("scope") == scope;
  }

  void reject_step(const std::string& id, const Operation& operation, const Context& who,
                   const Outcome& outcome) {
    Overlay step(*view_.records, all_indexes());
    Json record = Json::object({{"id", id},
                                {"kind", "rejection"},
                                {"rev", 1},
                                {"scope", who.scope},
                                {"op", id},
                                {"replica", who.replica},
                                {"reason", outcome.reason},
                                {"at", format_instant(input_.time)}});
    if (!outcome.detail.empty()) record.set("detail", outcome.detail);
    if (!operation.kind.empty()) {
      record.set("op_kind", operation.kind);
      record.set("on", operation.on);
      record.set("actor", operation.actor);
    }
    step.put("rejection", id, record);
    add_operation_line(
        who.scope,
        Json::object(
            {{"t", "op"}, {"id", id}, {"verdict", "rejected"}, {"reason", outcome.reason}}));
    const std::map<RecordKey, Record> own = step.changes();
    take_over(step, project(step), who.scope, own, id);
  }

  void add_operation_line(const std::string& scope, const Json& line) {
    const std::string text = line.encode() + "\n";
    master_lines_ += text;
    if (scope != "hq") work_[scope].lines += text;
  }

  // What follows from a step at HQ, and what each scope sees of it all.
  Outcome derive(Overlay& step, const Cause& cause, ScopeChanges& seen) const {
    stamp_replicas(step);
    for (const NounRow* noun : all_nouns()) {
      if (!noun->derive) continue;
      std::set<RecordKey> changed;
      for (const auto& entry : step.changes()) changed.insert(entry.first);
      noun->derive(step, changed, cause);
    }
    check_integers(step);
    seen = project(step);
    check_integers(seen);
    return accept();
  }

  ScopeChanges project(const Overlay& step) const {
    std::set<RecordKey> changed;
    for (const auto& entry : step.changes()) changed.insert(entry.first);
    return project_changes(*view_.records, step, changed);
  }

  // A key is valid from the entry that accepts it on; the ledger says so, not the operation.
  void stamp_replicas(Overlay& step) const {
    std::vector<Json> stamped;
    for (const auto& [key, record] : step.changes()) {
      if (key.first != "replica" || !record || record->has("from_index")) continue;
      Json copy = *record;
      copy.set("from_index", index_);
      stamped.push_back(std::move(copy));
    }
    for (Json& record : stamped) {
      const std::string id = record.str("id");
      step.put("replica", id, std::move(record));
    }
  }

  // Notes what a finished step did to each scope, and makes it part of the state.
  void take_over(const Overlay& step, const ScopeChanges& seen, const std::string& origin,
                 const std::map<RecordKey, Record>& own, const std::string& cause) {
    for (const auto& [key, record] : step.changes()) {
      auto [place, first] = master_.emplace(key, Delta{});
      if (first) place->second.was = view_.records->get(key.first, key.second);
      place->second.is = record;
      if (key.first == "replica") note_roster(*view_.records, step, key);
    }
    for (const auto& [scope, deltas] : seen) {
      ScopeWork& work = work_[scope];
      Json paths = Json::array();
      for (const auto& [key, delta] : deltas) {
        auto [place, first] = work.records.emplace(key, delta);
        if (!first) place->second.is = delta.is;
        auto mine = own.find(key);
        const bool local = scope == origin && mine != own.end() && mine->second == delta.is;
        if (!local) paths.push(state_path(key.first, key.second));
      }
      if (paths.items().empty()) continue;
      const Bytes salt = input_.salt(scope, salts_++);
      salt_lines_ +=
          Json::object({{"cause", cause}, {"salt", hex(salt)}, {"scope", scope}}).encode();
      salt_lines_ += "\n";
      work.lines += Json::object({{"t", "effect"},
                                  {"paths", std::move(paths)},
                                  {"cause", "sha256:" + sha256_hex(framed({salt, cause}))}})
                        .encode() +
                    "\n";
    }
    view_.records->absorb(step);
  }

  void note_roster(const State& before, const State& after, const RecordKey& key) {
    roster_ = true;
    for (const State* state : {&before, &after}) {
      if (Record record = state->get(key.first, key.second)) {
        if (record->str("scope") != "hq") work_[record->str("scope")].roster = true;
      }
    }
  }

  EntryOutput finish() {
    EntryOutput out;
    FileChanges master;
    for (auto& [scope, work] : work_) finish_scope(scope, work, out, master);
    for (const std::string& replica : order_) {
      master["heads/" + replica + ".json"] = encode_head(view_.heads.at(replica));
    }
    add_records(master_, master);
    if (roster_) add_roster("hq", master);
    if (previous_.index == 0) add_first_roster("hq", master);
    master[std::string(kSaltsFile)] = salt_lines_;
    master[std::string(kEntryFile)] = master_lines_;
    std::vector<Oid> heads;
    for (const std::string& replica : order_) heads.push_back(view_.heads.at(replica).oid);
    out.scopes["hq"] = close("hq", std::move(master), heads);
    out.entry_lines = master_lines_;
    out.fates = std::move(fates_);
    return out;
  }

  // The records of a scope are projections of HQ's; its last entry says what they were.
  void check_before(const std::string& scope, const std::map<RecordKey, Delta>& records) const {
    const NodeStore& nodes = view_.nodes(scope);
    for (const auto& [key, delta] : records) {
      const std::string path = state_path(key.first, key.second);
      const std::size_t slash = path.rfind('/');
      const std::string body = nodes.node(path.substr(0, slash)).value_or("");
      const auto listed = node_entry(body, std::string_view(path).substr(slash + 1));
      if (!listed && !delta.was) continue;
      if (listed && delta.was &&
          make_object(ObjectType::kBlob, record_file(*delta.was)).oid == listed->id.oid)
        continue;
      throw Error(Fault::kTrust, "rows_altered",
                  key.first + " " + key.second + " of scope " + scope +
                      " was not what its ledger holds: this store was altered by another program",
                  "kontor rebuild");
    }
  }

  void finish_scope(const std::string& scope, ScopeWork& work, EntryOutput& out,
                    FileChanges& master) {
    if (view_.nodes_in_store) check_before(scope, work.records);
    FileChanges files;
    add_records(work.records, files);
    std::vector<Oid> heads;
    for (const std::string& replica : work.replicas) {
      files["heads/" + replica + ".json"] = encode_head(view_.heads.at(replica));
      heads.push_back(view_.heads.at(replica).oid);
    }
    if (work.roster) add_roster(scope, files);
    if (files.empty()) return;
    if (view_.tips[scope].index == 0) add_first_roster(scope, files);
    files[std::string(kEntryFile)] = work.lines;
    ScopeOutput& output = out.scopes[scope] = close(scope, std::move(files), heads);
    master["scopes/" + scope] = output.commit.bytes;
  }

  static void add_records(const std::map<RecordKey, Delta>& records, FileChanges& files) {
    for (const auto& [key, delta] : records) {
      const std::string path = state_path(key.first, key.second);
      if (!delta.is) {
        if (delta.was) files[path] = std::nullopt;
        continue;
      }
      if (delta.was && *delta.was == *delta.is) continue;
      files[path] = record_file(*delta.is);
    }
  }

  void add_roster(const std::string& scope, FileChanges& files) const {
    for (const auto& [key, delta] : master_) {
      if (key.first != "replica") continue;
      const Record& record = delta.is ? delta.is : delta.was;
      if (scope != "hq" && record->str("scope") != scope) continue;
      files["roster/replica/" + key.second + ".json"] = record_file(*record);
    }
    files["roster/allowed_signers"] = allowed_signers(view_, scope);
  }

  void add_first_roster(const std::string& scope, FileChanges& files) const {
    for (const auto& [path, bytes] : view_.roster_files) files[path] = bytes;
    files["roster/allowed_signers"] = allowed_signers(view_, scope);
  }

  ScopeOutput close(const std::string& scope, FileChanges files, const std::vector<Oid>& heads) {
    ScopeOutput out;
    Tip& tip = view_.tips[scope];
    NodeStore& nodes = view_.nodes(scope);
    const TreeId tree = update_tree(nodes, files, &out.objects);
    EntryHead head;
    head.ledger = view_.ledger;
    head.scope = scope;
    head.index = tip.index + 1;
    head.term = input_.term;
    head.time = input_.time;
    head.master_index = previous_.index;
    head.master_oid = previous_.oid;
    head.state = directory_id(nodes, "state").sha256;
    head.tree = tree.sha256;
    head.expires = Instant{input_.time.seconds + kExpirySeconds};
    std::vector<Oid> parents;
    if (tip.index > 0) parents.push_back(tip.oid);
    parents.insert(parents.end(), heads.begin(), heads.end());
    out.commit = input_.sign(scope, entry_commit(head, parents, tree.oid));
    out.files = std::move(files);
    tip = Tip{head.index, out.commit.oid, input_.time};
    out.tip = tip;
    return out;
  }

  LedgerView& view_;
  const EntryInput& input_;
  const Tip previous_;
  const std::int64_t index_;
  std::map<std::string, ScopeWork> work_;
  std::map<RecordKey, Delta> master_;
  std::vector<std::string> order_;
  std::vector<EntryOutput::Fate> fates_;
  std::string master_lines_;
  std::string salt_lines_;
  std::size_t salts_ = 0;
  bool roster_ = false;
};

}  // namespace

std::string encode_head(const ReplicaHead& head) {
  return record_file(Json::object({{"incarnation", head.incarnation},
                                   {"seq", head.seq},
                                   {"oid", head.oid.text()},
                                   {"chain", "sha256:" + hex(head.chain)}}));
}

ReplicaHead decode_head(std::string_view bytes) {
  while (!bytes.empty() && bytes.back() == '\n') bytes.remove_suffix(1);
  const Json json = parse_canonical(bytes);
  ReplicaHead out;
  out.incarnation = json.num("incarnation");
  out.seq = json.num("seq");
  out.oid = parse_oid(json.str("oid"));
  const Bytes chain = unhex(std::string_view(json.str("chain")).substr(7));
  if (chain.size() != out.chain.size()) throw Error(Fault::kData, "bad_head", "head: bad chain");
  std::copy(chain.begin(), chain.end(), out.chain.begin());
  return out;
}

Sha256 next_chain(const Sha256& chain, const Sha256& payload) {
  return sha256(framed({view(chain), view(payload)}));
}

std::string record_file(const Json& record) { return record.encode() + "\n"; }

std::string allowed_signers(const LedgerView& view, const std::string& scope) {
  std::string out;
  for (const auto& [term, key] : view.sequencers) {
    out += "sequencer-" + std::to_string(term) + "@kontor.invalid namespaces=\"git\" " +
           format_ssh_public_key(key) + "\n";
  }
  for (const std::string& id : view.records->ids("replica")) {
    const Record replica = view.records->get("replica", id);
    if (scope != "hq" && replica->str("scope") != scope) continue;
    out += id + "@kontor.invalid namespaces=\"git\" " +
           format_ssh_public_key(PublicKey{unbase64(replica->str("sign_key"))}) + "\n";
  }
  return out;
}

std::vector<std::string> sequence_order(const Oid& previous_master,
                                        std::vector<std::string> replicas) {
  auto rank = [&](const std::string& replica) {
    return sha256(framed({view(previous_master.raw), replica}));
  };
  std::sort(replicas.begin(), replicas.end(), [&](const std::string& a, const std::string& b) {
    return std::pair(rank(a), a) < std::pair(rank(b), b);
  });
  return replicas;
}

std::vector<std::string> due_timers(const State& records, Instant time) {
  std::vector<std::tuple<Instant, std::string, std::string>> due;
  for (const std::string& id : records.ids("timer")) {
    const Record timer = records.get("timer", id);
    const Instant when = parse_instant(timer->str("due"));
    if (when <= time) due.emplace_back(when, timer->str("name"), id);
  }
  std::sort(due.begin(), due.end());
  std::vector<std::string> out;
  for (auto& entry : due) out.push_back(std::get<2>(entry));
  return out;
}

EntryOutput make_entry(LedgerView& view, const EntryInput& input) {
  return EntryMaker(view, input).make();
}

EntryOutput make_first_entry(LedgerView& view, const EntryInput& input, const Json& first_replica) {
  return EntryMaker(view, input).genesis(first_replica);
}

Json genesis_replica(const Genesis& genesis, Instant time) {
  const Json stamp = Json::object({{"at", format_instant(time)},
                                   {"by", genesis.replica.str("id")},
                                   {"op", "genesis"},
                                   {"rule", format_instant(time)}});
  return Json::object({{"id", genesis.replica.str("id")},
                       {"kind", "replica"},
                       {"rev", 1},
                       {"scope", "hq"},
                       {"role", genesis.replica.str("role")},
                       {"sign_key", genesis.replica.str("sign_key")},
                       {"vault_key", genesis.replica.str("vault_key")},
                       {"state", "active"},
                       {"created", stamp},
                       {"changed", stamp}});
}

}  // namespace kontor
