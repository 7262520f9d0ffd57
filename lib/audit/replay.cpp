// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/replay.h"

#include <algorithm>

#include "lib/audit/difference.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/intake.h"
#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

const JsonLimits kLedgerJson{.size_bytes = 64u << 20, .depth = 32, .string_bytes = 1u << 20};

// Kinds in which HQ says what it concluded from plaintext: replayed like any other, but what they
// say cannot be recomputed from the history.
constexpr std::string_view kConcluded[] = {"customer.link", "customer.unlink", "check.deviate"};

[[noreturn]] void differs(const std::string& place, const std::string& why) {
  throw Error(Fault::kTrust, "recomputation_differs", place + ": " + why,
              "keep the clone as evidence");
}

std::string file_at(const Repository& repository, const Oid& tree, std::string_view path) {
  const std::optional<Oid> blob = at_path(repository, tree, path);
  return blob ? repository.read_blob(*blob) : std::string();
}

class MasterReplay {
 public:
  MasterReplay(const Clone& master, const std::map<std::string, const Clone*>& scopes,
               const CheckedSignatures& signatures, AuditReport& report)
      : master_(master),
        scopes_(scopes),
        signatures_(signatures),
        report_(report),
        records_(empty_, all_indexes()) {
    view_.ledger = master.roster.genesis.ledger();
    view_.records = &records_;
    view_.roster_files = roster_files(master.repository, master.entries.front().commit.commit.tree);
    view_.sequencers = master.roster.sequencers.from_term;
    view_.nodes = [this](const std::string& scope) -> NodeStore& { return nodes_[scope]; };
    view_.entry = [this](const std::string& scope, std::int64_t index) -> std::optional<Tip> {
      auto found = entries_.find({scope, index});
      return found == entries_.end() ? std::nullopt : std::optional(found->second);
    };
    view_.checked_signature = [this](const Oid& oid, const SignedCommit&, const PublicKey& key) {
      auto found = signatures_.find(oid);
      return found != signatures_.end() && found->second == key;
    };
  }

  void entry(const ClonedEntry& recorded) {
    check_sequencer(master_, recorded, signatures_);
    check_master_trailer(recorded);
    const Oid tree = recorded.commit.commit.tree;
    EntryInput input;
    input.time = recorded.head.time;
    input.term = recorded.head.term;
    if (recorded.head.index > 1) input.sets = sets_of(master_, recorded, view_);
    salts_ = salts(tree);
    input.salt = [this](const std::string&, std::size_t n) {
      return n < salts_.size() ? salts_[n] : Bytes();
    };
    std::map<std::string, std::string> computed;  // scope -> unsigned bytes
    input.sign = [&](const std::string& scope, const Commit& commit) {
      computed[scope] = encode_commit(commit);
      return recorded_commit(scope, recorded);
    };
    const std::map<std::string, Tip> before = view_.tips;
    const EntryOutput output = recorded.head.index == 1
                                   ? make_first_entry(view_, input, first_replica(tree))
                                   : make_entry(view_, input);
    compare(recorded, output, computed, before);
    count(recorded, input, output);
    note(output);
    previous_tree_ = tree;
  }

  NamedEntries named() && { return std::move(named_); }

 private:
  void check_master_trailer(const ClonedEntry& recorded) {
    const Tip previous = view_.tips["hq"];
    if (recorded.head.master_index != previous.index || recorded.head.master_oid != previous.oid) {
      differs(place_of(recorded), "names another master entry than the one before it");
    }
  }

  std::vector<Bytes> salts(const Oid& tree) const {
    std::vector<Bytes> out;
    const std::string text = file_at(master_.repository, tree, "salts.jsonl");
    for (std::string_view line : operation_lines(text)) {
      out.push_back(unhex(parse_json(line, kLedgerJson).str("salt")));
    }
    return out;
  }

  // The first replica is what the root-signed genesis says; only its times stand in the entry.
  Json first_replica(const Oid& tree) const {
    const Json& named = master_.roster.genesis.replica;
    const std::string id = named.str("id");
    const std::string path = state_path("replica", id);
    Json record = parse_json(trim(file_at(master_.repository, tree, path)), kLedgerJson);
    for (const char* member : {"role", "sign_key", "vault_key"})
      record.set(member, named.str(member));
    record.set("scope", "hq");
    record.erase("from_index");
    return record;
  }

  Signed recorded_commit(const std::string& scope, const ClonedEntry& recorded) {
    if (scope == "hq") return {recorded.oid, master_.repository.read(recorded.oid).bytes};
    const std::string bytes =
        file_at(master_.repository, recorded.commit.commit.tree, "scopes/" + scope);
    return {make_object(ObjectType::kCommit, bytes).oid, bytes};
  }

  void compare(const ClonedEntry& recorded, const EntryOutput& output,
               const std::map<std::string, std::string>& computed,
               const std::map<std::string, Tip>& before) {
    const Oid tree = recorded.commit.commit.tree;
    const std::string place = place_of(recorded);
    const std::string lines = file_at(master_.repository, tree, "entry.jsonl");
    if (std::string why = lines_differ(lines, output.entry_lines); !why.empty())
      differs(place, why);
    std::string why =
        files_differ(master_.repository, previous_tree_, tree, output.scopes.at("hq").files);
    if (!why.empty() && !why.starts_with("scopes/")) differs(place, why);
    for (const auto& [scope, bytes] : computed) {
      if (scope != "hq") compare_scope(recorded, scope, bytes, output.scopes.at(scope), before);
    }
    if (!why.empty()) differs(place, why);
    if (recorded.commit.payload != computed.at("hq")) {
      differs(place, "trailers, parents or ids are not as computed");
    }
  }

  void compare_scope(const ClonedEntry& recorded, const std::string& scope,
                     const std::string& bytes, const ScopeOutput& output,
                     const std::map<std::string, Tip>& before) {
    const std::string place = place_of(recorded) + ", scope " + scope;
    if (output.commit.bytes.empty()) differs(place, "the scope's entry is missing");
    const SignedCommit commit = decode_commit(output.commit.bytes);
    const PublicKey* key = master_.roster.sequencers.key(recorded.head.term);
    if (!key || !signed_by(commit, *key))
      differs(place, "the scope's entry is not signed by the sequencer");
    ++report_.signatures;
    ++report_.projections;
    if (commit.payload == bytes) return;
    auto clone = scopes_.find(scope);
    if (clone != scopes_.end() && clone->second->repository.has(commit.commit.tree)) {
      const Repository& repository = clone->second->repository;
      Oid previous;
      if (auto tip = before.find(scope); tip != before.end() && tip->second.index > 0) {
        previous = decode_commit(repository.read(tip->second.oid).bytes).commit.tree;
      }
      const std::string lines = file_at(repository, commit.commit.tree, "entry.jsonl");
      const std::string expected = output.files.at("entry.jsonl").value_or("");
      if (std::string why = lines_differ(lines, expected); !why.empty()) differs(place, why);
      if (std::string why = files_differ(repository, previous, commit.commit.tree, output.files);
          !why.empty()) {
        differs(place, why);
      }
    }
    differs(place, "what the scope was given is not what its audience rules give it");
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
      for (std::string_view kind : kConcluded) {
        const std::string member = "\"kind\":\"" + std::string(kind) + "\"";
        for (std::string_view line : operation_lines(set.ops)) {
          if (line.find(member) != std::string_view::npos) ++report_.concluded_by_hq;
        }
      }
      note_late(recorded, set);
    }
  }

  // HQ chooses when it looks: a set that waited long is named.
  void note_late(const ClonedEntry& recorded, const Intake& set) {
    constexpr std::int64_t kLateSeconds = 30 * 86400;
    const std::optional<Tip> seen = view_.entry(set.head.scope, set.head.seen_index);
    if (seen && recorded.head.time.seconds - seen->time.seconds > kLateSeconds) {
      report_.notes.push_back(
          "set " + set.oid.text() + " of " + set.head.replica + " was taken " +
          std::to_string((recorded.head.time.seconds - seen->time.seconds) / 86400) +
          " days after the entry that it had seen");
    }
  }

  void note(const EntryOutput& output) {
    for (const auto& [scope, part] : output.scopes) {
      entries_[{scope, part.tip.index}] = part.tip;
      if (scope != "hq") named_[scope].push_back(part.tip.oid);
    }
  }

  const Clone& master_;
  const std::map<std::string, const Clone*>& scopes_;
  const CheckedSignatures& signatures_;
  AuditReport& report_;
  const EmptyState empty_;
  Overlay records_;
  std::map<std::string, MemoryNodeStore> nodes_;
  std::map<std::pair<std::string, std::int64_t>, Tip> entries_;
  std::vector<Bytes> salts_;
  Oid previous_tree_;
  NamedEntries named_;
  LedgerView view_;
};

}  // namespace

void check_sequencer(const Clone& clone, const ClonedEntry& entry,
                     const CheckedSignatures& signatures) {
  const PublicKey* key = clone.roster.sequencers.key(entry.head.term);
  auto found = signatures.find(entry.oid);
  if (!key || found == signatures.end() || !(found->second == *key)) {
    throw Error(Fault::kTrust, "bad_signature",
                place_of(entry) + " is not signed by the sequencer of term " +
                    std::to_string(entry.head.term),
                "keep the clone as evidence");
  }
}

std::vector<Intake> sets_of(const Clone& clone, const ClonedEntry& entry, const LedgerView& view) {
  std::vector<Intake> out;
  const std::vector<Oid>& parents = entry.commit.commit.parents;
  for (std::size_t i = entry.head.index == 1 ? 0 : 1; i < parents.size(); ++i) {
    std::string replica;
    try {
      replica =
          parse_change_set(decode_commit(clone.repository.read(parents[i]).bytes).commit).replica;
    } catch (const Error& error) {
      throw Error(Fault::kTrust, "bad_change_set",
                  place_of(entry) + ", set " + parents[i].text() + ": " + error.what(),
                  "keep the clone as evidence");
    }
    ReplicaIntake intake = read_branch(clone.repository, view, replica, parents[i]);
    if (intake.problem) {
      const bool newer = intake.problem->code == "unknown_operation";
      throw Error(newer ? Fault::kConfig : Fault::kTrust, intake.problem->code,
                  place_of(entry) + ", replica " + replica + ": " + intake.problem->message,
                  newer ? "audit with the version that knows it" : "keep the clone as evidence");
    }
    if (intake.sets.empty()) {
      throw Error(Fault::kTrust, "replayed_set",
                  place_of(entry) + " takes set " + parents[i].text() + " a second time",
                  "keep the clone as evidence");
    }
    std::move(intake.sets.begin(), intake.sets.end(), std::back_inserter(out));
  }
  return out;
}

NamedEntries replay_master(const Clone& master, const std::map<std::string, const Clone*>& scopes,
                           const CheckedSignatures& signatures, AuditReport& report,
                           const std::function<void(std::int64_t, std::int64_t)>& progress) {
  MasterReplay replay(master, scopes, signatures, report);
  std::int64_t done = 0;
  for (const ClonedEntry& entry : master.entries) {
    replay.entry(entry);
    if (progress) progress(++done, static_cast<std::int64_t>(master.entries.size()));
  }
  return std::move(replay).named();
}

}  // namespace kontor
