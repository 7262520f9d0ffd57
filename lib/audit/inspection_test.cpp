// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/inspection.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/history/formats.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

SignedCommit commit_of(const SigningKey& key, int n) {
  Commit commit;
  commit.name = commit.email = "r-1";
  commit.message = "commit " + std::to_string(n) + "\n";
  return decode_commit(sign_commit(commit, key).bytes);
}

std::string finding(Inspection& inspection) {
  try {
    inspection.settle();
    return "";
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    return error.what();
  }
}

TEST_CASE("signatures are checked, by one thread or several") {
  SystemRandom random;
  const SigningKey key = SigningKey::generate(random);
  for (const unsigned threads : {1u, 2u, 4u}) {
    Inspection inspection(threads);
    for (int i = 0; i < 300; ++i) inspection.signature(commit_of(key, i), key.public_key(), "bad");
    CHECK(finding(inspection).empty());
    CHECK(inspection.signatures() == 300);
    CHECK_FALSE(inspection.failed());
  }
}

TEST_CASE("the first finding is the first that was handed in") {
  SystemRandom random;
  const SigningKey key = SigningKey::generate(random);
  const SigningKey other = SigningKey::generate(random);
  for (const unsigned threads : {1u, 2u, 4u}) {
    Inspection inspection(threads);
    for (int i = 0; i < 500; ++i) {
      const bool bad = i >= 200 && i % 7 == 0;
      inspection.signature(commit_of(bad ? other : key, i), key.public_key(),
                           "commit " + std::to_string(i));
    }
    CHECK(finding(inspection) == "commit 203");
    CHECK(inspection.failed());
    CHECK(finding(inspection) == "commit 203");
  }
}

TEST_CASE("objects are read, and sets with what they hold") {
  Scratch scratch;
  SystemRandom random;
  const std::string path = scratch / "r.git";
  Repository repository = Repository::create(path, RepositoryUse::kCache);
  const Object blob = make_object(ObjectType::kBlob, "operations\n");
  const Object tree = make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
  const Object commit =
      sign_commit(Commit{tree.oid, {}, "r-1", "r-1", 0, "m\n"}, SigningKey::generate(random));
  repository.write_pack({tree, commit});
  {
    Inspection inspection(2);
    inspection.objects(path, {tree.oid, commit.oid}, "entry 1");
    CHECK(finding(inspection).empty());
    inspection.objects(path, {commit.oid, blob.oid}, "entry 2");
    CHECK(finding(inspection).starts_with("entry 2: object " + blob.oid.text() + " is missing"));
  }
  Inspection inspection(2);
  inspection.sets(path, {commit.oid}, "entry 3");
  CHECK(finding(inspection).starts_with("entry 3: object " + blob.oid.text() + " is missing"));
}

}  // namespace
}  // namespace kontor
