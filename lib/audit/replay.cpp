// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/replay.h"

#include <map>

#include "lib/audit/difference.h"
#include "lib/audit/ledger_replay.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

// Kinds in which HQ says what it concluded from plaintext: replayed like any other, but what they
// say cannot be recomputed from the history.
constexpr std::string_view kConcluded[] = {"customer.link", "customer.unlink", "check.deviate"};
constexpr std::size_t kSaltBytes = 16;
constexpr std::int64_t kLateSeconds = 30 * 86400;  // a set that waited longer is named

class MasterReplay : private LedgerReplay {
 public:
  MasterReplay(const Clone& master, const std::vector<const Clone*>& scopes, Inspection& inspection,
               AuditReport& report)
      : LedgerReplay(master, inspection, report), scopes_(scopes) {
    view_.nodes = [this](const std::string& scope) -> NodeStore& { return nodes_[scope]; };
    view_.entry = [this](const std::string& scope, std::int64_t index) -> std::optional<Tip> {
      const std::vector<Tip>& tips = entries_[scope];
      if (index < 1 || static_cast<std::size_t>(index) > tips.size()) return std::nullopt;
      return tips[static_cast<std::size_t>(index - 1)];
    };
  }

  void entry(const ClonedEntry& recorded, const Done& done) {
    const std::int64_t before = report_.operations;
    at_place(place_of(recorded), [&] { replay(recorded); });
    if (done) done(report_.operations - before + 1);
  }

  void finish() {
    for (const Clone* clone : scopes_) compare_clone(*clone);
    check_waiting(clone_);
    for (const Clone* clone : scopes_) check_waiting(*clone);
  }

 private:
  void replay(const ClonedEntry& recorded) {
    const SignedCommit commit = signed_entry(recorded);
    const Tip previous = view_.tips["hq"];
    if (recorded.head.master_index != previous.index || recorded.head.master_oid != previous.oid) {
      differs(place_of(recorded), "names another master entry than the one before it");
    }
    EntryInput input;
    input.time = recorded.head.time;
    input.term = recorded.head.term;
    if (recorded.head.index > 1) input.sets = sets_of(recorded);
    const std::vector<Bytes> salts = salts_of(recorded);
    input.salt = [&](const std::string&, std::size_t n) {
      return n < salts.size() ? salts[n] : Bytes(kSaltBytes, '\0');
    };
    std::map<std::string, std::string> computed;  // scope -> bytes to be signed
    input.sign = [&](const std::string& scope, const Commit& unsigned_commit) {
      computed[scope] = encode_commit(unsigned_commit);
      if (scope == "hq") return Signed{recorded.oid, {}};
      std::string bytes = file_at(clone_.repository, recorded.tree, "scopes/" + scope);
      const Oid oid = make_object(ObjectType::kCommit, bytes).oid;
      return Signed{oid, std::move(bytes)};
    };
    const std::map<std::string, Tip> before = view_.tips;
    const EntryOutput output =
        recorded.head.index == 1
            ? make_first_entry(view_, input,
                               genesis_replica(clone_.roster.genesis, recorded.head.time))
            : make_entry(view_, input);
    compare(recorded, commit.payload, output, computed, before);
    count(recorded, input, output);
    for (const auto& [scope, part] : output.scopes) {
      entries_[scope].push_back(part.tip);
      check_objects(recorded, scope, part);
    }
    check_copies(recorded, input.sets);
    previous_tree_ = recorded.tree;
  }

  std::vector<Bytes> salts_of(const ClonedEntry& recorded) const {
    std::vector<Bytes> out;
    const std::string text = file_at(clone_.repository, recorded.tree, "salts.jsonl");
    for (std::string_view line : operation_lines(text)) {
      out.push_back(unhex(parse_json(line, kLedgerJson).str("salt")));
      if (out.back().size() != kSaltBytes) differs(place_of(recorded), "a salt has a wrong length");
    }
    return out;
  }

  // Equal bytes to be signed are equal trees, ids, trailers and parents. Anything else is taken
  // apart until there is a record or an operation to name.
  void compare(const ClonedEntry& recorded, const std::string& payload, const EntryOutput& output,
               const std::map<std::string, std::string>& computed,
               const std::map<std::string, Tip>& before) {
    const bool same = payload == computed.at("hq");
    if (!same) explain_entry(recorded, output);
    for (const auto& [scope, bytes] : computed) {
      if (scope != "hq") compare_scope(recorded, scope, bytes, output.scopes.at(scope), before);
    }
    if (same) return;
    std::string why = files_differ(clone_.repository, previous_tree_, recorded.tree,
                                   output.scopes.at("hq").files);
    differs(place_of(recorded),
            why.empty() ? "its trailers, parents or ids are not as computed" : why);
  }

  // What differs in the master itself; the entries of scopes are asked after it.
  void explain_entry(const ClonedEntry& recorded, const EntryOutput& output) const {
    const std::string place = place_of(recorded);
    const Repository& repository = clone_.repository;
    const std::string lines = file_at(repository, recorded.tree, "entry.jsonl");
    if (std::string why = lines_differ(lines, output.entry_lines); !why.empty())
      differs(place, why);
    const std::string why = files_differ(repository, previous_tree_, recorded.tree,
                                         output.scopes.at("hq").files, "state/");
    if (!why.empty()) differs(place, why);
  }

  void compare_scope(const ClonedEntry& recorded, const std::string& scope,
                     const std::string& bytes, const ScopeOutput& output,
                     const std::map<std::string, Tip>& before) {
    const std::string place = place_of(recorded) + ", scope " + scope;
    auto old = before.find(scope);
    if (output.commit.bytes.empty() ||
        (old != before.end() && old->second.oid == output.commit.oid)) {
      differs(place, "the scope's entry is missing");
    }
    SignedCommit commit = decode_commit(output.commit.bytes);
    const PublicKey* key = clone_.roster.sequencers.key(recorded.head.term);
    inspection_.signature(commit, *key,
                          place + ": the scope's entry is not signed by the sequencer");
    ++report_.projections;
    if (commit.payload == bytes) return;
    const Oid previous = old == before.end() ? Oid{} : old->second.oid;
    for (const Clone* clone : scopes_) {
      if (clone->scope == scope && clone->repository.has(commit.commit.tree))
        explain_scope(place, clone->repository, commit.commit.tree, previous, output);
    }
    differs(place, "what the scope was given is not what its audience rules give it");
  }

  static void explain_scope(const std::string& place, const Repository& repository, const Oid& tree,
                            const Oid& previous, const ScopeOutput& output) {
    Oid before;
    if (!previous.zero()) before = decode_commit(repository.read(previous).bytes).commit.tree;
    const std::string why = files_differ(repository, before, tree, output.files, "state/");
    if (!why.empty()) differs(place, why);
    const std::string lines = file_at(repository, tree, "entry.jsonl");
    const std::string expected = output.files.at("entry.jsonl").value_or("");
    if (std::string line = lines_differ(lines, expected); !line.empty()) differs(place, line);
    const std::string rest = files_differ(repository, before, tree, output.files);
    if (!rest.empty()) differs(place, rest);
  }

  // The objects that the entry brings are in the clones, whole.
  void check_objects(const ClonedEntry& recorded, const std::string& scope,
                     const ScopeOutput& output) {
    std::vector<Oid> oids;
    for (const Object& object : output.objects) oids.push_back(object.oid);
    const std::string place =
        place_of(recorded) + (scope == "hq" ? std::string() : ", scope " + scope);
    if (scope == "hq") inspection_.objects(clone_.repository.path().string(), oids, place);
    for (const Clone* clone : scopes_) {
      if (clone->scope == scope && clone->head().head.index >= output.tip.index)
        inspection_.objects(clone->repository.path().string(), oids, place);
    }
  }

  // The sets were read from the master; the scopes' clones hold them too.
  void check_copies(const ClonedEntry& recorded, const std::vector<Intake>& sets) {
    for (const Clone* clone : scopes_) {
      if (static_cast<std::size_t>(clone->head().head.index) < entries_[clone->scope].size())
        continue;
      std::vector<Oid> oids;
      for (const Intake& set : sets) {
        if (set.head.scope == clone->scope) oids.push_back(set.oid);
      }
      if (oids.empty()) continue;
      inspection_.sets(clone->repository.path().string(), oids,
                       place_of(recorded) + ", scope " + clone->scope);
    }
  }

  // A scope's clone must hold the very entries that the master names, up to where it ends.
  void compare_clone(const Clone& clone) {
    const std::vector<Tip>& named = entries_[clone.scope];
    for (std::size_t i = 0; i < clone.entries.size(); ++i) {
      const std::string place = place_of(clone.entries[i]);
      if (i >= named.size()) {
        throw Error(Fault::kTrust, "cut_tail",
                    place + " is not named by the master ledger, which ends with " +
                        place_of(clone_.head()) +
                        ": the master's tail is cut off, or the entry is forged",
                    "keep both clones as evidence");
      }
      if (named[i].oid != clone.entries[i].oid) {
        throw Error(Fault::kTrust, "fork", place + " is not the one that the master ledger names",
                    "keep both clones as evidence");
      }
    }
    for (AuditedLedger& ledger : report_.ledgers) {
      if (ledger.repository == clone.path)
        ledger.behind = static_cast<std::int64_t>(named.size() - clone.entries.size());
    }
  }

  void count(const ClonedEntry& recorded, const EntryInput& input, const EntryOutput& output) {
    ++report_.entries;
    report_.sets += static_cast<std::int64_t>(input.sets.size());
    for (const EntryOutput::Fate& fate : output.fates) {
      ++report_.operations;
      ++(fate.outcome.accepted() ? report_.accepted : report_.rejected);
    }
    for (std::string_view line : operation_lines(output.entry_lines)) {
      if (line.find("\"t\":\"timer\"") != std::string_view::npos) ++report_.timers;
    }
    for (const Intake& set : input.sets) {
      if (set.head.scope == "hq") count_concluded(set);
      note_late(recorded, set);
    }
  }

  void count_concluded(const Intake& set) {
    for (std::string_view line : operation_lines(set.ops)) {
      for (std::string_view kind : kConcluded) {
        const std::string member = "\"kind\":\"" + std::string(kind) + "\"";
        if (line.find(member) != std::string_view::npos) ++report_.concluded_by_hq;
      }
    }
  }

  // HQ chooses when it looks: a set that waited long is named.
  void note_late(const ClonedEntry& recorded, const Intake& set) {
    const std::optional<Tip> seen = view_.entry(set.head.scope, set.head.seen_index);
    if (!seen || recorded.head.time.seconds - seen->time.seconds <= kLateSeconds) return;
    report_.notes.push_back(
        "set " + set.oid.text() + " of " + set.head.replica + " was taken " +
        std::to_string((recorded.head.time.seconds - seen->time.seconds) / 86400) +
        " days after the entry that it had seen");
  }

  const std::vector<const Clone*>& scopes_;
  std::map<std::string, MemoryNodeStore> nodes_;
  std::map<std::string, std::vector<Tip>> entries_;  // by scope, oldest first
  Oid previous_tree_;
};

}  // namespace

void replay_master(const Clone& master, const std::vector<const Clone*>& scopes,
                   Inspection& inspection, AuditReport& report, const Done& done) {
  MasterReplay replay(master, scopes, inspection, report);
  for (const ClonedEntry& entry : master.entries) {
    replay.entry(entry, done);
    if (inspection.failed()) inspection.settle();
  }
  replay.finish();
}

}  // namespace kontor
