// SPDX-License-Identifier: Apache-2.0
// What breaks a signature, a digest or a chain, with the keys of sites and without any: each is
// refused with its place and its reason.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "lib/audit/clone.h"
#include "lib/sync/process.h"
#include "tests/audit/scene.h"

namespace kontor {
namespace {

using forge::Forger;
using forge::Lie;

// A lie that takes this set in the place of those that wait.
Lie take(const Intake& set) {
  Lie lie;
  lie.sets = [set](std::vector<Intake>& sets) { sets = {set}; };
  return lie;
}

std::string take_set(Scene& scene, const Intake& set) {
  return scene.place(scene.forger.next_entry(parse_instant(kClose), take(set)));
}

std::vector<Forger::Act> customer(Scene& scene) {
  return {{"customer.add", new_id(scene.random), Json::object({{"type", "consumer"}})}};
}

std::vector<flow::fs::path> files_of(Scene& scene, const std::string& scope, const char* suffix) {
  std::vector<flow::fs::path> out;
  for (const auto& entry :
       flow::fs::directory_iterator(flow::fs::path(scene.repository(scope)) / "objects/pack")) {
    if (entry.path().extension() == suffix) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST_CASE("a changed byte, wherever it lies") {
  for (const char* scope : {"hq", "nord"}) {
    for (const char* suffix : {".pack", ".idx"}) {
      Scene scene;
      int place = 0;
      for (const flow::fs::path& file : files_of(scene, scope, suffix)) {
        // Another part of each file: head, entries, trailer.
        const auto size = static_cast<std::size_t>(flow::fs::file_size(file));
        const std::size_t at = (size - 1) * static_cast<std::size_t>(place++ % 7) / 6;
        CAPTURE(file.string());
        CAPTURE(at);
        forge::flip_byte(file, at);
        const std::string message = said(scene, kAll);
        CHECK(message != "verified");
        const bool named =
            has(message, "damaged") || has(message, "missing") || has(message, "corrupt");
        CHECK_MESSAGE(named, message);
        forge::flip_byte(file, at);
      }
      CHECK(said(scene, kAll) == "verified");
    }
  }
}

// Flips a byte inside of one object of a pack.
void damage(Scene& scene, const std::string& scope, const Oid& oid) {
  for (flow::fs::path file : files_of(scene, scope, ".idx")) {
    const std::string list = run_process({"git", "verify-pack", "-v", file.string()}).out;
    const std::size_t row = list.find(oid.text());
    if (row == std::string::npos) continue;
    std::istringstream words(list.substr(row));
    std::string id, type;
    std::size_t size = 0, packed = 0, offset = 0;
    words >> id >> type >> size >> packed >> offset;
    forge::flip_byte(file.replace_extension(".pack"), offset + packed / 2);
    return;
  }
  FAIL("in no pack");
}

TEST_CASE("a changed byte in a record is named with its entry") {
  for (const char* scope : {"hq", "nord"}) {
    Scene scene;
    const Repository repository = scene.forger.repository(scope);
    const Oid tip = *repository.ref("refs/heads/ledger");
    const Oid tree = decode_commit(repository.read(tip).bytes).commit.tree;
    const Oid lead = *at_path(repository, tree, state_path("lead", scene.lead));
    damage(scene, scope, lead);
    CHECK_SAYS(said(scene, kAll), "entry ", "of ledger hq", lead.text());
    if (std::string(scope) == "hq") continue;
    CHECK_SAYS(said(scene, kAll), "scope nord");
    CHECK_SAYS(said(scene, {"nord"}), "entry ", "of ledger nord", lead.text());
  }
}

TEST_CASE("an entry with a changed byte") {
  Scene scene;
  Repository nord = scene.forger.repository("nord");
  const Oid tip = *nord.ref("refs/heads/ledger");
  SignedCommit commit = decode_commit(nord.read(tip).bytes);
  std::string& message = commit.commit.message;
  const std::size_t state = message.find("State: sha256:") + 14;
  message[state] = message[state] == '0' ? '1' : '0';
  Object object =
      make_object(ObjectType::kCommit, with_signature(encode_commit(commit.commit), commit.armor));
  const Oid forged = object.oid;
  nord.write_pack({std::move(object)});
  REQUIRE(nord.swap("refs/heads/ledger", tip, forged) == Swap::kDone);
  CHECK_SAYS(said(scene, {"nord"}), "(" + forged.text() + ") of ledger nord",
             "is not signed by the sequencer of term 1");
  CHECK_SAYS(said(scene, kAll), "(" + forged.text() + ") of ledger nord",
             "is not the one that the master ledger names");
}

// The set anew with other operations or another message, and the signature that it had.
void alter(Scene& scene, Intake& set, bool operations) {
  Repository repository = scene.forger.repository("nord");
  SignedCommit commit = decode_commit(repository.read(set.oid).bytes);
  if (operations) {
    set.ops.replace(set.ops.find("consumer"), 8, "business");
    Object blob = make_object(ObjectType::kBlob, set.ops);
    Object tree = make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
    commit.commit.tree = tree.oid;
    repository.write_pack({std::move(blob), std::move(tree)});
  } else {
    commit.commit.message.replace(commit.commit.message.find("forged"), 6, "forget");
  }
  Object object =
      make_object(ObjectType::kCommit, with_signature(encode_commit(commit.commit), commit.armor));
  const Oid honest = set.oid;
  set.oid = object.oid;
  repository.write_pack({std::move(object)});
  REQUIRE(repository.swap("refs/heads/replica/nord-1", honest, set.oid) == Swap::kDone);
}

TEST_CASE("a set with a changed byte") {
  for (const bool operations : {true, false}) {
    Scene scene;
    Workspace nord = scene.open("nord");
    Intake set = scene.forger.add_set(nord, nord.signing_key(), customer(scene));
    alter(scene, set, operations);
    const std::string words = "set " + set.oid.text() + " does not carry its signature";
    CHECK_SAYS(said(scene, kAll), "not in the ledger yet, replica nord-1", words);
    const std::string place = take_set(scene, set);
    CHECK_SAYS(said(scene, kAll), place, "replica nord-1", words);
  }
}

TEST_CASE("another replica's key") {
  Scene scene;
  Workspace nord = scene.open("nord");
  const Intake set = scene.forger.add_set(nord, scene.open("sued").signing_key(), customer(scene));
  const std::string place = take_set(scene, set);
  for (const Scopes& scopes : {kAll, Scopes{"hq"}}) {
    CHECK_SAYS(said(scene, scopes), place, "replica nord-1",
               "set " + set.oid.text() + " does not carry its signature");
  }
  CHECK_SAYS(said(scene, {"nord"}), "of ledger nord, replica nord-1",
             "set " + set.oid.text() + " does not carry its signature");
}

TEST_CASE("a set replayed from another ledger") {
  Scene scene;
  Workspace nord = scene.open("nord");
  SUBCASE("by its own replica's key") {
    const Intake set = scene.forger.add_set(nord, nord.signing_key(), customer(scene),
                                            "abcdefghjkmnpqrstvwxyz0123");
    const std::string place = take_set(scene, set);
    CHECK_SAYS(said(scene, kAll), place, "set " + set.oid.text(),
               "is of another ledger, abcdefghjkmnpqrstvwxyz0123");
  }
  SUBCASE("of the same names") {
    flow::World other;
    other.add_site("nord", "shop", "shop");
    Workspace theirs = other.open("nord");
    const Intake set =
        scene.forger.add_set(nord, theirs.signing_key(), customer(scene), theirs.ledger());
    const std::string place = take_set(scene, set);
    const std::string message = said(scene, kAll);
    CHECK_SAYS(message, place, "set " + set.oid.text());
    const bool why = has(message, "does not carry its signature") || has(message, "another ledger");
    CHECK_MESSAGE(why, message);
  }
}

TEST_CASE("a set taken twice") {
  Scene scene;
  const Repository repository = scene.forger.repository("nord");
  Intake set;
  set.oid = *repository.ref("refs/heads/replica/nord-1");
  const Commit commit = decode_commit(repository.read(set.oid).bytes).commit;
  set.head = parse_change_set(commit);
  set.ops = repository.read_blob(*at_path(repository, commit.tree, "ops.jsonl"));
  const std::string place = take_set(scene, set);
  CHECK_SAYS(said(scene, kAll), place + " takes set " + set.oid.text() + " again");
}

TEST_CASE("a set whose predecessor is left out") {
  Scene scene;
  Workspace nord = scene.open("nord");
  const Intake first = scene.forger.add_set(nord, nord.signing_key(), customer(scene));
  const Intake second = scene.forger.add_set(nord, nord.signing_key(), customer(scene));
  const std::string place = take_set(scene, second);
  CHECK_SAYS(said(scene, kAll), place,
             "operation nord-1.0." + std::to_string(first.head.first_seq) + " is left out");
}

// Inner entries of a ledger moved about, each with the signature that it had.
TEST_CASE("inner entries dropped and swapped") {
  Scene scene;
  Repository nord = scene.forger.repository("nord");
  const Oid tip = *nord.ref("refs/heads/ledger");
  std::vector<Oid> chain;
  for (const ClonedEntry& entry : open_clone(scene.repository("nord"), "").entries)
    chain.push_back(entry.oid);
  REQUIRE(chain.size() > 4);
  std::vector<Oid> tail;
  std::string words;
  SUBCASE("dropped") {
    tail.assign(chain.begin() + 3, chain.end());
    words = "has the wrong index: it is number 3 of its chain";
  }
  SUBCASE("swapped") {
    tail.assign(chain.begin() + 2, chain.end());
    std::swap(tail[0], tail[1]);
    words = "has the wrong index: it is number 3 of its chain";
  }
  const Oid forged = forge::regraft(nord, tail, chain[1]);
  REQUIRE(nord.swap("refs/heads/ledger", tip, forged) == Swap::kDone);
  CHECK_SAYS(said(scene, {"nord"}), "entry 4 (", ") of ledger nord", words);
  CHECK_SAYS(said(scene, kAll), "entry 4 (", ") of ledger nord", words);
}

TEST_CASE("another root") {
  Scene scene;
  AuditOptions options;
  options.repositories = {scene.repository("hq")};
  for (const std::string& trust :
       {format_ssh_public_key(SigningKey::generate(scene.random).public_key()),
        fingerprint(SigningKey::generate(scene.random).public_key()),
        std::string("abcdefghjkmnpqrstvwxyz0123")}) {
    options.trust = trust;
    try {
      verify_history(options);
      FAIL("verified");
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::kTrust);
    }
  }
  const std::string key = scene.root_key();
  for (const std::string& trust :
       {key, fingerprint(parse_ssh_public_key(key)), scene.hq.ledger()}) {
    options.trust = trust;
    CHECK(verify_history(options).replayed_everything);
  }
}

}  // namespace
}  // namespace kontor
