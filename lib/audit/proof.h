// SPDX-License-Identifier: Apache-2.0
// The proof of one claim, or of one book of a payee's periods, in one file, checked with no
// repository and no store.
//
//   proof = canonical JSON LF, with the members
//   claim   id of the claim, or in its place
//   book    id of the book
//   entry   text of the signed commit of the ledger entry, at which all of it stands
//   files   list{path, text} by path: records and the roster, as they lie in the entry's tree
//   kontor  "proof 1"
//   nodes   list{path, rows} by path: every directory above a file. rows = base64 of the node's
//           body (lib/history/tree.cpp): entries in git's order, flag ('d' or 'f') u8(length of
//           name) name sha1(20) sha256(32)
//   sets    list{commit, ops} by the commit's id: text of the signed commit, base64 of ops.jsonl
//
// Nothing is in it twice and nothing that is not needed: another byte is another proof, or none.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/change/state.h"
#include "lib/history/tree.h"

namespace kontor {

inline constexpr std::size_t kMaxProofBytes = 32u << 20;  // far above a claim of 64 touches

struct ProofSet {
  std::string commit;
  std::string ops;
};
struct Proof {
  std::string claim;  // one of the two
  std::string book;
  std::string entry;
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> nodes;
  std::map<std::string, ProofSet> sets;  // by id of the commit
};

std::string encode_proof(const Proof& proof);
// Error(kData, "not_a_proof") for some other file, (kConfig, "newer_proof") for one of a later
// version, (kTrust, "bad_proof") for one that is damaged.
Proof parse_proof(std::string_view bytes);

// Of a claim or book of the master, or of an earning or the card of a book of a scope's ledger, at
// the clone's head. `state` and `nodes` are that head's. Error(kRefused, "too_large").
Proof make_proof(const State& state, const Clone& clone, const NodeStore& nodes,
                 const std::string& id);
// The nodes of a tree, computed from all its files.
MemoryNodeStore nodes_of(const Repository& repository, const Oid& tree);

// What of the proof holds, as a report:
//   {verified, claim, part: whole|own, ledger, name, clock, scope, entry, oid, time, term,
//    record, operations: [{op, kind, on, at, actor, for, scope, replica, set}], timers, elsewhere,
//    payees: [{payee, role, share, earned, adjusted, outstanding}],
//    adjustments: [{payee, role, stage, amount, date, op, kind}], recomputed: everything|division,
//    proven: [sentence], on_hq_signature: [sentence]}
// Of a book: book in the place of claim, and lines: [{line, rule, seller, from, to, version,
// attainment, band, reckoned, posted}]; recomputed: everything|nothing.
// `trust` as matches_trust takes it. Error(kTrust) names the first thing that does not hold.
Json check_proof(const Proof& proof, const std::string& trust);
// Of a proof just made, before it is written: what does not hold lies in what it was made of, and
// `hint` says what to do about that.
Json check_made_proof(const Proof& proof, const std::string& trust, const std::string& hint);

}  // namespace kontor
