// SPDX-License-Identifier: Apache-2.0
// Who may sign: genesis (root-signed once) and the list of sequencers (root-signed, versioned).
//   genesis    = canonical JSON
//   {"clock":"real"|"manual","k":1,"name":N,"nonce":hex,"replica":{"id":"hq-1",
//                "role":"hq_admin","sign_key":base64,"vault_key":base64},"roots":[ssh public
//                key...],"v":1}
//   sequencers = canonical JSON {"keys":[{"from_term":1,"key":ssh public
//   key}...],"ledger":L,"v":version}
// Files of every ledger: roster/genesis.json, genesis.sig, sequencers.json, sequencers.sig (a .sig
// is k armors, one after the other, each ended by LF, namespace kontor-root). The bytes are signed
// with their final LF. Ledger id = first 26 symbols of base32(SHA-256(genesis bytes)): it pins
// everything.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/crypto/sshsig.h"

namespace kontor {

inline constexpr std::string_view kGenesisFile = "roster/genesis.json";
inline constexpr std::string_view kGenesisSignature = "roster/genesis.sig";
inline constexpr std::string_view kSequencersFile = "roster/sequencers.json";
inline constexpr std::string_view kSequencersSignature = "roster/sequencers.sig";

struct Genesis {
  std::string name;
  std::string clock;  // "real" | "manual"
  std::int64_t k = 1;
  std::vector<PublicKey> roots;
  Json replica;       // of the first replica
  std::string bytes;  // as signed
  std::string ledger() const;
};
// Draws the nonce.
Genesis make_genesis(std::string_view name, std::string_view clock,
                     const std::vector<PublicKey>& roots, std::int64_t k, const Json& first_replica,
                     Random& random);
Genesis parse_genesis(std::string_view bytes);  // Error(kTrust, "bad_genesis")

struct Sequencers {
  std::int64_t version = 1;
  std::string ledger;
  std::map<std::int64_t, PublicKey> from_term;
  std::string bytes;
  // The key that may sign entries of `term`; nullptr when none.
  const PublicKey* key(std::int64_t term) const;
};
Sequencers make_sequencers(std::string_view ledger, std::int64_t version,
                           const std::map<std::int64_t, PublicKey>& from_term);
Sequencers parse_sequencers(std::string_view bytes);  // Error(kTrust, "bad_sequencers")

std::string sign_as_root(const SigningKey& root, std::string_view bytes);  // one armor and LF
// Good signatures of at least k different roots of the genesis.
bool signed_by_roots(const Genesis& genesis, std::string_view bytes, std::string_view signatures);

// What an outsider was given: a root key ("ssh-ed25519 ..."), its fingerprint ("SHA256:...") or the
// ledger id.
bool matches_trust(const Genesis& genesis, std::string_view trust);

// Verified as a whole: genesis signed by its roots and matching `trust` (empty: not asked),
// sequencers signed by the same roots and of the same ledger. `files` maps the four names above to
// bytes.
struct Roster {
  Genesis genesis;
  Sequencers sequencers;
};
// Error(kTrust, "bad_genesis" | "other_ledger" | "bad_sequencers"). A root key or fingerprint as
// `trust` must have signed the genesis itself.
Roster verify_roster(const std::map<std::string, std::string>& files, std::string_view trust);

}  // namespace kontor
