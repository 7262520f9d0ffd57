// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/verify.h"

#include <algorithm>
#include <map>

#include "lib/audit/clone.h"
#include "lib/audit/inspection.h"
#include "lib/audit/replay.h"
#include "lib/base/error.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

[[noreturn]] void bad(const char* code, const std::string& message) {
  throw Error(Fault::kTrust, code, message, "keep the clones as evidence");
}

// What HQ signed for one must not contradict what it signed for another, whoever holds the master:
// one entry at each index of a scope, one master entry at each index.
void compare_clones(const std::vector<Clone>& clones) {
  std::map<std::int64_t, std::pair<Oid, const ClonedEntry*>> masters;
  std::map<std::string, const Clone*> longest;
  for (const Clone& clone : clones) {
    if (clone.roster.genesis.ledger() != clones.front().roster.genesis.ledger()) {
      bad("other_ledger", clone.path + " is of another ledger than " + clones.front().path);
    }
    const Clone*& other = longest[clone.scope];
    const std::size_t common = other ? std::min(other->entries.size(), clone.entries.size()) : 0;
    for (std::size_t i = 0; i < common; ++i) {
      if (clone.entries[i].oid == other->entries[i].oid) continue;
      bad("fork", place_of(clone.entries[i]) + " in " + clone.path + " is " +
                      other->entries[i].oid.text() + " in " + other->path + ": HQ signed both");
    }
    if (!other || other->entries.size() < clone.entries.size()) other = &clone;
    for (const ClonedEntry& entry : clone.entries) {
      const auto [place, first] =
          masters.emplace(entry.head.master_index, std::pair(entry.head.master_oid, &entry));
      if (first || place->second.first == entry.head.master_oid) continue;
      bad("fork", place_of(entry) + " follows another master entry " +
                      std::to_string(entry.head.master_index) + " than " +
                      place_of(*place->second.second) + ": HQ signed both");
    }
  }
}

std::vector<Clone> open_clones(const AuditOptions& options) {
  if (options.repositories.empty()) {
    throw Error(Fault::kUsage, "no_repository", "no repository to verify",
                "kontor-audit verify hq.git --root KEY");
  }
  // Without a root everything would vouch for itself.
  if (options.trust.empty()) {
    throw Error(Fault::kUsage, "no_root_key", "no root key to verify against",
                "kontor-audit verify hq.git --root KEY");
  }
  std::vector<Clone> clones;
  for (const std::string& path : options.repositories)
    clones.push_back(open_clone(path, options.trust));
  // The master first: it holds the sets of all scopes.
  std::stable_sort(clones.begin(), clones.end(), [](const Clone& a, const Clone& b) {
    return (a.scope == "hq") > (b.scope == "hq");
  });
  compare_clones(clones);
  return clones;
}

// Entries, and the operations that the heads of the last one tell of. For the progress bar alone:
// nothing of it is verified yet.
std::int64_t units_of(const Clone& clone) {
  auto units = static_cast<std::int64_t>(clone.entries.size());
  walk_blobs(clone.repository, clone.head().tree, "heads/",
             [&](const std::string&, const Oid& blob) {
               units += decode_head(clone.repository.read_blob(blob)).seq;
             });
  return units;
}

void replay(const std::vector<Clone>& clones, const AuditOptions& options, Inspection& inspection,
            AuditReport& report) {
  const bool has_master = clones.front().scope == "hq";
  std::int64_t done = 0;
  std::int64_t all = 0;
  for (const Clone& clone : clones) {
    if (options.progress && (!has_master || &clone == &clones.front())) all += units_of(clone);
  }
  const auto told = [&](std::int64_t units) {
    if (options.progress) options.progress(done += units, all);
  };
  if (!has_master) {
    for (const Clone& clone : clones) replay_scope(clone, inspection, report, told);
    return;
  }
  std::vector<const Clone*> scopes;
  for (const Clone& clone : clones) {
    if (clone.scope != "hq") scopes.push_back(&clone);
  }
  replay_master(clones.front(), scopes, inspection, report, told);
  report.replayed_everything = true;
}

void prove_freshness(const std::vector<Clone>& clones, const std::string& expect,
                     AuditReport& report) {
  report.freshness = "not proven";
  if (expect.empty()) return;
  const Oid wanted = parse_oid(expect);
  for (const Clone& clone : clones) {
    for (const ClonedEntry& entry : clone.entries) {
      if (entry.oid != wanted) continue;
      report.freshness = "proven up to " + place_of(entry);
      return;
    }
  }
  bad("cut_tail",
      "entry " + expect + " is in none of the ledgers: the tail is cut off, or they are others");
}

AuditedLedger describe(const Clone& clone, const std::vector<Clone>& clones) {
  const EntryHead& head = clone.head().head;
  AuditedLedger out;
  out.repository = clone.path;
  out.scope = clone.scope;
  out.entries = head.index;
  out.head = clone.head().oid.text();
  out.time = format_instant(head.time);
  out.expires = format_instant(head.expires);
  for (const Clone& other : clones) {
    if (other.scope == clone.scope)
      out.behind = std::max(out.behind, other.head().head.index - head.index);
  }
  return out;
}

}  // namespace

AuditReport verify_history(const AuditOptions& options) {
  const std::vector<Clone> clones = open_clones(options);
  AuditReport report;
  const Genesis& genesis = clones.front().roster.genesis;
  report.ledger = genesis.ledger();
  report.name = genesis.name;
  report.clock = genesis.clock;
  report.first_time = format_instant(clones.front().entries.front().head.time);
  report.last_time = format_instant(clones.front().head().head.time);
  for (const Clone& clone : clones) report.ledgers.push_back(describe(clone, clones));

  Inspection inspection(options.threads);
  try {
    replay(clones, options, inspection, report);
    for (const Clone& clone : clones) inspection.packs(clone.repository.path().string());
  } catch (const Error&) {
    inspection.settle();  // a bad signature on the way there is the cause, and comes first
    throw;
  }
  inspection.settle();
  report.signatures = inspection.signatures();
  prove_freshness(clones, options.expect, report);
  return report;
}

}  // namespace kontor
