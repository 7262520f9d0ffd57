// SPDX-License-Identifier: Apache-2.0
// How an entry follows from the one before: the same function at HQ (which then signs) and at the
// auditor (who compares). Pure but for what is handed in: time, salts, signatures.
//
// The tree of an entry (schemas/history.schema.json has the lines and heads):
//   state/...            the records: of HQ, or what the scope sees of them (state_path)
//   heads/{replica}.json how far each replica has been taken: ReplicaHead
//   roster/...           who may sign: genesis, sequencers, replicas
//   entry.jsonl          what happened in this entry alone, a line each:
//     {"t":"op","id","verdict","reason"?}   an operation; in a scope's entry those of its replicas
//     {"t":"effect","paths","cause"}        in a scope: what else changed; salted hash of why
//     {"t":"timer","id"}                    of the master: what fired
//   salts.jsonl          of the master: {"cause","salt","scope"} of each effect
//   scopes/{scope}       of the master: the bytes of the scope's last entry
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/change/noun.h"
#include "lib/history/formats.h"
#include "lib/history/roster.h"
#include "lib/history/tree.h"

namespace kontor {

// What a record or a line of an entry may be; far above what rules let through.
inline constexpr JsonLimits kLedgerJson{
    .size_bytes = 64u << 20, .depth = 32, .string_bytes = 1u << 20};

struct Tip {
  std::int64_t index = 0;  // 0: no entry yet
  Oid oid;
  Instant time;
};

// heads/{replica}.json
struct ReplicaHead {
  std::int64_t incarnation = 0;
  std::int64_t seq = 0;
  Oid oid;
  Sha256 chain{};  // sha256(previous chain || payload); zero before the first
};
std::string encode_head(const ReplicaHead& head);
ReplicaHead decode_head(std::string_view bytes);
Sha256 next_chain(const Sha256& chain, const Sha256& payload);

// All that the next entry depends on. Not owned: the state below, node stores, look-ups.
struct LedgerView {
  std::string ledger;                        // id
  Overlay* records = nullptr;                // HQ's final state
  std::map<std::string, Tip> tips;           // by scope; "hq" is the master
  std::map<std::string, ReplicaHead> heads;  // by replica
  std::function<NodeStore&(const std::string& scope)> nodes;
  // An earlier entry of a scope's ledger, for `Seen`.
  std::function<std::optional<Tip>(const std::string& scope, std::int64_t index)> entry;
  std::map<std::string, std::string> roster_files;  // roster/genesis... that every scope carries
  std::map<std::int64_t, PublicKey> sequencers;     // by term
  // Replaces signed_by where signatures were checked before (the auditor's threads); empty:
  // signed_by.
  std::function<bool(const Oid&, const SignedCommit&, const PublicKey&)> checked_signature;
  // The nodes come from a file that others can write, and what follows is signed: what a scope is
  // said to have had must be what its last entry holds, else Error(kTrust, "rows_altered").
  bool nodes_in_store = false;
};

// A verified set as it comes to be sequenced.
struct Intake {
  ChangeSetHead head;
  Oid oid;
  std::string ops;  // ops.jsonl
};

struct Signed {
  Oid oid;
  std::string bytes;
};

struct EntryInput {
  Instant time;
  std::int64_t term = 1;
  std::vector<Intake> sets;  // of one replica in sequence; replicas in any order
  std::function<Bytes(const std::string& scope, std::size_t n)>
      salt;  // 16 bytes for the n-th effect
  std::function<Signed(const std::string& scope, const Commit& commit)> sign;
};

struct ScopeOutput {
  FileChanges files;            // against the scope's previous tree
  std::vector<Object> objects;  // new blobs and trees
  Signed commit;
  Tip tip;
};
struct EntryOutput {
  std::map<std::string, ScopeOutput> scopes;  // those with a new entry, "hq" among them
  std::string entry_lines;                    // the master's entry.jsonl
  struct Fate {
    std::string operation;
    Outcome outcome;
  };
  std::vector<Fate> fates;
};

// Computes entry n+1 and moves `view` to it (records, nodes, tips, heads).
EntryOutput make_entry(LedgerView& view, const EntryInput& input);

// The genesis entry: index 1 of the master, no sets; `records` get the first replica.
EntryOutput make_first_entry(LedgerView& view, const EntryInput& input, const Json& first_replica);
// The record of the first replica, as the root-signed genesis makes it.
Json genesis_replica(const Genesis& genesis, Instant time);

// Replicas of the sets in the order of the entry: by SHA-256(OID of the previous master ||
// replica).
std::vector<std::string> sequence_order(const Oid& previous_master,
                                        std::vector<std::string> replicas);

// Ids of timers due at `time`, in firing order (due, name, id).
std::vector<std::string> due_timers(const State& records, Instant time);

// The bytes of a record in a tree: canonical JSON and a line feed.
std::string record_file(const Json& record);
// roster/allowed_signers of a scope ("hq": of all).
std::string allowed_signers(const LedgerView& view, const std::string& scope);

}  // namespace kontor
