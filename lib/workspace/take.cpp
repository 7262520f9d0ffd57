// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/take.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"
#include "lib/workspace/checked.h"

namespace kontor {
namespace {

constexpr const char* kRosterNames[] = {"roster/genesis.json", "roster/genesis.sig",
                                        "roster/sequencers.json", "roster/sequencers.sig"};

bool known_kind(std::string_view kind) {
  return find_kind(kind) || kind == "grant" || kind == "timer";
}

struct Step {
  Oid oid;
  SignedCommit commit;
  EntryHead head;
};

[[noreturn]] void fork(const std::string& scope, const std::string& why) {
  throw Error(Fault::kTrust, "fork", "ledger " + scope + ": " + why,
              "work on; keep the hub's repository as evidence and tell HQ");
}

// Entries after the pinned head up to `tip`, oldest first, each verified.
std::vector<Step> new_entries(const Repository& repository, const Roster& roster,
                              const std::string& scope, const Head& pinned, const Oid& tip) {
  std::vector<Step> out;
  Oid at = tip;
  while (at.text() != pinned.oid) {
    Step step;
    step.oid = at;
    step.commit = decode_commit(repository.read(at).bytes);
    step.head = verify_entry(step.commit, roster, scope);
    const bool first = step.head.index == 1;
    if (step.head.index <= pinned.index)
      fork(scope, "the hub does not contain entry " + pinned.oid);
    if (!first && step.commit.commit.parents.empty())
      fork(scope, "entry " + at.text() + " has no parent");
    const Oid parent = first ? Oid{} : step.commit.commit.parents.front();
    out.push_back(std::move(step));
    if (first) {
      if (pinned.index != 0) fork(scope, "the hub does not contain entry " + pinned.oid);
      break;
    }
    at = parent;
  }
  std::reverse(out.begin(), out.end());
  std::int64_t index = pinned.index;
  Instant time = pinned.time;
  for (const Step& step : out) {
    if (step.head.index != ++index)
      fork(scope, "entry " + step.oid.text() + " has the wrong index");
    if (step.head.time < time) fork(scope, "entry " + step.oid.text() + " goes back in time");
    time = step.head.time;
  }
  return out;
}

class Taker {
 public:
  Taker(Workspace& workspace, const Repository& repository, const std::string& scope)
      : ws_(workspace), repository_(repository), scope_(scope), own_(scope == workspace.scope()) {}

  TakeReport take(const Oid& tip) {
    TakeReport report;
    const Head pinned = ws_.head(scope_);
    report.from = report.to = pinned.index;
    if (tip.text() == pinned.oid) return report;
    const std::vector<Step> steps =
        new_entries(repository_, pinned_roster(ws_), scope_, pinned, tip);
    const Step& last = steps.back();
    // HQ keeps the nodes of every scope whole, because it writes the next tree; a site needs the
    // state's.
    const std::string top = ws_.is_hq() ? "" : "state";
    const Standing from = standing_at(repository_, pinned, top);
    Store::Transaction transaction(ws_.store());
    FileChanges files;
    for (const PathChange& change : diff_trees(repository_, from.tree, last.commit.commit.tree,
                                               top.empty() ? top : top + "/")) {
      if (own_ && pinned.index > 0) check_before(change);
      if (change.to.zero()) {
        files[change.path] = std::nullopt;
      } else {
        files[change.path] = repository_.read_blob(change.to);
      }
    }
    if (own_ && !known(files, last, report)) {
      transaction.commit();
      return report;
    }
    CheckedNodes nodes(StoreNodes(ws_.store(), scope_), scope_, top, from.node);
    update_tree(nodes, files, nullptr);
    if (directory_id(nodes, "state").sha256 != last.head.state) {
      throw Error(Fault::kTrust, "state_differs",
                  "ledger " + scope_ + ": the state of entry " + std::to_string(last.head.index) +
                      " is not the signed one",
                  "kontor doctor");
    }
    if (own_) {
      put_records(files, report);
      note_fates(steps, report);
    }
    for (const Step& step : steps) {
      ws_.set_head(scope_,
                   Head{step.head.index, step.oid.text(), step.head.time, step.head.expires});
    }
    if (own_) {
      ws_.store().remove_meta("stopped");
      replay_pending(ws_);
    }
    transaction.commit();
    report.to = last.head.index;
    return report;
  }

 private:
  // What is about to be replaced must be what the ledger had there: else it was never the ledger's.
  void check_before(const PathChange& change) const {
    const std::optional<StateName> name = parse_state_path(change.path);
    if (!name) return;
    check_row(ws_.store(), name->kind, name->id,
              change.from.zero() ? std::nullopt : std::optional(change.from));
  }

  // A record of a kind that this program does not know: stop here, go on selling and sealing.
  bool known(const FileChanges& files, const Step& last, TakeReport& report) {
    for (const auto& entry : files) {
      if (!entry.first.starts_with("state/")) continue;
      const std::optional<StateName> name = parse_state_path(entry.first);
      if (name && known_kind(name->kind)) continue;
      ws_.set("stopped", std::to_string(last.head.index) + " " + entry.first);
      report.stopped = true;
      return false;
    }
    return true;
  }

  void put_records(const FileChanges& files, TakeReport& report) {
    for (const auto& [path, bytes] : files) {
      const std::optional<StateName> name = parse_state_path(path);
      if (!path.starts_with("state/") || !name) {
        if (bytes && path.starts_with("heads/")) put_replica_head(path, *bytes);
        continue;
      }
      report.changed.insert({name->kind, name->id});
      if (!bytes) {
        ws_.store().put_base(name->kind, name->id, std::nullopt);
        continue;
      }
      const std::string_view text(*bytes);
      if (text.empty() || text.back() != '\n')
        throw Error(Fault::kTrust, "bad_entry", path + " is no record");
      const std::string_view json = text.substr(0, text.size() - 1);
      static_cast<void>(parse_canonical(json, kLedgerJson));
      ws_.store().put_base(name->kind, name->id, std::string(json));
    }
  }

  void put_replica_head(const std::string& path, const std::string& bytes) {
    const std::string replica = path.substr(6, path.size() - 6 - 5);  // heads/{replica}.json
    ws_.set("replica_head/" + replica, std::string(trim(bytes)));
  }

  void note_fates(const std::vector<Step>& steps, TakeReport& report) {
    const std::string mine = ws_.replica() + ".";
    for (const Step& step : steps) {
      const std::optional<Oid> lines = at_path(repository_, step.commit.commit.tree, "entry.jsonl");
      if (!lines) continue;
      const std::string text = repository_.read_blob(*lines);
      std::int64_t last = 0;
      for (std::string_view line : operation_lines(text)) {
        if (line.find("\"t\":\"op\"") == std::string_view::npos) continue;
        if (line.find(mine) == std::string_view::npos) continue;
        const Json op = parse_canonical(line, kLedgerJson);
        if (!op.str("id").starts_with(mine)) continue;
        last = std::max(last, parse_operation_id(op.str("id")).seq);
        if (op.str("verdict") == "rejected" &&
            parse_operation_id(op.str("id")).seq <= written_until(step)) {
          report.rejected.push_back({op.str("id"), op.str("reason")});
        }
      }
      if (last > 0) ws_.store().decide_until(std::min(last, written_until(step)), step.head.index);
    }
    for (const TakeReport::Rejected& rejected : report.rejected) {
      ws_.store().reject(rejected.operation, rejected.reason);
    }
  }

  // The last sequence of the entry that this very store wrote. A store restored from a backup, or
  // cloned, gives out sequences anew: what the ledger says of the other's is no fate of its own.
  std::int64_t written_until(const Step& step) const {
    const std::string path = "heads/" + ws_.replica() + ".json";
    const std::optional<Oid> blob = at_path(repository_, step.commit.commit.tree, path);
    if (!blob) return 0;
    const ReplicaHead head = decode_head(trim(repository_.read_blob(*blob)));
    Oid at = head.oid;
    std::int64_t seq = head.seq;
    while (!ws_.store().has_set(seq, at.text())) {
      const std::optional<Object> object = repository_.find(at);
      if (!object) return 0;
      const SignedCommit set = decode_commit(object->bytes);
      if (set.commit.parents.empty()) return 0;
      at = set.commit.parents.front();
      seq = parse_change_set(set.commit).first_seq - 1;
    }
    return seq;
  }

  Workspace& ws_;
  const Repository& repository_;
  const std::string scope_;
  const bool own_;
};

}  // namespace

std::map<std::string, std::string> pinned_roster_files(const Workspace& workspace) {
  std::map<std::string, std::string> out;
  for (const char* name : kRosterNames) {
    if (auto bytes = workspace.store().meta(name)) out[name] = *bytes;
  }
  return out;
}

Roster pinned_roster(const Workspace& workspace) {
  return verify_roster(pinned_roster_files(workspace), workspace.ledger());
}

void pin_roster(Workspace& workspace, const std::map<std::string, std::string>& files) {
  for (const char* name : kRosterNames) workspace.set(name, files.at(name));
}

EntryHead verify_entry(const SignedCommit& commit, const Roster& roster, std::string_view scope) {
  const EntryHead head = parse_entry(commit.commit);
  const std::string name = "entry " + std::to_string(head.index) + " of ledger " + head.scope;
  if (head.ledger != roster.genesis.ledger() || head.scope != scope) {
    throw Error(Fault::kTrust, "bad_entry",
                name + " is of " + head.ledger + " " + head.scope + ", not of " +
                    roster.genesis.ledger() + " " + std::string(scope),
                "work on; the hub serves another ledger: tell HQ");
  }
  const PublicKey* key = roster.sequencers.key(head.term);
  if (!key || !signed_by(commit, *key)) {
    throw Error(Fault::kTrust, "bad_entry",
                name + " is not signed by the sequencer of term " + std::to_string(head.term));
  }
  return head;
}

TakeReport take_ledger(Workspace& workspace, const Repository& repository, const std::string& scope,
                       const Oid& tip) {
  return Taker(workspace, repository, scope).take(tip);
}

void verify_ledger(const Workspace& workspace, const Repository& repository,
                   const std::string& scope, const Oid& tip) {
  const Head pinned = workspace.head(scope);
  if (tip.text() == pinned.oid) return;
  new_entries(repository, pinned_roster(workspace), scope, pinned, tip);
}

std::string unknown_to_program(const Store& store) {
  std::string out;
  // From kind to kind along the index: the rows may be a million.
  store.query(
      "WITH RECURSIVE step(kind) AS (SELECT min(kind) FROM record UNION ALL SELECT (SELECT "
      "min(kind) FROM record WHERE kind > step.kind) FROM step WHERE step.kind IS NOT NULL) "
      "SELECT kind FROM step WHERE kind IS NOT NULL",
      {}, [&](const Store::Row&, const Store::Row& row) {
        if (!known_kind(row[0])) out = row[0];
      });
  store.query(
      "SELECT DISTINCT json_extract(json, '$.name') FROM record WHERE kind = 'timer' AND "
      "json IS NOT NULL",
      {}, [&](const Store::Row&, const Store::Row& row) {
        if (!find_timer(row[0])) out = "timer " + row[0];
      });
  return out;
}

TreeId state_id_of_rows(const Store& store) {
  StateIdBuilder builder;
  store.each(Layer::kBase, [&](std::string_view kind, std::string_view id, std::string_view bytes) {
    builder.add(kind, id, std::string(bytes) + "\n");
  });
  return builder.finish();
}

}  // namespace kontor
