// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/verify.h"

#include <algorithm>
#include <set>

#include "lib/audit/clone.h"
#include "lib/audit/replay.h"
#include "lib/audit/signatures.h"
#include "lib/base/error.h"

namespace kontor {
namespace {

[[noreturn]] void bad(const char* code, const std::string& message) {
  throw Error(Fault::kTrust, code, message, "keep the clone as evidence");
}

std::vector<Oid> tips_of(const Clone& clone) {
  std::vector<Oid> out{clone.entries.back().oid};
  for (const auto& [replica, tip] : clone.branches) out.push_back(tip);
  return out;
}

// A scope's clone must hold the very entries that the master names, up to where it ends.
std::int64_t compare_with_master(const Clone& clone, const std::vector<Oid>& named) {
  for (std::size_t i = 0; i < clone.entries.size(); ++i) {
    if (i >= named.size() || named[i] != clone.entries[i].oid) {
      bad("fork", place_of(clone.entries[i]) + " is not the one that the master ledger names");
    }
  }
  return static_cast<std::int64_t>(named.size() - clone.entries.size());
}

// Reads every blob of a scope's trees, so that a changed byte anywhere is found; the ids are git's
// own.
void read_trees(const Clone& clone) {
  Oid before;
  for (const ClonedEntry& entry : clone.entries) {
    for (const PathChange& change :
         diff_trees(clone.repository, before, entry.commit.commit.tree, "")) {
      if (!change.to.zero()) static_cast<void>(clone.repository.read_blob(change.to));
    }
    before = entry.commit.commit.tree;
  }
}

// Sets that wait on replica branches, and what they have seen: witnesses against a cut tail.
void check_waiting(const Clone& clone, const CheckedSignatures& signatures,
                   const std::set<Oid>& taken, const std::map<std::string, std::int64_t>& heads,
                   AuditReport& report) {
  for (const auto& [replica, tip] : clone.branches) {
    Oid at = tip;
    while (!at.zero() && !taken.contains(at)) {
      const SignedCommit commit = decode_commit(clone.repository.read(at).bytes);
      ChangeSetHead set;
      try {
        set = parse_change_set(commit.commit);
      } catch (const Error& error) {
        bad("bad_change_set",
            "set " + at.text() + " on the branch of " + replica + ": " + error.what());
      }
      if (!signatures.contains(at)) {
        bad("bad_signature",
            "set " + at.text() + " on the branch of " + replica + " has no good signature");
      }
      auto head = heads.find(set.scope);
      if (head != heads.end() && set.seen_index > head->second) {
        bad("cut_tail", "set " + at.text() + " of " + replica + " has seen entry " +
                            std::to_string(set.seen_index) + " of ledger " + set.scope +
                            ", which is cut off here (it ends at " + std::to_string(head->second) +
                            ")");
      }
      ++report.waiting_sets;
      at = commit.commit.parents.empty() ? Oid{} : commit.commit.parents.front();
    }
  }
}

void prove_freshness(const std::vector<Clone>& clones, const std::string& expect,
                     AuditReport& report) {
  report.freshness = "not proven";
  if (expect.empty()) return;
  const Oid wanted = parse_oid(expect);
  for (const Clone& clone : clones) {
    for (const ClonedEntry& entry : clone.entries) {
      if (entry.oid == wanted) {
        report.freshness = "proven up to " + place_of(entry);
        return;
      }
    }
  }
  bad("cut_tail",
      "entry " + expect + " is in none of the ledgers: the tail is cut off, or they are others");
}

}  // namespace

AuditReport verify_history(const AuditOptions& options) {
  if (options.repositories.empty()) {
    throw Error(Fault::kUsage, "no_repository", "no repository to verify",
                "kontor-audit verify hq.git --root KEY");
  }
  AuditReport report;
  std::vector<Clone> clones;
  for (const std::string& path : options.repositories)
    clones.push_back(open_clone(path, options.trust));
  // The master first: it holds the sets of all scopes, which then need no second look.
  std::stable_sort(clones.begin(), clones.end(), [](const Clone& a, const Clone& b) {
    return (a.scope == "hq") > (b.scope == "hq");
  });
  const Clone* master = nullptr;
  std::map<std::string, const Clone*> scopes;
  for (const Clone& clone : clones) {
    if (clone.roster.genesis.ledger() != clones.front().roster.genesis.ledger()) {
      bad("other_ledger", clone.path + " is of another ledger than " + clones.front().path);
    }
    if (clone.scope == "hq") {
      master = &clone;
    } else {
      scopes[clone.scope] = &clone;
    }
  }
  const Genesis& genesis = clones.front().roster.genesis;
  report.ledger = genesis.ledger();
  report.name = genesis.name;
  report.clock = genesis.clock;
  const Clone& main = master ? *master : clones.front();
  report.first_time = format_instant(main.entries.front().head.time);
  report.last_time = format_instant(main.entries.back().head.time);

  NamedEntries named;
  std::map<std::string, std::int64_t> heads;
  std::set<Oid> taken;
  CheckedSignatures signatures;
  for (const Clone& clone : clones) {
    check_signatures(clone.path, tips_of(clone), options.threads, options.progress, signatures);
    for (const ClonedEntry& entry : clone.entries) {
      taken.insert(entry.commit.commit.parents.begin(), entry.commit.commit.parents.end());
    }
    if (&clone == master) {
      named = replay_master(clone, scopes, signatures, report, options.progress);
      report.replayed_everything = true;
    } else if (!master) {
      replay_scope(clone, signatures, report);
    }
    heads[clone.scope] = clone.entries.back().head.index;
  }
  for (const Clone& clone : clones) {
    AuditedLedger ledger{clone.path, clone.scope, static_cast<std::int64_t>(clone.entries.size()),
                         clone.entries.back().oid.text(), 0};
    if (master && &clone != master) {
      ledger.behind = compare_with_master(clone, named[clone.scope]);
      read_trees(clone);
      heads[clone.scope] = static_cast<std::int64_t>(named[clone.scope].size());
    }
    report.ledgers.push_back(std::move(ledger));
  }
  report.signatures += static_cast<std::int64_t>(signatures.size());
  for (const Clone& clone : clones) check_waiting(clone, signatures, taken, heads, report);
  prove_freshness(clones, options.expect, report);
  return report;
}

}  // namespace kontor
