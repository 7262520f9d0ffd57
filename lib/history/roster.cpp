// SPDX-License-Identifier: Apache-2.0
#include "lib/history/roster.h"

#include <algorithm>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/hash.h"

namespace kontor {
namespace {

constexpr std::size_t kLedgerSymbols = 26;  // 130 bits: enough that no second genesis can be found
constexpr std::size_t kNonceBytes = 16;
constexpr std::string_view kArmorEnd = "-----END SSH SIGNATURE-----\n";

[[noreturn]] void bad(const char* code, const std::string& why) {
  throw Error(Fault::kTrust, code, why, "the history is not what was signed; keep it as evidence");
}

Json parse_signed(std::string_view bytes) {
  if (bytes.empty() || bytes.back() != '\n')
    throw Error(Fault::kData, "bad_json", "no final line feed");
  return parse_canonical(bytes.substr(0, bytes.size() - 1));
}

Json list_json(std::string_view ledger, std::int64_t version,
               const std::map<std::int64_t, PublicKey>& from_term) {
  Json keys = Json::array();
  for (const auto& [term, key] : from_term) {
    keys.push(Json::object({{"from_term", term}, {"key", format_ssh_public_key(key)}}));
  }
  return Json::object({{"keys", std::move(keys)}, {"ledger", ledger}, {"v", version}});
}

// The roots that signed, each once.
std::set<Bytes> signers(const Genesis& genesis, std::string_view bytes,
                        std::string_view signatures) {
  std::set<Bytes> good;
  for (std::size_t count = 0; !signatures.empty(); ++count) {
    if (count == genesis.roots.size()) return {};  // each root signs once
    const std::size_t end = signatures.find(kArmorEnd);
    if (end == std::string_view::npos) return {};
    const std::size_t size = end + kArmorEnd.size();
    const std::string_view armor = signatures.substr(0, size - 1);
    for (const PublicKey& root : genesis.roots) {
      if (sshsig_verify(root, kNamespaceRoot, bytes, armor) == Verdict::kGood) {
        good.insert(root.raw);
      }
    }
    signatures.remove_prefix(size);
  }
  return good;
}

bool enough(const Genesis& genesis, const std::set<Bytes>& good) {
  return static_cast<std::int64_t>(good.size()) >= genesis.k;
}

// The root that `trust` names; nullptr when it names none of them.
const PublicKey* trusted_root(const Genesis& genesis, std::string_view trust) {
  for (const PublicKey& root : genesis.roots) {
    if (trust == fingerprint(root)) return &root;
    if (trust.starts_with("ssh-ed25519 ") && parse_ssh_public_key(trust) == root) return &root;
  }
  return nullptr;
}

}  // namespace

std::string Genesis::ledger() const { return sha256_base32(bytes).substr(0, kLedgerSymbols); }

Genesis make_genesis(std::string_view name, std::string_view clock,
                     const std::vector<PublicKey>& roots, std::int64_t k, const Json& first_replica,
                     Random& random) {
  Json keys = Json::array();
  for (const PublicKey& root : roots) keys.push(format_ssh_public_key(root));
  const Json json = Json::object({{"clock", clock},
                                  {"k", k},
                                  {"name", name},
                                  {"nonce", hex(random.bytes(kNonceBytes))},
                                  {"replica", first_replica},
                                  {"roots", std::move(keys)},
                                  {"v", 1}});
  return parse_genesis(json.encode() + "\n");
}

Genesis parse_genesis(std::string_view bytes) {
  try {
    const Json json = parse_signed(bytes);
    Genesis out;
    out.bytes = bytes;
    out.name = json.str("name");
    out.clock = json.str("clock");
    out.k = json.num("k");
    out.replica = json.at("replica");
    if (json.num("v") != 1)
      bad("bad_genesis", "genesis has a version that this program does not know");
    if (out.clock != "real" && out.clock != "manual") bad("bad_genesis", "genesis names no clock");
    for (const Json& root : json.list("roots"))
      out.roots.push_back(parse_ssh_public_key(root.string()));
    if (out.k < 1 || out.k > static_cast<std::int64_t>(out.roots.size())) {
      bad("bad_genesis", "genesis asks for " + std::to_string(out.k) + " of " +
                             std::to_string(out.roots.size()) + " root keys");
    }
    for (const char* member : {"id", "role", "sign_key", "vault_key"}) {
      static_cast<void>(out.replica.str(member));
    }
    return out;
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust) throw;
    bad("bad_genesis", std::string("genesis: ") + error.what());
  }
}

const PublicKey* Sequencers::key(std::int64_t term) const {
  auto after = from_term.upper_bound(term);
  if (after == from_term.begin()) return nullptr;
  return &std::prev(after)->second;
}

Sequencers make_sequencers(std::string_view ledger, std::int64_t version,
                           const std::map<std::int64_t, PublicKey>& from_term) {
  return parse_sequencers(list_json(ledger, version, from_term).encode() + "\n");
}

Sequencers parse_sequencers(std::string_view bytes) {
  try {
    const Json json = parse_signed(bytes);
    Sequencers out;
    out.bytes = bytes;
    out.version = json.num("v");
    out.ledger = json.str("ledger");
    for (const Json& entry : json.list("keys")) {
      out.from_term[entry.num("from_term")] = parse_ssh_public_key(entry.str("key"));
    }
    if (out.from_term.empty()) bad("bad_sequencers", "sequencers: no key");
    if (list_json(out.ledger, out.version, out.from_term) != json) {
      bad("bad_sequencers", "sequencers: terms out of order or given twice");
    }
    return out;
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust) throw;
    bad("bad_sequencers", std::string("sequencers: ") + error.what());
  }
}

std::string sign_as_root(const SigningKey& root, std::string_view bytes) {
  return sshsig_sign(root, kNamespaceRoot, bytes) + "\n";
}

bool signed_by_roots(const Genesis& genesis, std::string_view bytes, std::string_view signatures) {
  return enough(genesis, signers(genesis, bytes, signatures));
}

bool matches_trust(const Genesis& genesis, std::string_view trust) {
  trust = trim(trust);
  return trust == genesis.ledger() || trusted_root(genesis, trust) != nullptr;
}

Roster verify_roster(const std::map<std::string, std::string>& files, std::string_view trust) {
  auto file = [&](std::string_view name) -> const std::string& {
    auto found = files.find(std::string(name));
    if (found == files.end()) bad("bad_genesis", std::string(name) + " is missing");
    return found->second;
  };
  Roster out{parse_genesis(file(kGenesisFile)), parse_sequencers(file(kSequencersFile))};
  if (!trust.empty() && !matches_trust(out.genesis, trust)) {
    bad("other_ledger", "this is ledger " + out.genesis.ledger() + " (" + out.genesis.name +
                            "), which the given root key did not sign");
  }
  const std::set<Bytes> good = signers(out.genesis, out.genesis.bytes, file(kGenesisSignature));
  if (!enough(out.genesis, good)) bad("bad_genesis", "genesis is not signed by its root keys");
  // Being named among the roots is nothing: whoever makes a genesis may name any key beside its
  // own.
  const PublicKey* root = trusted_root(out.genesis, trim(trust));
  if (root != nullptr && !good.contains(root->raw)) {
    bad("other_ledger",
        "the given root key is named in ledger " + out.genesis.ledger() + " but did not sign it");
  }
  if (out.sequencers.ledger != out.genesis.ledger() ||
      !signed_by_roots(out.genesis, out.sequencers.bytes, file(kSequencersSignature))) {
    bad("bad_sequencers", "the list of sequencers is not signed by the root keys");
  }
  return out;
}

}  // namespace kontor
