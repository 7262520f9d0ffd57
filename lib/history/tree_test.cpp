// SPDX-License-Identifier: Apache-2.0
#include "lib/history/tree.h"

#include <doctest/doctest.h>

#include <set>

#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/history/test_support.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

// What stock git makes of these files in an empty repository of the object format.
class StockTree {
 public:
  StockTree(const fs::path& path, const std::string& format) : path_(path), format_(format) {
    REQUIRE(run("git init -q --object-format=" + format + " '" + path.string() + "'").status == 0);
  }

  // The id of the whole tree, and with "state/" of that folder.
  std::string id(const std::map<std::string, std::string>& files, const std::string& prefix = {}) {
    const fs::path list = path_ / "list";
    const fs::path index = path_ / "index-info";
    std::string names;
    for (const auto& [path, bytes] : files) {
      write_bytes(path_ / "files" / hex(sha256(bytes)), bytes);
      names += (path_ / "files" / hex(sha256(bytes))).string() + "\n";
    }
    write_bytes(list, names);
    std::string ids =
        git(path_, "hash-object -w --stdin-paths --no-filters < '" + list.string() + "'").output;
    std::string info;
    for (const auto& [path, bytes] : files) {
      const std::size_t end = ids.find('\n');
      info += "100644 " + ids.substr(0, end) + "\t" + path + "\n";
      ids.erase(0, end + 1);
    }
    write_bytes(index, info);
    fs::remove(path_ / ".git" / "index");
    REQUIRE(git(path_, "update-index --index-info < '" + index.string() + "'").status == 0);
    std::string out =
        git(path_, "write-tree" + (prefix.empty() ? "" : " --prefix=" + prefix)).output;
    out.pop_back();
    return out;
  }

 private:
  fs::path path_;
  std::string format_;
};

std::string random_name(SeededRandom& random) {
  // Few names, so that files, folders and their order by '-', '.', '/', '0' meet.
  static const char* const kNames[] = {"a", "a-b", "a.", "a0", "ab", "b", "3f", "nord", "z-"};
  return kNames[random.below(std::size(kNames))];
}

std::string random_path(SeededRandom& random) {
  std::string path = "state";
  for (std::size_t depth = 1 + random.below(4); depth > 0; --depth)
    path += "/" + random_name(random);
  return path + ".json";
}

}  // namespace

TEST_CASE("random trees have the ids that stock git gives them, in both formats") {
  const TemporaryFolder folder;
  StockTree narrow(folder / "sha1", "sha1");
  StockTree wide(folder / "sha256", "sha256");
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    SeededRandom random(seed);
    MemoryNodeStore nodes;
    std::map<std::string, std::string> files;
    for (int round = 0; round < 4; ++round) {
      FileChanges changes;
      for (std::size_t i = 0; i < 1 + random.below(40); ++i) {
        const std::string path = random_path(random);
        if (changes.contains(path)) continue;
        if (random.below(3) == 0) {
          if (files.erase(path) > 0) changes[path] = std::nullopt;
        } else {
          changes[path] = files[path] = random.bytes(random.below(300));
        }
      }
      std::vector<Object> objects;
      const TreeId root = update_tree(nodes, changes, &objects);
      if (files.empty()) continue;
      CHECK(root.oid.text() == narrow.id(files));
      CHECK(hex(root.sha256) == wide.id(files));
      CHECK(hex(directory_id(nodes, "state").sha256) == wide.id(files, "state/"));
      CHECK(root == directory_id(nodes, ""));
    }
  }
}

TEST_CASE("the objects of an update are the new blobs and the trees above them, each once") {
  MemoryNodeStore nodes;
  std::vector<Object> objects;
  update_tree(nodes, {{"state/lead/a.json", "{}"}, {"state/lead/b.json", "{}"}, {"x", "{}"}},
              &objects);
  CHECK(objects.size() == 1 + 3);  // one blob; lead, state, root
  objects.clear();
  update_tree(nodes, {{"state/lead/a.json", "{\"rev\":2}"}}, &objects);
  CHECK(objects.size() == 1 + 3);
  CHECK(objects.front().type == ObjectType::kBlob);
  CHECK(objects.back().oid == directory_id(nodes, "").oid);
  for (const Object& object : objects)
    CHECK(make_object(object.type, object.bytes).oid == object.oid);
  objects.clear();
  update_tree(nodes, {{"x", std::nullopt}}, &objects);
  CHECK(objects.size() == 1);  // the root alone
}

TEST_CASE("an empty directory disappears, and the empty tree is git's") {
  MemoryNodeStore nodes;
  update_tree(nodes, {{"a/b/c", "1"}}, nullptr);
  const TreeId empty = update_tree(nodes, {{"a/b/c", std::nullopt}}, nullptr);
  CHECK(empty.oid.text() == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  CHECK(hex(empty.sha256) == "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");
  CHECK_FALSE(nodes.node("a"));
  CHECK_FALSE(nodes.node("a/b"));
  CHECK(directory_id(nodes, "nowhere") == empty);
}

TEST_CASE("an impossible change is a bug") {
  MemoryNodeStore nodes;
  update_tree(nodes, {{"a/b", "1"}}, nullptr);
  CHECK_THROWS_AS(update_tree(nodes, {{"a/c", std::nullopt}}, nullptr), Error);
  CHECK_THROWS_AS(update_tree(nodes, {{"d/c", std::nullopt}}, nullptr), Error);
  CHECK_THROWS_AS(update_tree(nodes, {{"a", "a file now"}}, nullptr), Error);
  CHECK_THROWS_AS(update_tree(nodes, {{"a/b/c", "b a directory"}}, nullptr), Error);
  CHECK_THROWS_AS(update_tree(nodes, {{"e", "1"}, {"e/f", "1"}}, nullptr), Error);
  for (const char* bad : {"", "/a", "a//b", "a/", "../a", "a/./b"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(update_tree(nodes, {{bad, "1"}}, nullptr), Error);
  }
}

TEST_CASE("state paths: named things lie flat, all else by its digest") {
  CHECK(state_path("offer", "autumn") == "state/offer/autumn.json");
  CHECK(state_path("outlet", "nord/mitte") == "state/outlet/nord/mitte.json");
  const std::string id = "k7qx2m4p9d0e1f2g";
  REQUIRE(is_id(id));
  const std::string digest = sha256_hex(id);
  CHECK(state_path("lead", id) ==
        "state/lead/" + digest.substr(0, 2) + "/" + digest.substr(2, 2) + "/" + id + ".json");
  CHECK(state_path("rejection", "shop-nord-1.0.17").ends_with("/shop-nord-1.0.17.json"));
  CHECK_THROWS_AS(state_path("lead", "a/b/c"), Error);
  CHECK_THROWS_AS(state_path("lead", "nord/" + id + ".mobile"), Error);
  CHECK_THROWS_AS(state_path("lead", ""), Error);
  for (const std::string& name :
       {std::string("autumn"), std::string("nord/mitte"), id, std::string("shop-nord-1.0.17"),
        id + ".mobile-flat", std::string("3f/a0")}) {
    const auto parsed = parse_state_path(state_path("claim", name));
    REQUIRE(parsed);
    CHECK(parsed->kind == "claim");
    CHECK(parsed->id == name);
  }
  const std::string wrong = "state/lead/00/00/" + id + ".json";
  for (const std::string& bad :
       {wrong, std::string("state/lead/") + id + ".json", std::string("state/lead/.json"),
        std::string("state/lead"), std::string("state//a.json"), std::string("heads/a.json"),
        std::string("state/lead/a"), std::string("state/lead/a/b/c/d.json"),
        std::string("state/lead/3f/a0/nord.json")}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_state_path(bad));
  }
}

TEST_CASE("a node tells its own id and those of its rows") {
  MemoryNodeStore nodes;
  update_tree(nodes, {{"state/lead/a.json", "{}"}, {"state/lead/b.json", "{}"}, {"x", "1"}},
              nullptr);
  const std::string root = *nodes.node("");
  CHECK(node_id(root) == directory_id(nodes, ""));
  REQUIRE(node_entry(root, "state"));
  CHECK(node_entry(root, "state")->is_tree);
  CHECK(node_entry(root, "state")->id == directory_id(nodes, "state"));
  CHECK(node_entry(*nodes.node("state/lead"), "b.json")->id == blob_id("{}"));
  CHECK_FALSE(node_entry(root, "stat"));
  std::size_t rows = 0;
  each_entry(root, [&](const NodeEntry&) { ++rows; });
  CHECK(rows == 2);
  CHECK_THROWS_AS(node_id(root.substr(1)), Error);
}

TEST_CASE("the state's id follows from its records alone") {
  SeededRandom random(7);
  MemoryNodeStore nodes;
  StateIdBuilder builder;
  FileChanges changes;
  changes["heads/shop-nord-1"] = "x";
  std::vector<std::pair<std::string, std::string>> records;
  for (int i = 0; i < 500; ++i) records.emplace_back("lead", new_id(random));
  for (const char* slug : {"autumn", "autumn-2", "nord", "nord/mitte", "nord/ost", "3f/a0"}) {
    records.emplace_back("outlet", slug);
  }
  for (const auto& [kind, id] : records) {
    const std::string bytes = "{\"id\":\"" + id + "\"}";
    changes[state_path(kind, id)] = bytes;
    builder.add(kind, id, bytes);
  }
  update_tree(nodes, changes, nullptr);
  CHECK(builder.finish() == directory_id(nodes, "state"));
  CHECK(StateIdBuilder().finish() == directory_id(nodes, "state/nothing"));
}
