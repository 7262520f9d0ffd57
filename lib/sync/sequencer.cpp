// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/sequencer.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sync/publication.h"
#include "lib/sync/vault.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

constexpr std::size_t kSaltBytes = 16;

// The scope commits that a master tree names.
std::map<std::string, Oid> named_scopes(const Repository& local, const Oid& master_tree) {
  std::map<std::string, Oid> out;
  walk_blobs(local, master_tree, "scopes/", [&](const std::string& path, const Oid& blob) {
    const std::string bytes = local.read_blob(blob);
    out[path.substr(7)] = make_object(ObjectType::kCommit, bytes).oid;
  });
  return out;
}

Oid tree_of(const Repository& local, const Oid& commit) {
  return decode_commit(local.read(commit).bytes).commit.tree;
}

struct Collected {
  std::vector<ReplicaIntake> replicas;
};

Collected collect(LedgerView& view, Remote& remote, Repository& local, SequenceReport& report) {
  Collected out;
  std::map<std::string, std::map<std::string, Oid>> fresh;  // scope -> replica -> tip
  std::set<std::string> scopes{"hq"};
  for (const std::string& scope : view.records->ids("scope")) scopes.insert(scope);
  for (const std::string& scope : scopes) {
    std::map<std::string, Oid> branches;
    const auto list = [&] { branches = remote.branches(scope); };
    if (auto problem = problem_of("refs of " + scope, "", list)) {
      report.problems.push_back(*problem);
    }
    for (const auto& [branch, tip] : branches) {
      if (!branch.starts_with("replica/")) continue;
      const std::string replica = branch.substr(8);
      auto head = view.heads.find(replica);
      if (head != view.heads.end() && head->second.oid == tip) continue;
      const Record record = view.records->get("replica", replica);
      if (!record || record->str("scope") != scope) {
        report.problems.push_back(
            {tip.text(), "unknown_replica",
             "branch " + branch + " of " + scope + " belongs to no replica of it"});
        continue;
      }
      fresh[scope][replica] = tip;
    }
  }
  for (const auto& [scope, replicas] : fresh) {
    std::vector<std::string> branches;
    for (const auto& entry : replicas) branches.push_back("replica/" + entry.first);
    const auto fetch_all = [&] { remote.fetch(scope, branches, local); };
    const bool whole = !problem_of(scope, "", fetch_all);
    for (const auto& [replica, tip] : replicas) {
      const std::string branch = "replica/" + replica;
      const auto fetch_one = [&] { remote.fetch(scope, {branch}, local); };
      if (!whole) {  // one by one, to find the branch at fault
        if (auto problem = problem_of("branch " + branch + " of " + scope, tip.text(), fetch_one)) {
          report.problems.push_back(*problem);
          continue;
        }
      }
      ReplicaIntake intake = read_branch(local, view, replica, tip);
      if (intake.problem) report.problems.push_back(*intake.problem);
      if (!intake.sets.empty()) out.replicas.push_back(std::move(intake));
    }
  }
  return out;
}

// Takes as many sets as one entry may hold, replicas in the entry's order.
std::vector<Intake> next_batch(const Oid& master, std::vector<ReplicaIntake>& waiting) {
  std::vector<std::string> names;
  for (const ReplicaIntake& intake : waiting) names.push_back(intake.sets.front().head.replica);
  std::vector<Intake> out;
  std::int64_t operations = 0;
  std::size_t heads = 0;
  for (const std::string& name : sequence_order(master, names)) {
    if (heads == kMaxEntryHeads) break;
    auto intake = std::find_if(waiting.begin(), waiting.end(), [&](const ReplicaIntake& candidate) {
      return candidate.sets.front().head.replica == name;
    });
    std::size_t taken = 0;
    for (Intake& set : intake->sets) {
      const std::int64_t more = set.head.last_seq - set.head.first_seq + 1;
      if (operations + more > kMaxEntryOperations) break;
      operations += more;
      out.push_back(std::move(set));
      ++taken;
    }
    if (taken == 0) break;
    ++heads;
    intake->sets.erase(intake->sets.begin(),
                       intake->sets.begin() + static_cast<std::ptrdiff_t>(taken));
    if (intake->sets.empty()) waiting.erase(intake);
  }
  return out;
}

// A newer program may have gone on with this very store, and this one be put back.
bool may_decide(Workspace& workspace) {
  const std::string unknown = unknown_to_program(workspace.store());
  if (unknown.empty()) {
    workspace.store().remove_meta("stopped");
    return true;
  }
  workspace.set("stopped", std::to_string(workspace.head("hq").index) + " " + unknown);
  return false;
}

}  // namespace

std::function<Signed(const std::string&, const Commit&)> entry_signer(const SigningKey& key) {
  return [&key](const std::string&, const Commit& commit) {
    Object object = sign_commit(commit, key);
    return Signed{object.oid, std::move(object.bytes)};
  };
}

TakeReport publish(Workspace& workspace, Remote& remote, Repository& local, StoreLedger& ledger,
                   const std::optional<Oid>& previous_master, std::vector<EntryOutput> entries,
                   std::vector<IntakeProblem>& problems) {
  std::map<std::string, std::vector<Object>> objects;  // trees and blobs
  std::vector<Object> commits;
  std::map<std::string, Oid> tips;
  for (EntryOutput& entry : entries) {
    ledger.add(entry);
    for (auto& [scope, output] : entry.scopes) {
      std::vector<Object>& list = objects[scope];
      std::move(output.objects.begin(), output.objects.end(), std::back_inserter(list));
      commits.push_back(Object{ObjectType::kCommit, output.commit.bytes, output.commit.oid});
      tips[scope] = output.tip.oid;
    }
  }
  EntryCache entry_cache;  // HQ's tree and a scope's share their blobs
  for (const auto& [scope, list] : objects) local.write_pack(list, &entry_cache);
  local.write_pack(commits);
  for (const auto& [scope, list] : objects) {
    if (scope == "hq") continue;
    remote.create(scope, RepositoryUse::kHistoryHub);
    remote.create(vault_of(scope), RepositoryUse::kVaultHub);
    remote.offer(scope, list, entry_cache);
  }
  remote.offer("hq", objects.at("hq"), entry_cache);
  if (remote.push("hq", kLedgerBranch, previous_master, tips.at("hq"), local) != Pushed::kDone) {
    throw Error(Fault::kTemporary, "lost_the_swap", "another sequencer has written the next entry",
                "run kontor sync again");
  }
  publish_scopes(workspace, remote, local, tips.at("hq"), tips, problems);
  for (const EntryOutput& entry : entries) mark_vault_subjects(workspace, entry);
  return ledger.save();
}

TakeReport finish_publication(Workspace& workspace, Remote& remote, Repository& local,
                              std::vector<IntakeProblem>& problems) {
  TakeReport report;
  const std::optional<Oid> master = remote.branch("hq", kLedgerBranch);
  const Head pinned = workspace.head("hq");
  if (!master) {
    if (pinned.index == 0) return report;
    throw Error(Fault::kTrust, "fork", "the hub has lost the master ledger",
                "work on; restore the hub, or name another with hub init");
  }
  if (pinned.oid == master->text()) return report;  // the store is moved last of all
  if (!local.has(*master)) remote.fetch("hq", {kLedgerBranch}, local);
  verify_ledger(workspace, local, "hq", *master);  // before anybody's ledger is moved by its word
  std::map<std::string, Oid> tips;
  std::optional<Error> missing;
  for (const auto& [scope, tip] : named_scopes(local, tree_of(local, *master))) {
    if (!local.has(tip)) remote.fetch(scope, {kLedgerBranch}, local);
    if (!local.has(tip)) {
      missing = Error(Fault::kTrust, "missing_entry",
                      "entry " + tip.text() + " of " + scope + " is nowhere", "kontor doctor");
      continue;
    }
    remote.create(scope, RepositoryUse::kHistoryHub);
    remote.create(vault_of(scope), RepositoryUse::kVaultHub);
    tips[scope] = tip;
  }
  publish_scopes(workspace, remote, local, *master, tips, problems);
  if (missing) throw Error(*missing);
  for (const auto& [scope, tip] : tips) {
    const TakeReport taken = take_ledger(workspace, local, scope, tip);
    report.changed.insert(taken.changed.begin(), taken.changed.end());
  }
  TakeReport own = take_ledger(workspace, local, "hq", *master);
  own.changed.merge(report.changed);
  if (!own.stopped) mark_all_vault_subjects(workspace);
  return own;
}

SequenceReport sequence_once(Workspace& workspace, Remote& remote, Repository& local) {
  SequenceReport report;
  report.take = finish_publication(workspace, remote, local, report.problems);
  publish_waiting(workspace, remote, local, report.problems);
  const bool stood = !workspace.setting("stopped").empty();
  report.take.stopped = report.take.stopped || (stood && !may_decide(workspace));
  if (report.take.stopped) return report;
  const Head head = workspace.head("hq");
  if (head.index > 0 && !local.has(parse_oid(head.oid))) {  // the cache was lost
    remote.fetch("hq", {kLedgerBranch}, local);
  }
  StoreLedger ledger(workspace, local);
  LedgerView& view = ledger.view();
  Collected collected = collect(view, remote, local, report);
  const Instant time = std::max(workspace.now(), view.tips["hq"].time);
  if (collected.replicas.empty() && due_timers(*view.records, time).empty()) return report;
  report.take.stopped = !may_decide(workspace);
  if (report.take.stopped) return report;
  const std::int64_t term = parse_integer(workspace.setting("term"));
  const SigningKey key = workspace.sequencer_key(term);
  EntryInput input;
  input.time = time;
  input.term = term;
  input.salt = [&](const std::string&, std::size_t) {
    return workspace.random().bytes(kSaltBytes);
  };
  input.sign = entry_signer(key);
  const Oid previous = view.tips["hq"].oid;
  std::vector<EntryOutput> entries;
  do {
    input.sets = next_batch(view.tips["hq"].oid, collected.replicas);
    for (const Intake& set : input.sets) {
      report.operations += set.head.last_seq - set.head.first_seq + 1;
    }
    entries.push_back(make_entry(view, input));
    ++report.entries;
  } while (!collected.replicas.empty());
  TakeReport saved =
      publish(workspace, remote, local, ledger, previous, std::move(entries), report.problems);
  saved.changed.merge(report.take.changed);
  saved.from = report.take.to > 0 ? std::min(report.take.from, saved.from) : saved.from;
  report.take = std::move(saved);
  return report;
}

}  // namespace kontor
