// SPDX-License-Identifier: Apache-2.0
#include "lib/history/object.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/history/test_support.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

const Oid kOne = parse_oid("1111111111111111111111111111111111111111");
const Oid kTwo = parse_oid("2222222222222222222222222222222222222222");

std::string row(std::string_view mode, std::string_view name) {
  return std::string(mode) + " " + std::string(name) + '\0' + std::string(view(kOne.raw));
}

}  // namespace

TEST_CASE("ids are git's") {
  CHECK(make_object(ObjectType::kBlob, "").oid.text() ==
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(make_object(ObjectType::kTree, "").oid.text() ==
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  CHECK(make_object(ObjectType::kBlob, "hello\n").oid.text() ==
        "ce013625030ba8dba906f756967f9e9ca394464a");
}

TEST_CASE("an object id is 40 lower-case hex digits") {
  CHECK(parse_oid("ce013625030ba8dba906f756967f9e9ca394464a").text() ==
        "ce013625030ba8dba906f756967f9e9ca394464a");
  CHECK(Oid{}.zero());
  for (const char* bad :
       {"", "ce0136", "CE013625030ba8dba906f756967f9e9ca394464a",
        "ce013625030ba8dba906f756967f9e9ca394464g", "ce013625030ba8dba906f756967f9e9ca394464a0"}) {
    CHECK_THROWS_AS(parse_oid(bad), Error);
  }
}

TEST_CASE("a tree sorts a directory as if its name ended in a slash") {
  const std::vector<TreeEntry> entries = {
      {"a", true, kOne}, {"a-b", false, kTwo}, {"a.json", false, kOne}, {"b", false, kTwo}};
  const std::vector<TreeEntry> decoded = decode_tree(encode_tree(entries));
  std::vector<std::string> names;
  for (const TreeEntry& entry : decoded) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"a-b", "a.json", "a", "b"});
  CHECK(encode_tree(decoded) == encode_tree(entries));
}

TEST_CASE("a tree has one spelling") {
  CHECK_NOTHROW(decode_tree(row("100644", "a") + row("100644", "b")));
  CHECK_THROWS_AS(decode_tree(row("100644", "b") + row("100644", "a")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "a") + row("100644", "a")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "a") + row("100644", "a-b") + row("40000", "a")),
                  Error);
  CHECK_THROWS_AS(decode_tree(row("040000", "a")), Error);
  CHECK_THROWS_AS(decode_tree(row("100755", "a")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", ".git")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "..")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "a/b")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "")), Error);
  CHECK_THROWS_AS(decode_tree(row("100644", "a").substr(0, 20)), Error);
}

TEST_CASE("a commit round-trips, signed and unsigned") {
  const Commit commit{kOne,          {kTwo, kOne},
                      "shop-nord-1", "shop-nord-1@kontor.invalid",
                      1763719200,    "lead.add\n\nKontor: x\n"};
  const std::string payload = encode_commit(commit);
  const std::string armor = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----";
  const SignedCommit plain = decode_commit(payload);
  CHECK(plain.armor.empty());
  CHECK(plain.commit.parents == commit.parents);
  CHECK(plain.commit.message == commit.message);
  const SignedCommit sealed = decode_commit(with_signature(payload, armor));
  CHECK(sealed.armor == armor);
  CHECK(sealed.payload == payload);
}

TEST_CASE("a commit has one spelling") {
  const Commit commit{kOne, {}, "r", "r@kontor.invalid", 1763719200, "m\n"};
  const std::string good = with_signature(encode_commit(commit), "A\nB");
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string bytes = good;
    bytes.replace(bytes.find(from), from.size(), to);
    return bytes;
  };
  CHECK_NOTHROW(decode_commit(good));
  for (const std::string& bad :
       {with("author r <", "author s <"), with("1763719200 +0000\nc", "1763719201 +0000\nc"),
        with("1763719200 +0000", "01763719200 +0000"), with("+0000", "+0100"),
        with("gpgsig", "gpgsig-sha256"), with("\n\nm", "\nencoding UTF-8\n\nm"),
        with("tree 1", "tree A"), with("\ngpgsig A\n B", "\ngpgsig A\n B\ngpgsig C"),
        with("gpgsig A\n B\n", "gpgsig \n"), std::string("tree"), std::string()}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(decode_commit(bad), Error);
  }
}
