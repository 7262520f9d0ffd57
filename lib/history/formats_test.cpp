// SPDX-License-Identifier: Apache-2.0
#include "lib/history/formats.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/history/repository.h"
#include "lib/history/test_support.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

const Oid kTree = parse_oid("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
const Oid kSeen = parse_oid("ce013625030ba8dba906f756967f9e9ca394464a");
const Oid kHead = parse_oid("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

ChangeSetHead change_set() {
  ChangeSetHead head;
  head.summary = "lead.pick k7qx2m4p, code.issue 2 more";
  head.ledger = "0123456789abcdefghjkmnpqrs";
  head.scope = "nord";
  head.replica = "shop-nord-1";
  head.incarnation = 0;
  head.first_seq = 17;
  head.last_seq = 19;
  head.seen_index = 7;
  head.seen_oid = kSeen;
  head.payload = sha256("");
  head.sealed_at = Instant{1763719200};
  return head;
}

EntryHead entry() {
  EntryHead head;
  head.ledger = "0123456789abcdefghjkmnpqrs";
  head.scope = "nord";
  head.index = 7;
  head.term = 3;
  head.time = Instant{1763719200};
  head.master_index = 41;
  head.master_oid = kSeen;
  head.state = sha256("");
  head.tree = sha256("x");
  head.expires = Instant{1763719200 + kExpirySeconds};
  return head;
}

constexpr std::string_view kChangeSetBytes =
    R"(tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
parent e69de29bb2d1d6434b8b29ae775ad8c2e48c5391
author shop-nord-1 <shop-nord-1@kontor.invalid> 1763719200 +0000
committer shop-nord-1 <shop-nord-1@kontor.invalid> 1763719200 +0000

lead.pick k7qx2m4p, code.issue 2 more

Kontor: change-set 1
Ledger: 0123456789abcdefghjkmnpqrs
Scope: nord
Replica: shop-nord-1/0
Seq: 17-19
Seen: 7 ce013625030ba8dba906f756967f9e9ca394464a
Payload: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
)";

constexpr std::string_view kEntryBytes = R"(tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
parent ce013625030ba8dba906f756967f9e9ca394464a
parent e69de29bb2d1d6434b8b29ae775ad8c2e48c5391
author sequencer-3 <sequencer-3@kontor.invalid> 1763719200 +0000
committer sequencer-3 <sequencer-3@kontor.invalid> 1763719200 +0000

ledger nord 7

Kontor: ledger 1
Ledger: 0123456789abcdefghjkmnpqrs
Scope: nord
Index: 7
Term: 3
Time: 2025-11-21T10:00:00Z
Master: 41 ce013625030ba8dba906f756967f9e9ca394464a
State: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
Tree: sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881
Expires: 2025-11-28T10:00:00Z
)";

struct Forgery {
  const char* from;
  const char* to;
};

std::string forged(std::string_view good, const Forgery& forgery) {
  std::string bytes(good);
  const std::size_t at = bytes.find(forgery.from);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, std::string_view(forgery.from).size(), forgery.to);
}

// The fault's code; empty when the commit passes.
template <typename Parse>
std::string refusal(const std::string& bytes, const Parse& parse) {
  try {
    parse(decode_commit(bytes).commit);
    return {};
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    return error.code();
  }
}

}  // namespace

TEST_CASE("a change set has these bytes") {
  CHECK(encode_commit(change_set_commit(change_set(), kHead, kTree)) == kChangeSetBytes);
  const ChangeSetHead head = parse_change_set(decode_commit(kChangeSetBytes).commit);
  CHECK(head.summary == change_set().summary);
  CHECK(head.replica == "shop-nord-1");
  CHECK(head.last_seq == 19);
  CHECK(head.seen_oid == kSeen);
  CHECK(head.sealed_at == Instant{1763719200});
}

TEST_CASE("a first change set has seen nothing and has no parent") {
  ChangeSetHead head = change_set();
  head.seen_index = 0;
  head.seen_oid = Oid{};
  const Commit commit = change_set_commit(head, {}, kTree);
  CHECK(commit.message.find("\nSeen: 0 -\n") != std::string::npos);
  CHECK(parse_change_set(commit).seen_oid.zero());
}

TEST_CASE("an entry has these bytes") {
  CHECK(encode_commit(entry_commit(entry(), {kSeen, kHead}, kTree)) == kEntryBytes);
  const EntryHead head = parse_entry(decode_commit(kEntryBytes).commit);
  CHECK(head.index == 7);
  CHECK(head.master_index == 41);
  CHECK(head.expires.seconds - head.time.seconds == kExpirySeconds);
}

TEST_CASE("the first master entry names no master") {
  EntryHead head = entry();
  head.index = 1;
  head.master_index = 0;
  head.master_oid = Oid{};
  const Commit commit = entry_commit(head, {}, kTree);
  CHECK(commit.message.find("\nMaster: 0 -\n") != std::string::npos);
  CHECK(parse_entry(commit).master_oid.zero());
}

TEST_CASE("a change set is refused when it says its words otherwise") {
  const Forgery forgeries[] = {
      {"change-set 1", "change-set 2"},
      {"change-set 1", "ledger 1"},
      {"Ledger: 0123456789abcdefghjkmnpqrs\n", ""},
      {"Ledger: 0123456789abcdefghjkmnpqrs", "Ledger: 0123456789abcdefghjkmnpqr"},
      {"Ledger: 0123456789abcdefghjkmnpqrs", "Ledger: 0123456789ABCDEFGHJKMNPQRS"},
      {"Ledger: 0123456789abcdefghjkmnpqrs", "Ledger: 0123456789ilcdefghjkmnpqrs"},
      {"Scope: nord\n", "Scope: Nord\n"},
      {"Scope: nord\n", "Scope: \n"},
      {"Scope: nord\nReplica: shop-nord-1/0\n", "Replica: shop-nord-1/0\nScope: nord\n"},
      {"Scope: nord\n", "Scope: nord\nScope: sued\n"},
      {"Replica: shop-nord-1/0", "Replica: shop-nord-2/0"},  // the author is another
      {"Replica: shop-nord-1/0", "Replica: shop-nord-1"},
      {"Replica: shop-nord-1/0", "Replica: shop-nord-1/00"},
      {"Replica: shop-nord-1/0", "Replica: shop-nord-1/-1"},
      {"Replica: shop-nord-1/0", "Replica: shop-nord-1/+0"},
      {"Seq: 17-19", "Seq: 19-17"},
      {"Seq: 17-19", "Seq: 0-19"},
      {"Seq: 17-19", "Seq: 017-19"},
      {"Seq: 17-19", "Seq: 17- 19"},
      {"Seq: 17-19", "Seq: 17-1017"},
      {"Seq: 17-19", "Seq: 17-9007199254740992"},
      {"Seq: 17-19", "Seq: 17-99999999999999999999"},
      {"Seen: 7 ce", "Seen: 0 ce"},
      {"Seen: 7 ce013625030ba8dba906f756967f9e9ca394464a", "Seen: 7 -"},
      {"Seen: 7 ce013625030ba8dba906f756967f9e9ca394464a",
       "Seen: 7 0000000000000000000000000000000000000000"},
      {"Seen: 7 ce013625030ba8dba906f756967f9e9ca394464a",
       "Seen: 0 0000000000000000000000000000000000000000"},
      {"Seen: 7 ce013625030ba8dba906f756967f9e9ca394464a",
       "Seen: 7 CE013625030BA8DBA906F756967F9E9CA394464A"},
      {"sha256:e3", "sha256:E3"},
      {"sha256:e3", "sha1:e3"},
      {"7852b855\n", "7852b855\nSigned-off-by: x\n"},
      {"7852b855\n", "7852b855"},
      {"7852b855\n", "7852b855\r\n"},
      {"lead.pick k7qx2m4p, code.issue 2 more\n", "\n"},
      {"lead.pick", "\tlead.pick"},
      {"lead.pick", " lead.pick"},
      {"lead.pick", "lead.pick l\xC3\xA4 "},
      {"lead.pick", "lead.pick\nlead.pick"},
      {"lead.pick", "lead.pick 0123456789 0123456789 0123456789 0123456789"},
      {"\n\nKontor", "\n\n\nKontor"},
      {"parent e6", "parent ce013625030ba8dba906f756967f9e9ca394464a\nparent e6"},
  };
  for (const Forgery& forgery : forgeries) {
    CAPTURE(forgery.from);
    CAPTURE(forgery.to);
    CHECK(refusal(forged(kChangeSetBytes, forgery), parse_change_set) == "bad_change_set");
  }
}

TEST_CASE("an entry is refused when it says its words otherwise") {
  const Forgery forgeries[] = {
      {"ledger nord 7", "ledger nord 8"},
      {"ledger nord 7", "ledger sued 7"},
      {"Kontor: ledger 1", "Kontor: change-set 1"},
      {"Index: 7", "Index: 0"},
      {"Index: 7", "Index: 07"},
      {"Term: 3", "Term: 4"},  // the committer is another
      {"Time: 2025-11-21T10:00:00Z", "Time: 2025-11-21T11:00:00+01:00"},
      {"Time: 2025-11-21T10:00:00Z", "Time: 2025-11-21T10:00:00.0Z"},
      {"Time: 2025-11-21T10:00:00Z", "Time: 2025-11-21T10:00:01Z"},
      {"Time: 2025-11-21T10:00:00Z", "Time: yesterday"},
      {"Master: 41 ", "Master: 041 "},
      {"Master: 41 ce013625030ba8dba906f756967f9e9ca394464a", "Master: 41 -"},
      {"Master: 41 ce", "Master: 0 ce"},
      {"State: sha256:e3", "State: sha256:"},
      {"Tree: ", "Trees: "},
      {"Expires: 2025-11-28", "Expires: 2025-11-21"},  // not after its time
      {"Expires: 2025-11-28T10:00:00Z\n", ""},
      {"parent ce013625030ba8dba906f756967f9e9ca394464a\nparent "
       "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n",
       ""},
      {"parent ce0", "parent e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\nparent ce0"},
  };
  for (const Forgery& forgery : forgeries) {
    CAPTURE(forgery.from);
    CAPTURE(forgery.to);
    CHECK(refusal(forged(kEntryBytes, forgery), parse_entry) == "bad_entry");
  }
}

TEST_CASE("an entry takes at most 31 replica heads") {
  std::vector<Oid> parents;
  for (std::size_t i = 0; i < 1 + kMaxEntryHeads; ++i) {
    parents.push_back(make_object(ObjectType::kBlob, std::to_string(i)).oid);
  }
  CHECK_NOTHROW(parse_entry(entry_commit(entry(), parents, kTree)));
  parents.push_back(kHead);
  CHECK_THROWS_AS(entry_commit(entry(), parents, kTree), Error);
}

TEST_CASE("a signature is of one key, and stock git finds it good") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "nord.git", RepositoryUse::kCache);
  const SigningKey key = key_of(1);
  const Object tree = make_object(ObjectType::kTree, "");
  const Object sealed = sign_commit(change_set_commit(change_set(), {}, tree.oid), key);
  const SignedCommit decoded = decode_commit(sealed.bytes);
  CHECK(signed_by(decoded, key.public_key()));
  CHECK_FALSE(signed_by(decoded, key_of(2).public_key()));
  SignedCommit altered = decoded;
  altered.payload += " ";
  CHECK_FALSE(signed_by(altered, key.public_key()));

  repository.write_pack({tree, sealed});
  CHECK(repository.swap("refs/heads/ledger", {}, sealed.oid) == Swap::kDone);
  const auto allow = [&](const SigningKey& signer) {
    write_bytes(folder / "allowed", "shop-nord-1@kontor.invalid namespaces=\"git\" " +
                                        format_ssh_public_key(signer.public_key()) + "\n");
    return git(repository.path(), "-c gpg.ssh.allowedSignersFile='" +
                                      (folder / "allowed").string() + "' verify-commit ledger")
        .status;
  };
  CHECK(allow(key) == 0);
  CHECK(allow(key_of(2)) != 0);
  const Result fsck = git(repository.path(), "fsck --strict --full");
  CHECK_MESSAGE(fsck.status == 0, fsck.output);
  CHECK(fsck.output.find("error") == std::string::npos);
}
