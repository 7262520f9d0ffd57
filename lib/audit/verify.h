// SPDX-License-Identifier: Apache-2.0
// Verification from plain clones: no store, no configuration, one public key. On hq.git everything
// is replayed and recomputed; on a scope's repository alone what one scope can prove, the rest is
// counted as resting on HQ's signature. The first thing wrong ends it: Error(kTrust) whose message
// names commit, entry, operation and reason.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace kontor {

struct AuditOptions {
  std::vector<std::string> repositories;
  std::string trust;   // root key, its fingerprint, or the ledger id
  std::string expect;  // OID that must be in the master's (or scope's) ledger; empty: not asked
  unsigned threads = 2;
  // Told as the work goes on: units done, units in all.
  std::function<void(std::int64_t done, std::int64_t all)> progress;
};

struct AuditedLedger {
  std::string repository;
  std::string scope;
  std::int64_t entries = 0;
  std::string head;         // OID
  std::string time;         // of the head
  std::string expires;      // of the head
  std::int64_t behind = 0;  // entries that the master names and this clone does not have yet
};
struct AuditReport {
  std::string ledger;
  std::string name;
  std::string clock;
  std::string first_time;
  std::string last_time;
  std::vector<AuditedLedger> ledgers;
  bool replayed_everything = false;  // the master was among the repositories
  std::int64_t entries = 0;
  std::int64_t sets = 0;
  std::int64_t operations = 0;
  std::int64_t accepted = 0;
  std::int64_t rejected = 0;
  std::int64_t timers = 0;
  std::int64_t projections = 0;  // scope entries recomputed
  std::int64_t signatures = 0;
  std::int64_t on_hq_signature = 0;  // verdicts and records that a scope's clone cannot recompute
  std::int64_t concluded_by_hq = 0;  // operations in which HQ says what it saw in plaintext
  std::int64_t waiting_sets = 0;     // on replica branches, not in the ledger yet
  std::string freshness;             // "proven up to ..." | "not proven"
  std::vector<std::string> notes;    // late sets, clones that are behind
};
AuditReport verify_history(const AuditOptions& options);

}  // namespace kontor
