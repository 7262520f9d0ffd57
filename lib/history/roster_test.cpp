// SPDX-License-Identifier: Apache-2.0
#include "lib/history/roster.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/crypto/hash.h"
#include "lib/history/test_support.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

using Files = std::map<std::string, std::string>;

Json first_replica() {
  return Json::object({{"id", "hq-1"},
                       {"role", "hq_admin"},
                       {"sign_key", base64(key_of(20).public_key().raw)},
                       {"vault_key", base64(std::string(32, 'v'))}});
}

Genesis genesis_of(const std::vector<SigningKey>& roots, std::int64_t k) {
  SeededRandom random(1);
  std::vector<PublicKey> keys;
  for (const SigningKey& root : roots) keys.push_back(root.public_key());
  return make_genesis("kontor demo", "manual", keys, k, first_replica(), random);
}

std::string signed_with(const std::vector<SigningKey>& roots, std::string_view bytes) {
  std::string signatures;
  for (const SigningKey& root : roots) signatures += sign_as_root(root, bytes);
  return signatures;
}

// The four files, signed by `signers`.
Files files_of(const Genesis& genesis, const std::vector<SigningKey>& signers) {
  const Sequencers list = make_sequencers(genesis.ledger(), 1, {{1, key_of(30).public_key()}});
  return {{std::string(kGenesisFile), genesis.bytes},
          {std::string(kGenesisSignature), signed_with(signers, genesis.bytes)},
          {std::string(kSequencersFile), list.bytes},
          {std::string(kSequencersSignature), signed_with(signers, list.bytes)}};
}

std::string refusal(const Files& files, std::string_view trust) {
  try {
    verify_roster(files, trust);
    return {};
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    return error.code();
  }
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a roster holds for its root's key, its fingerprint and its ledger id") {
  const SigningKey root = key_of(1);
  const Genesis genesis = genesis_of({root}, 1);
  const Files files = files_of(genesis, {root});
  CHECK(genesis.ledger().size() == 26);
  CHECK(genesis.ledger() == sha256_base32(genesis.bytes).substr(0, 26));
  for (const std::string& trust : {std::string(), genesis.ledger(), fingerprint(root.public_key()),
                                   format_ssh_public_key(root.public_key()),
                                   format_ssh_public_key(root.public_key(), "me\n")}) {
    CAPTURE(trust);
    CHECK(refusal(files, trust).empty());
  }
  const Roster roster = verify_roster(files, "");
  CHECK(roster.genesis.name == "kontor demo");
  CHECK(roster.genesis.replica == first_replica());
  CHECK(parse_genesis(genesis.bytes).bytes == genesis.bytes);
}

TEST_CASE("a roster of another root is another ledger") {
  const SigningKey root = key_of(1);
  const SigningKey thief = key_of(2);
  const Genesis genesis = genesis_of({root}, 1);
  const Genesis stolen = genesis_of({thief}, 1);
  const Files files = files_of(stolen, {thief});
  CHECK(refusal(files, "").empty());  // consistent in itself
  CHECK(refusal(files, genesis.ledger()) == "other_ledger");
  CHECK(refusal(files, fingerprint(root.public_key())) == "other_ledger");
  CHECK(refusal(files, format_ssh_public_key(root.public_key())) == "other_ledger");
  CHECK(refusal(files, "nonsense") == "other_ledger");
}

TEST_CASE("a root key that is named but did not sign vouches for nothing") {
  const SigningKey root = key_of(1);
  const SigningKey thief = key_of(2);
  const Genesis genesis = genesis_of({thief, root}, 1);
  CHECK(refusal(files_of(genesis, {thief}), fingerprint(root.public_key())) == "other_ledger");
  CHECK(refusal(files_of(genesis, {root}), fingerprint(root.public_key())).empty());
}

TEST_CASE("k of n roots means k different ones") {
  const std::vector<SigningKey> roots = {key_of(1), key_of(2), key_of(3)};
  const Genesis genesis = genesis_of(roots, 2);
  CHECK(refusal(files_of(genesis, {roots[0], roots[2]}), genesis.ledger()).empty());
  CHECK(refusal(files_of(genesis, roots), genesis.ledger()).empty());
  CHECK(refusal(files_of(genesis, {roots[0]}), genesis.ledger()) == "bad_genesis");
  CHECK(refusal(files_of(genesis, {roots[0], roots[0]}), genesis.ledger()) == "bad_genesis");
  CHECK(refusal(files_of(genesis, {roots[0], key_of(9)}), genesis.ledger()) == "bad_genesis");
  CHECK(refusal(files_of(genesis, {}), genesis.ledger()) == "bad_genesis");
  CHECK_THROWS_AS(genesis_of(roots, 4), Error);
  CHECK_THROWS_AS(genesis_of(roots, 0), Error);
}

TEST_CASE("forged files are refused") {
  const SigningKey root = key_of(1);
  const Genesis genesis = genesis_of({root}, 1);
  const Files good = files_of(genesis, {root});
  const auto changed = [&](std::string_view name, const std::string& bytes) {
    Files files = good;
    files[std::string(name)] = bytes;
    return refusal(files, "");
  };
  const std::string& list = good.at(std::string(kSequencersFile));
  const std::string& armor = good.at(std::string(kGenesisSignature));
  CHECK(changed(kGenesisFile, with(genesis.bytes, "demo", "dem0")) == "bad_genesis");
  CHECK(changed(kGenesisFile, with(genesis.bytes, "manual", "real")) == "bad_genesis");
  CHECK(changed(kGenesisFile, with(genesis.bytes, "\"k\":1", "\"k\":0")) == "bad_genesis");
  CHECK(changed(kGenesisFile, with(genesis.bytes, "\"v\":1", "\"v\":2")) == "bad_genesis");
  CHECK(changed(kGenesisFile, with(genesis.bytes, "manual", "sundial")) == "bad_genesis");
  CHECK(changed(kGenesisFile, genesis.bytes.substr(0, genesis.bytes.size() - 1)) == "bad_genesis");
  CHECK(changed(kGenesisFile, "{}\n") == "bad_genesis");
  CHECK(changed(kGenesisFile, "") == "bad_genesis");
  CHECK(changed(kGenesisSignature, "") == "bad_genesis");
  CHECK(changed(kGenesisSignature, armor.substr(0, armor.size() - 1)) == "bad_genesis");
  CHECK(changed(kGenesisSignature, armor + armor) == "bad_genesis");
  CHECK(changed(kGenesisSignature, armor + "junk") == "bad_genesis");
  // A signature made for a commit or a beat is no root's word.
  for (const std::string_view name : {kNamespaceGit, kNamespaceBeat}) {
    CHECK(changed(kGenesisSignature, sshsig_sign(root, name, genesis.bytes) + "\n") ==
          "bad_genesis");
  }
  CHECK(changed(kSequencersFile, with(list, "\"v\":1", "\"v\":2")) == "bad_sequencers");
  CHECK(changed(kSequencersSignature, armor) == "bad_sequencers");
  for (const std::string_view name :
       {kGenesisFile, kGenesisSignature, kSequencersFile, kSequencersSignature}) {
    Files files = good;
    files.erase(std::string(name));
    CHECK_FALSE(refusal(files, "").empty());
  }
}

TEST_CASE("a list of sequencers is of one ledger and has one spelling") {
  const SigningKey root = key_of(1);
  const Genesis genesis = genesis_of({root}, 1);
  const auto refused = [&](const std::string& bytes) {
    Files files = files_of(genesis, {root});
    files[std::string(kSequencersFile)] = bytes;
    files[std::string(kSequencersSignature)] = signed_with({root}, bytes);
    return refusal(files, "");
  };
  const PublicKey a = key_of(30).public_key();
  const PublicKey b = key_of(31).public_key();
  CHECK(refused(make_sequencers(genesis.ledger(), 2, {{1, a}, {5, b}}).bytes).empty());
  CHECK(refused(make_sequencers(std::string(26, '0'), 2, {{1, a}}).bytes) == "bad_sequencers");
  const std::string two = make_sequencers(genesis.ledger(), 2, {{1, a}, {5, b}}).bytes;
  CHECK(refused(with(two, "\"from_term\":5", "\"from_term\":1")) == "bad_sequencers");
  CHECK(refused(with(two, "\"from_term\":1", "\"from_term\":9")) == "bad_sequencers");
  CHECK(refused(with(two, "ssh-ed25519", "ssh-rsa")) == "bad_sequencers");
  CHECK(refused(with(two, "\"v\":2", "\"u\":1,\"v\":2")) == "bad_sequencers");
  CHECK_THROWS_AS(make_sequencers(genesis.ledger(), 1, {}), Error);
}

TEST_CASE("a term is led by the last key from it or before") {
  const PublicKey a = key_of(30).public_key();
  const PublicKey b = key_of(31).public_key();
  const Sequencers list = make_sequencers(std::string(26, '0'), 2, {{2, a}, {5, b}});
  CHECK(list.key(1) == nullptr);
  REQUIRE(list.key(4) != nullptr);
  CHECK(*list.key(2) == a);
  CHECK(*list.key(4) == a);
  CHECK(*list.key(5) == b);
  CHECK(*list.key(500) == b);
}

TEST_CASE("ssh-keygen finds a root's signature good") {
  const TemporaryFolder folder;
  const SigningKey root = key_of(1);
  const Genesis genesis = genesis_of({root}, 1);
  write_bytes(folder / "genesis.json", genesis.bytes);
  write_bytes(folder / "genesis.sig", sign_as_root(root, genesis.bytes));
  write_bytes(folder / "allowed", "root " + format_ssh_public_key(root.public_key()) + "\n");
  const auto verify_as = [&](const std::string& name_space) {
    return run("cd '" + folder.path().string() +
               "' && ssh-keygen -Y verify -f allowed -I root -n " + name_space +
               " -s genesis.sig < genesis.json")
        .status;
  };
  CHECK(verify_as("kontor-root") == 0);
  CHECK(verify_as("git") != 0);
}
