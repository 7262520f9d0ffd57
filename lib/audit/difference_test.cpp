// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/difference.h"

#include <doctest/doctest.h>

#include "lib/base/json.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

std::string op(const char* id, const char* verdict, const char* reason = nullptr) {
  Json line = Json::object({{"t", "op"}, {"id", id}, {"verdict", verdict}});
  if (reason) line.set("reason", reason);
  return line.encode() + "\n";
}
std::string timer(const char* id) {
  return Json::object({{"t", "timer"}, {"id", id}}).encode() + "\n";
}
std::string effect(const char* path, const char* cause) {
  return Json::object({{"t", "effect"}, {"paths", Json::array({path})}, {"cause", cause}})
             .encode() +
         "\n";
}

TEST_CASE("what differs between the lines of an entry") {
  const std::string a = op("r-1.0.1", "accepted");
  const std::string b = op("r-1.0.2", "accepted");
  const std::string lead = effect("state/lead/aa/bb/0000000000000000.json", "sha256:1");
  CHECK(lines_differ(a + b, a + b).empty());
  CHECK(lines_differ(a + op("r-1.0.2", "rejected", "role"), a + b) ==
        "operation r-1.0.2: recorded as rejected (role), computed as accepted");
  CHECK(lines_differ(a, a + b) == "operation r-1.0.2 is left out");
  CHECK(lines_differ(b, a + b) == "operation r-1.0.1 is left out");
  CHECK(lines_differ(a + b, a) == "operation r-1.0.2 is decided and in no set of this entry");
  CHECK(lines_differ(a + b, b) == "operation r-1.0.1 is decided and in no set of this entry");
  CHECK(lines_differ(b + a, a + b) ==
        "operation r-1.0.2 stands before operation r-1.0.1, computed: after it");
  CHECK(lines_differ(a, timer("t1") + a) == "timer t1 was due and did not fire");
  CHECK(lines_differ(timer("t1") + a, a) == "timer t1 fired and was not due");
  CHECK(lines_differ(a + lead, a) ==
        "the effect on state/lead/aa/bb/0000000000000000.json is recorded, computed: none");
  CHECK(lines_differ(a + effect("state/offer/autumn.json", "sha256:1"),
                     a + effect("state/offer/autumn.json", "sha256:2")) ==
        "the effect on offer autumn has other paths or another cause than computed");
  CHECK(lines_differ("no json\n", a) == "entry.jsonl is malformed");
}

class Trees {
 public:
  Trees() : repository_(Repository::create(scratch_ / "r.git", RepositoryUse::kCache)) {}
  Oid tree(const FileChanges& files) {
    MemoryNodeStore nodes;
    std::vector<Object> objects;
    const TreeId id = update_tree(nodes, files, &objects);
    repository_.write_pack(objects);
    return id.oid;
  }
  // What is said of a tree made of `recorded`, where `computed` changes were expected of `before`.
  std::string said(const FileChanges& before, const FileChanges& recorded,
                   const FileChanges& computed, const char* prefix = "") {
    return files_differ(repository_, tree(before), tree(recorded), computed, prefix);
  }

 private:
  Scratch scratch_;
  Repository repository_;
};

TEST_CASE("what differs between the files of an entry") {
  const std::string path = "state/offer/autumn.json";
  const FileChanges other = {{"state/offer/other.json", "{}\n"}};
  const auto with = [&](const std::string& bytes) {
    FileChanges files = other;
    files[path] = bytes;
    return files;
  };
  Trees trees;
  CHECK(trees.said(other, with("{}\n"), {{path, "{}\n"}}).empty());
  CHECK(trees.said(other, with(R"({"a":{"b":[1,2]}})"), {{path, R"({"a":{"b":[1,3]}})"}}) ==
        "offer autumn: a.b[1] is 2, computed 3");
  CHECK(trees.said(other, with(R"({"a":1,"b":2})"), {{path, R"({"a":1})"}}) ==
        "offer autumn: b is 2, computed: absent");
  CHECK(trees.said(other, with(R"({"a":1})"), {{path, R"({"a":1,"b":"x"})"}}) ==
        "offer autumn: b is absent, computed x");
  CHECK(trees.said(other, with(R"({"a":[1]})"), {{path, R"({"a":[1,2]})"}}) ==
        "offer autumn: a has 1 items, computed 2");
  CHECK(trees.said(other, other, {{path, "{}\n"}}) == "offer autumn is missing");
  CHECK(trees.said(other, with("{}\n"), {}) == "offer autumn is recorded, computed: not there");
  CHECK(trees.said(with("1"), with("2"), {}) == "offer autumn is changed, computed: as before");
  CHECK(trees.said(with("1"), other, {}) == "offer autumn is gone, computed: still there");
  CHECK(trees.said(with("1"), with("1"), {{path, std::nullopt}}) ==
        "offer autumn is still there, computed: gone");
  CHECK(trees.said(with("1"), other, {{path, "2"}}) == "offer autumn is missing");
  CHECK(trees.said(other, with("{}\n"), {}, "heads/").empty());
  CHECK(trees.said({}, {{"scopes/nord", "x"}}, {}) ==
        "the entry of scope nord is recorded, computed: not there");
}

}  // namespace
}  // namespace kontor
