// SPDX-License-Identifier: Apache-2.0
// Proofs of claims: they hold against the root key alone, no changed byte is left unnoticed, and a
// lie under HQ's own signature does not come out.
#include "lib/audit/proof.h"

#include <doctest/doctest.h>

#include <random>

#include "lib/audit/explain.h"
#include "lib/audit/tree_state.h"
#include "lib/base/text.h"
#include "lib/crypto/key.h"
#include "tests/audit/scene.h"
#include "tests/forge/lies.h"

namespace kontor {
namespace {

// The worked example to its end: settled, then taken back.
struct Whole : flow::Story {
  Whole() : Story(closed_story()) { deliver().settle().withdraw(); }
};
Whole& whole() {
  static Whole story;
  return story;
}

std::string proof_of(flow::World& world, const std::string& scope, const std::string& claim) {
  const Clone clone = open_clone(world.repository(scope), "");
  const TreeState state(clone.repository, clone.head().tree);
  const MemoryNodeStore nodes = nodes_of(clone.repository, clone.head().tree);
  return encode_proof(make_proof(state, clone, nodes, claim_in(clone, claim)));
}
const std::string& proof(const std::string& scope) {
  static std::map<std::string, std::string> made;
  std::string& text = made[scope];
  if (text.empty()) text = proof_of(whole(), scope, whole().order + ".phone");
  return text;
}

// Empty when it is refused as it must be: Error(kTrust).
std::string accepted(const std::string& bytes, const std::string& trust) {
  try {
    check_proof(parse_proof(bytes), trust);
    return "it is accepted";
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust) return {};
    return std::string("it is refused for another reason: ") + error.what();
  }
}

TEST_CASE("a proof holds against the root key, its fingerprint and the ledger id alone") {
  const std::string root = whole().root_key();
  for (const std::string& scope : kAll) {
    CAPTURE(scope);
    const Json report = check_proof(parse_proof(proof(scope)), root);
    CHECK(report.flag_or("verified", false));
    CHECK(report.str("part") == (scope == "hq" ? "whole" : "own"));
    CHECK(report.str("recomputed") == "everything");
    CHECK(report.list("elsewhere").empty() == (scope == "hq"));
    const PublicKey key = parse_ssh_public_key(root);
    check_proof(parse_proof(proof(scope)), fingerprint(key));
    check_proof(parse_proof(proof(scope)), report.str("ledger"));
  }
  CHECK(check_proof(parse_proof(proof("hq")), root).list("operations").size() > 10);
}

TEST_CASE("another root does not vouch for it") {
  SystemRandom random;
  const std::string other = format_ssh_public_key(SigningKey::generate(random).public_key());
  CHECK(accepted(proof("nord"), other).empty());
}

TEST_CASE("every changed byte of a proof is noticed") {
  const std::string& text = proof("sued");
  const std::string trust(trim(whole().root_key()));
  const auto seed = std::random_device{}();
  MESSAGE("seed ", seed, ", ", text.size(), " bytes");
  std::mt19937 draw(seed);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ static_cast<char>(1 + draw() % 255));
    const std::string what = accepted(changed, trust);
    REQUIRE_MESSAGE(what.empty(), "byte " << i << " of seed " << seed << ": " << what);
  }
}

TEST_CASE("bits of HQ's whole proof, cuts and additions are noticed") {
  const std::string& text = proof("hq");
  const std::string trust(trim(whole().root_key()));
  const auto seed = std::random_device{}();
  MESSAGE("seed ", seed, ", ", text.size(), " bytes");
  std::mt19937 draw(seed);
  for (int i = 0; i < 2000; ++i) {
    std::string changed = text;
    const std::size_t at = draw() % text.size();
    const int kind = i % 4;
    if (kind < 2) changed[at] = static_cast<char>(changed[at] ^ (1 << draw() % 8));
    if (kind == 2) changed.erase(at, 1 + draw() % 40);
    if (kind == 3) changed.insert(at, 1, changed[draw() % text.size()]);
    const std::string what = accepted(changed, trust);
    REQUIRE_MESSAGE(what.empty(), "change " << i << " of seed " << seed << ": " << what);
  }
}

TEST_CASE("parts that are taken out or put in are noticed") {
  const std::string trust(trim(whole().root_key()));
  const Proof good = parse_proof(proof("hq"));
  REQUIRE(accepted(encode_proof(good), trust) == "it is accepted");
  for (const auto& [oid, set] : good.sets) {
    Proof less = good;
    less.sets.erase(oid);
    CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), oid);
  }
  for (const auto& [path, body] : good.nodes) {
    Proof less = good;
    less.nodes.erase(path);
    CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), path);
  }
  for (const char* path : {"roster/genesis.json", "roster/sequencers.sig"}) {
    Proof less = good;
    less.files.erase(path);
    CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), path);
  }
  Proof more = good;
  more.files["state/claim/x.json"] = "{}\n";
  CHECK(accepted(encode_proof(more), trust).empty());
  Proof other = good;  // an entry of the same ledger that signs another tree
  const Clone clone = open_clone(whole().repository("hq"), "");
  other.entry = clone.repository.read(clone.entries[clone.entries.size() - 2].oid).bytes;
  CHECK(accepted(encode_proof(other), trust).empty());
}

TEST_CASE("a payee's proof names no other party and none of its operations") {
  const std::string& text = proof("nord");
  for (const std::string& word :
       {std::string("sued/"), std::string("shop-sued"), std::string("online/"),
        std::string("online-1"), whole().ben, whole().sued_customer, std::string("\\\"sued\\\"")}) {
    CHECK_MESSAGE(text.find(word) == std::string::npos, word);
  }
}

TEST_CASE("a cent that HQ moved and signed does not come out") {
  Scene scene;
  scene.forger.next_entry(parse_instant(kClose), forge::shifted_cent("tariff-l"));
  const std::string trust = scene.root_key();
  for (const char* scope : {"hq", "nord"}) {
    const std::string text = proof_of(scene, scope, scene.order + ".tariff-l");
    try {
      check_proof(parse_proof(text), trust);
      FAIL("it is accepted");
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::kTrust);
      CHECK(error.code() == "recomputation_differs");
    }
    CHECK(accepted(proof_of(scene, scope, scene.order + ".phone"), trust) == "it is accepted");
  }
}

}  // namespace
}  // namespace kontor
