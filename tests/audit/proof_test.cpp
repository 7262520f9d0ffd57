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

// The same under rules for periods.
constexpr const char* kRules = R"({
  "tier":[{"id":"month","per":"business","period":"P1M","measure":"earned","mode":"retroactive",
    "bands":[{"from":0,"factor":"1"},{"from":1500,"factor":"1.5"}]},
   {"id":"pieces","per":"seller","period":"P1M","measure":"units","mode":"marginal",
    "bands":[{"from":0,"amount":100}]}],
  "cap":[{"id":"most","per":"business","period":"P1M","amount":5000}]})";
struct Periods : flow::Story {
  Periods() : Story(kRules) {
    advise().resume().close().deliver().settle().withdraw();
    add("hq", "settlement.run", Json::object({{"until", "2025-09-30"}}), "2025-10-01T08:00:00Z");
    round({"nord", "sued", "online"}, "2025-10-01T08:00:00Z");
  }
};
Periods& periods() {
  static Periods story;
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

// A cut text that is shorter may have lost what every proof begins with.
constexpr std::size_t kLeastProof = 10;

const std::string& book_proof(const std::string& scope, const std::string& payee) {
  static std::map<std::string, std::string> made;
  std::string& text = made[scope + " " + payee];
  if (text.empty()) text = proof_of(periods(), scope, "telco-retail." + payee + ".2025");
  return text;
}

// Empty when it is refused as it must be: Error(kTrust); where little is left of the text, as no
// proof, and where its version was changed, as one of a later version.
std::string accepted(const std::string& bytes, const std::string& trust) {
  try {
    check_proof(parse_proof(bytes), trust);
    return "it is accepted";
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust || error.code() == "newer_proof") return {};
    if (error.code() == "not_a_proof" && bytes.size() < kLeastProof) return {};
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

void every_byte_counts(const std::string& text, const std::string& trust) {
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

TEST_CASE("every changed byte of a proof is noticed") {
  every_byte_counts(proof("sued"), std::string(trim(whole().root_key())));
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

TEST_CASE("a payee's proof holds every operation of its own scope") {
  const std::string trust(trim(whole().root_key()));
  for (const char* scope : {"nord", "sued", "online"}) {
    const Proof good = parse_proof(proof(scope));
    REQUIRE(accepted(encode_proof(good), trust) == "it is accepted");
    CHECK(good.nodes.contains("roster/replica"));
    for (const auto& [oid, set] : good.sets) {
      Proof less = good;
      less.sets.erase(oid);
      CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), scope << " " << oid);
    }
    // Nor are all of them taken for others' with what tells whose they are.
    Proof none = good;
    none.sets.clear();
    std::erase_if(none.files,
                  [](const auto& file) { return file.first.starts_with("roster/replica/"); });
    CHECK_MESSAGE(accepted(encode_proof(none), trust).empty(), scope);
    none.nodes.erase("roster/replica");
    CHECK_MESSAGE(accepted(encode_proof(none), trust).empty(), scope);
  }
}

// HQ upholds Nord's dispute by 1.50, then shares the stage anew by hand.
struct Adjusted : flow::Story {
  Adjusted() : Story(closed_story()) {
    deliver().settle();
    const std::string claim = order + ".phone";
    dispute = add("nord", "dispute.add",
                  Json::object({{"claim", claim}, {"stage", "consultation"}, {"reason", "amount"}}),
                  "2025-09-02T08:00:00Z", anna);
    round({"nord"}, "2025-09-02T09:00:00Z");
    answer = write("hq", "dispute.answer", dispute, parse_json(R"({"decision":"upheld",
        "adjustments":[{"payee":"nord","role":"business","stage":"consultation","amount":150}]})"),
                   "2025-09-03T08:00:00Z");
    round({"nord"}, "2025-09-03T09:00:00Z");
    amendment = write("hq", "claim.split", claim, parse_json(R"({"stage":"consultation",
        "weights":{"nord":1,"sued":1},"reason":"agreed"})"),
                      "2025-09-04T08:00:00Z");
    round({"nord", "sued"}, "2025-09-04T09:00:00Z");
  }
  std::string dispute, answer, amendment;
};

TEST_CASE("adjustments are listed with the signed operation that says so, and hold") {
  Adjusted story;
  const std::string trust = story.root_key();
  for (const char* scope : {"hq", "nord"}) {
    CAPTURE(scope);
    const bool hq = std::string_view(scope) == "hq";
    const Json report =
        check_proof(parse_proof(proof_of(story, scope, story.order + ".phone")), trust);
    const Json::Array& rows = report.list("adjustments");
    REQUIRE(rows.size() > 1);
    CHECK(rows[0].str("payee") == "nord");
    CHECK(rows[0].num("amount") == 150);
    CHECK(rows[0].str("op") == story.answer);
    CHECK(rows[0].str_or("kind") == (hq ? "dispute.answer" : ""));
    CHECK(rows[1].str("op") == story.amendment);
    CHECK(rows[1].str_or("kind") == (hq ? "claim.split" : ""));
    for (const Json& payee : report.list("payees")) {
      if (payee.str("payee") != "nord") continue;
      CHECK(payee.num("earned") == 133);
      CHECK(payee.num("outstanding") == payee.num("share") + 150);
      CHECK(payee.num("outstanding") == payee.num("earned") + payee.num("adjusted"));
    }
  }
  CHECK(accepted(proof_of(story, "sued", story.order + ".phone"), trust) == "it is accepted");
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

TEST_CASE("the proof of a book computes its lines anew from the sales") {
  const std::string root = periods().root_key();
  const std::string ben = periods().ben;
  for (const auto& [scope, payee] : {std::pair<std::string, std::string>{"hq", "sued"},
                                     {"sued", "sued"},
                                     {"hq", "online"},
                                     {"online", "online"},
                                     {"hq", ben},
                                     {"sued", ben}}) {
    const std::string about = scope + " of " + payee;
    CAPTURE(about);
    const Json report = check_proof(parse_proof(book_proof(scope, payee)), root);
    CHECK(report.str("book") == "telco-retail." + payee + ".2025");
    CHECK(report.str("part") == (scope == "hq" ? "whole" : "own"));
    CHECK(report.str("recomputed") == "everything");
    REQUIRE(report.list("lines").size() == (payee == "online" ? 2 : 1));
    for (const Json& line : report.list("lines")) {
      CHECK(line.num("reckoned") == line.num("posted"));
      CHECK(line.num("posted") != 0);
    }
    CHECK(report.list("operations").size() == (scope == "hq" ? 2 : 0));  // plan and run
  }
}

TEST_CASE("every changed byte of the proof of a book is noticed") {
  every_byte_counts(book_proof("sued", "sued"), std::string(trim(periods().root_key())));
}

TEST_CASE("what is taken out of the proof of a book, or put into it, is noticed") {
  const std::string trust(trim(periods().root_key()));
  const Proof good = parse_proof(book_proof("hq", "sued"));
  REQUIRE(accepted(encode_proof(good), trust) == "it is accepted");
  for (const auto& [path, text] : good.files) {
    Proof less = good;
    less.files.erase(path);
    CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), path);
  }
  for (const auto& [oid, set] : good.sets) {
    Proof less = good;
    less.sets.erase(oid);
    CHECK_MESSAGE(accepted(encode_proof(less), trust).empty(), oid);
  }
  // Records of the same tree that belong to another payee, with the way down to them.
  Proof more = good;
  const Proof other = parse_proof(book_proof("hq", "online"));
  more.files.insert(other.files.begin(), other.files.end());
  more.nodes.insert(other.nodes.begin(), other.nodes.end());
  CHECK(accepted(encode_proof(more), trust).empty());
  // A claim's proof does not pass for a book's.
  Proof renamed = good;
  renamed.claim = std::exchange(renamed.book, "");
  CHECK(accepted(encode_proof(renamed), trust).empty());
  Proof both = good;
  both.book = "telco-retail.online.2025";
  CHECK(accepted(encode_proof(both), trust).empty());
}

TEST_CASE("a payee's proof of its book names no other party") {
  const std::string& text = book_proof("sued", periods().ben);
  for (const std::string& word : {std::string("nord/"), std::string("shop-nord"),
                                  std::string("online/"), std::string("online-1"), periods().anna,
                                  periods().nord_customer, std::string("\\\"nord\\\"")}) {
    CHECK_MESSAGE(text.find(word) == std::string::npos, word);
  }
}

TEST_CASE("a cent that HQ moved in a book and signed does not come out") {
  flow::Story story(kRules);
  story.advise().resume().close().deliver();
  {
    Workspace hq = story.open("hq");
    hq.advance_clock(parse_instant("2025-09-01T08:00:00Z"));
    forge::Forger forger(hq, story.root / "hub");
    forger.add_set(
        hq, hq.signing_key(),
        {{"settlement.run", new_id(story.random), Json::object({{"until", "2025-08-31"}})}});
    forger.next_entry(parse_instant("2025-09-01T08:00:00Z"), forge::shifted_period());
  }
  const std::string trust = story.root_key();
  try {
    check_proof(parse_proof(proof_of(story, "hq", "telco-retail.sued.2025")), trust);
    FAIL("it is accepted");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    CHECK(error.code() == "recomputation_differs");
    CHECK_SAYS(error.what(), "tier month of 2025-08-01 to 2025-08-31 is 1449, computed 1448");
  }
  // The payee's own figures come to something else, and its proof does not call them recomputed.
  const Json own =
      check_proof(parse_proof(proof_of(story, "sued", "telco-retail.sued.2025")), trust);
  CHECK(own.str("recomputed") == "nothing");
}

}  // namespace
}  // namespace kontor
