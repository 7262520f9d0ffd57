// SPDX-License-Identifier: Apache-2.0
// The two signed commits of a history: change set and ledger entry.
//
//   message   = summary LF LF trailer LF *(trailer LF)
//   trailer   = name ": " value        in the fixed order below, each exactly once, ASCII
//   change set: Kontor Ledger Scope Replica Seq Seen Payload
//   entry:      Kontor Ledger Scope Index Term Time Master State Tree Expires
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/crypto/key.h"
#include "lib/history/object.h"

namespace kontor {

// Limits of what a peer may send; refused before inflation where that is possible.
inline constexpr std::size_t kMaxOperationBytes =
    64u << 10;                                           // one screenful of fields, many times over
inline constexpr std::size_t kMaxSetBytes = 256u << 10;  // a set stays one short upload
inline constexpr std::int64_t kMaxSetOperations = 1000;
inline constexpr std::size_t kMaxEntryHeads = 31;           // git's octopus stays readable
inline constexpr std::int64_t kMaxEntryOperations = 10000;  // an entry stays verifiable in a second
inline constexpr std::size_t kMaxPackBytes = 32u << 20;
inline constexpr std::int64_t kExpirySeconds = 7 * 86400;

struct ChangeSetHead {
  std::string summary;
  std::string ledger;
  std::string scope;
  std::string replica;
  std::int64_t incarnation = 0;
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  std::int64_t seen_index = 0;
  Oid seen_oid;
  Sha256 payload{};
  Instant sealed_at;  // committer time; display only
};
// Unsigned commit; the tree holds one blob ops.jsonl. `parent` empty for a replica's first set.
Commit change_set_commit(const ChangeSetHead& head, const std::optional<Oid>& parent,
                         const Oid& tree);
// Error(kTrust, "bad_change_set") when the message is not exactly of the grammar.
ChangeSetHead parse_change_set(const Commit& commit);

struct EntryHead {
  std::string ledger;
  std::string scope;
  std::int64_t index = 0;
  std::int64_t term = 0;
  Instant time;
  std::int64_t master_index = 0;  // of the previous master entry; 0 with a zero OID: none ("0 -")
  Oid master_oid;
  Sha256 state{};
  Sha256 tree{};
  Instant expires;
};
Commit entry_commit(const EntryHead& head, const std::vector<Oid>& parents, const Oid& tree);
EntryHead parse_entry(const Commit& commit);  // Error(kTrust, "bad_entry")

// Signs a commit; the object's bytes are final.
Object sign_commit(const Commit& commit, const SigningKey& key);
// True when `signed_commit` carries exactly this key's good signature.
bool signed_by(const SignedCommit& signed_commit, const PublicKey& key);

}  // namespace kontor
