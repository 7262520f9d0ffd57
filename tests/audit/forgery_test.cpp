// SPDX-License-Identifier: Apache-2.0
// What a holder of the valid sequencer key forges. Signatures, trees and trailers are in order, so
// that a site takes it and stock git verifies it; the auditor computes, refuses and says where.
#include <doctest/doctest.h>

#include "lib/sync/process.h"
#include "tests/audit/scene.h"
#include "tests/forge/lies.h"

namespace kontor {
namespace {

using forge::Lie;

// Publishes the lie in the ledger's next entry; the place that the auditor must name.
std::string tell(Scene& scene, const char* time, const Lie& lie) {
  return scene.place(scene.forger.next_entry(parse_instant(time), lie));
}

// Stock git and the sites find nothing wrong.
void check_disguise(Scene& scene) {
  const std::string signers = (scene.root / "allowed_signers").string();
  for (const std::string& scope : kAll) {
    const std::string git = scene.repository(scope);
    const ProcessResult file =
        run_process({"git", "-C", git, "show", "ledger:roster/allowed_signers"});
    SystemFile().replace(signers, file.out, Access::kShared);
    const std::string option = "gpg.ssh.allowedSignersFile=" + signers;
    CHECK(run_process({"git", "-C", git, "-c", option, "verify-commit", "ledger"}).status == 0);
    CHECK(run_process({"git", "-C", git, "fsck", "--strict"}).status == 0);
  }
  for (const char* site : {"nord", "sued", "online"}) scene.sync(site);
}

TEST_CASE("a wrong verdict") {
  Scene scene;
  const Lie lie = forge::other_role("online-1", "auditor");
  const std::string place = tell(scene, kClose, lie);
  check_disguise(scene);
  const std::string words = ": recorded as rejected (role), computed as accepted";
  CHECK_SAYS(said(scene, kAll), place, "operation online-1.0.2" + words);
  CHECK_SAYS(said(scene, {"hq"}), place, "operation online-1.0.2" + words);
  CHECK_SAYS(said(scene, {"online"}), "of ledger online: ", "operation online-1.0.2" + words);
  // Later and honest entries do not cover it.
  scene.consult("nord", scene.nord_customer, 5, "2025-08-28T10:40:00Z", scene.anna);
  const std::int64_t forged = scene.hq.head("hq").index + 1;
  scene.round({"nord"}, "2025-08-28T10:45:00Z");
  CHECK(scene.open("hq").head("hq").index > forged);
  CHECK_SAYS(said(scene, kAll), place, "operation online-1.0.2" + words);
}

TEST_CASE("a share off by one cent, and made up for elsewhere") {
  Scene scene;
  const Lie lie = forge::shifted_cent("tariff-l");
  const std::string place = tell(scene, kClose, lie);
  check_disguise(scene);
  const std::string what = "claim " + scene.order + ".tariff-l: shares[2].amount is ";
  CHECK_SAYS(said(scene, kAll), place + ": " + what);
  CHECK_SAYS(said(scene, {"hq"}), place + ": " + what);
}

TEST_CASE("a set left out") {
  Scene scene;
  std::string first;
  for (int i = 0; i < 2; ++i) {
    scene.consult("nord", scene.nord_customer, 5, "2025-08-28T10:25:00Z", scene.anna);
    scene.sync("nord", kClose);
    if (i == 0) first = "nord-1.0." + std::to_string(scene.open("nord").store().last_seq());
  }
  const Lie lie = forge::left_out("nord-1");
  const std::string place = tell(scene, kClose, lie);
  check_disguise(scene);
  CHECK_SAYS(said(scene, kAll), place + ": operation " + first + " is left out");
  CHECK_SAYS(said(scene, {"nord"}), "of ledger nord: operation " + first + " is left out");
}

TEST_CASE("a record projected into a foreign scope") {
  Scene scene;
  const Lie lie = forge::foreign_record(scene.hq.base(), "lead", scene.lead, "sued");
  const std::string place = tell(scene, kClose, lie) + ", scope sued: ";
  check_disguise(scene);
  CHECK_SAYS(said(scene, kAll), place + "lead " + scene.lead + " is recorded, computed: not there");
  CHECK_SAYS(said(scene, {"hq"}), place + "what the scope was given is not what its audience");
}

TEST_CASE("a record missing from a scope") {
  Scene scene;
  const Lie lie = forge::missing_record("earning", scene.order + ".phone", "nord");
  const std::string place = tell(scene, kClose, lie) + ", scope nord: ";
  check_disguise(scene);
  CHECK_SAYS(said(scene, kAll), place + "earning " + scene.order + ".phone is missing");
  CHECK_SAYS(said(scene, {"hq"}), place + "what the scope was given is not what its audience");
}

TEST_CASE("a scope's entry left out as a whole") {
  Scene scene;
  const Lie lie = forge::missing_entry("nord");
  const std::string place = tell(scene, kClose, lie);
  check_disguise(scene);
  CHECK_SAYS(said(scene, kAll), place + ", scope nord: the scope's entry is missing");
}

TEST_CASE("a timer not fired") {
  Scene scene;
  scene.deliver();
  const std::vector<std::string> timers = scene.hq.base().ids("timer");
  REQUIRE_FALSE(timers.empty());
  const Lie lie = forge::silent_timers();
  scene.consult("nord", scene.nord_customer, 5, "2025-09-01T07:00:00Z", scene.anna);
  scene.sync("nord", "2025-09-01T08:00:00Z");
  const std::string place = tell(scene, "2025-09-01T08:00:00Z", lie);
  check_disguise(scene);
  const std::string message = said(scene, kAll);
  CHECK_SAYS(message, place + ": timer ", " was due and did not fire");
  bool named = false;
  for (const std::string& id : timers) named = named || has(message, id);
  CHECK(named);
}

TEST_CASE("an operation that the role may not issue") {
  Scene scene;
  Workspace nord = scene.open("nord");
  const Intake set = scene.forger.add_set(
      nord, nord.signing_key(),
      {{"partner.apply", "nord", Json::object({{"type", "own"}, {"tier", "gold"}})}});
  const Lie lie = forge::other_role("nord-1", "hq_admin");
  const std::string place = tell(scene, kClose, lie);
  check_disguise(scene);
  const std::string words = "operation nord-1.0." + std::to_string(set.head.first_seq) +
                            ": recorded as accepted, computed as rejected (role)";
  CHECK_SAYS(said(scene, kAll), place + ": " + words);
  CHECK_SAYS(said(scene, {"nord"}), "of ledger nord: " + words,
             "the role shop may not issue partner.apply");
}

TEST_CASE("a cut tail") {
  Scene scene;
  const auto cut = [&](const std::string& scope) {
    Repository repository = scene.forger.repository(scope);
    const Oid tip = *repository.ref("refs/heads/ledger");
    const Oid before = decode_commit(repository.read(tip).bytes).commit.parents.front();
    REQUIRE(repository.swap("refs/heads/ledger", tip, before) == Swap::kDone);
    return tip;
  };
  SUBCASE("is witnessed by what a waiting set has seen") {
    cut("online");
    const std::string end = std::to_string(scene.open("online").head("online").index - 1);
    CHECK_SAYS(said(scene, {"online"}), "of online-1 has seen entry ",
               "of ledger online, which ends here with entry " + end, "the tail is cut off");
  }
  SUBCASE("of the master is witnessed by a scope's clone") {
    cut("hq");
    CHECK_SAYS(said(scene, kAll), "is not named by the master ledger, which ends with entry ");
  }
  SUBCASE("is found by who knows the entry") {
    const std::string tip = cut("nord").text();
    CHECK(said(scene, {"nord"}) == "verified");
    CHECK_SAYS(said(scene, {"nord"}, tip), "entry " + tip + " is in none of the ledgers",
               "the tail is cut off");
  }
}

TEST_CASE("two entries at one index") {
  Scene scene;
  Scene other;
  tell(scene, kClose, {});
  tell(other, "2025-08-28T10:31:00Z", {});
  AuditOptions options;
  options.repositories = {scene.repository("online"), other.repository("online")};
  options.trust = scene.root_key();
  try {
    verify_history(options);
    FAIL("verified");
  } catch (const Error& error) {
    CHECK(error.code() == "fork");
    CHECK_SAYS(error.what(), "of ledger online", "HQ signed both");
  }
}

}  // namespace
}  // namespace kontor
