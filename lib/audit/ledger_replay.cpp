// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/ledger_replay.h"

#include <algorithm>

#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr const char* kKeep = "keep the clone as evidence";

}  // namespace

LedgerReplay::LedgerReplay(const Clone& clone, Inspection& inspection, AuditReport& report)
    : clone_(clone), inspection_(inspection), report_(report), records_(empty_, all_indexes()) {
  view_.ledger = clone.roster.genesis.ledger();
  view_.records = &records_;
  view_.roster_files = roster_files(clone.repository, clone.entries.front().tree);
  view_.sequencers = clone.roster.sequencers.from_term;
  view_.checked_signature = [this](const Oid& oid, const SignedCommit& commit,
                                   const PublicKey& key) {
    inspection_.signature(commit, key,
                          place_ + ": set " + oid.text() + " does not carry its signature");
    return true;
  };
}

SignedCommit LedgerReplay::signed_entry(const ClonedEntry& entry) {
  const std::string term = std::to_string(entry.head.term);
  const PublicKey* key = clone_.roster.sequencers.key(entry.head.term);
  if (!key) differs(place_of(entry), "no sequencer is appointed for term " + term);
  SignedCommit commit = decode_commit(clone_.repository.read(entry.oid).bytes);
  inspection_.signature(commit, *key,
                        place_of(entry) + " is not signed by the sequencer of term " + term);
  return commit;
}

ReplicaIntake LedgerReplay::read_sets(const Clone& clone, const std::string& place,
                                      const std::string& replica, const Oid& tip) {
  place_ = place + ", replica " + replica;
  return read_branch(clone.repository, view_, replica, tip);
}

std::vector<Intake> LedgerReplay::sets_of(const ClonedEntry& entry) {
  const std::string place = place_of(entry);
  std::vector<Intake> out;
  const std::size_t first = entry.head.index == 1 ? 0 : 1;
  if (entry.parents.size() > first + kMaxEntryHeads) differs(place, "takes too many heads at once");
  for (std::size_t i = first; i < entry.parents.size(); ++i) {
    const Oid& tip = entry.parents[i];
    std::string replica;
    at_place(place + ", set " + tip.text(), [&] {
      replica = parse_change_set(decode_commit(clone_.repository.read(tip).bytes).commit).replica;
    });
    ReplicaIntake intake = read_sets(clone_, place, replica, tip);
    if (intake.problem) {
      const bool newer = intake.problem->code == "unknown_operation";
      throw Error(newer ? Fault::kConfig : Fault::kTrust, intake.problem->code,
                  place_ + ": " + intake.problem->message,
                  newer ? "audit with the version that knows it" : kKeep);
    }
    if (intake.sets.empty()) {
      throw Error(Fault::kTrust, "replayed_set", place + " takes set " + tip.text() + " again",
                  kKeep);
    }
    std::move(intake.sets.begin(), intake.sets.end(), std::back_inserter(out));
  }
  return out;
}

// Whether the tip lies among the sets that are in the ledger already.
bool LedgerReplay::is_behind(const Clone& clone, const std::string& replica, const Oid& tip) const {
  Oid at = view_.heads.at(replica).oid;
  while (!at.zero() && clone.repository.has(at)) {
    if (at == tip) return true;
    const std::vector<Oid> parents = decode_commit(clone.repository.read(at).bytes).commit.parents;
    at = parents.empty() ? Oid{} : parents.front();
  }
  return false;
}

void LedgerReplay::refuse_waiting(const Clone& clone, const std::string& replica,
                                  const IntakeProblem& problem) {
  if (problem.code == "unknown_operation") {
    report_.notes.push_back(problem.message + "; it waits on the branch of " + replica);
    return;
  }
  if (problem.code == "foreign_seen") {
    const ChangeSetHead set = parse_change_set(
        decode_commit(clone.repository.read(parse_oid(problem.commit)).bytes).commit);
    const std::int64_t end = view_.tips.at(clone.scope).index;
    if (set.seen_index > end) {
      throw Error(Fault::kTrust, "cut_tail",
                  "set " + problem.commit + " of " + replica + " has seen entry " +
                      std::to_string(set.seen_index) + " of ledger " + set.scope +
                      ", which ends here with entry " + std::to_string(end) +
                      ": the tail is cut off",
                  kKeep);
    }
  }
  throw Error(Fault::kTrust, problem.code, "branch of " + replica + ": " + problem.message, kKeep);
}

void LedgerReplay::check_waiting(const Clone& clone) {
  for (const auto& branch : clone.branches) {
    const std::string& replica = branch.first;
    const Oid& tip = branch.second;
    const Record record = records_.get("replica", replica);
    if (!record || record->str("scope") != clone.scope) {
      throw Error(Fault::kTrust, "unknown_replica",
                  "ledger " + clone.scope + " enrols no replica " + replica +
                      ", which has a branch: the tail is cut off, or the branch is foreign",
                  kKeep);
    }
    const auto head = view_.heads.find(replica);
    if (head != view_.heads.end() && head->second.oid == tip) continue;
    at_place("branch of " + replica, [&] {
      const ReplicaIntake intake = read_sets(clone, "not in the ledger yet", replica, tip);
      report_.waiting_sets += static_cast<std::int64_t>(intake.sets.size());
      if (!intake.problem) return;
      if (intake.problem->code == "fork" && is_behind(clone, replica, tip)) {
        report_.notes.push_back("the branch of " + replica + " ends before its head in the ledger");
        return;
      }
      refuse_waiting(clone, replica, *intake.problem);
    });
  }
}

void LedgerReplay::note_head(const Intake& set) {
  ReplicaHead& head = view_.heads[set.head.replica];
  head.incarnation = set.head.incarnation;
  head.seq = set.head.last_seq;
  head.oid = set.oid;
  head.chain = next_chain(head.chain, set.head.payload);
}

void at_place(const std::string& place, const std::function<void()>& step) {
  try {
    step();
  } catch (const Error& error) {
    const bool broken = error.fault() == Fault::kTrust || error.fault() == Fault::kData;
    if (!broken) throw;
    const std::string what = error.what();
    const bool named = what.starts_with(place) || what.starts_with("entry ") ||
                       what.starts_with("set ") || what.starts_with("branch ");
    throw Error(Fault::kTrust, error.fault() == Fault::kData ? "bad_history" : error.code(),
                named ? what : place + ": " + what, error.hint().empty() ? kKeep : error.hint());
  }
}

}  // namespace kontor
