// SPDX-License-Identifier: Apache-2.0
#include "lib/history/repository.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/history/test_support.h"
#include "lib/history/tree.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

void check_fsck(const Repository& repository) {
  const Result fsck = git(repository.path(), "fsck --strict --full --no-dangling");
  CHECK_MESSAGE(fsck.status == 0, fsck.output);
  CHECK_MESSAGE(fsck.output.find("rror") == std::string::npos, fsck.output);
}

std::string fault_of(const std::function<void()>& work) {
  try {
    work();
    return {};
  } catch (const Error& error) {
    return error.code();
  }
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

// A history of `count` commits on a branch, some with a shared tree; the tip.
Oid grow(Repository& repository, int count, const std::string& branch, std::uint64_t seed) {
  SeededRandom random(seed);
  std::optional<Oid> tip = repository.ref(branch);
  MemoryNodeStore nodes;
  for (int i = 0; i < count; ++i) {
    std::vector<Object> objects;
    FileChanges changes;
    changes[state_path("lead", new_id(random))] = hex(random.bytes(40));
    changes["entry.jsonl"] = std::to_string(i);
    const TreeId root = update_tree(nodes, changes, &objects);
    std::vector<Oid> parents;
    if (tip) parents.push_back(*tip);
    objects.push_back(make_object(
        ObjectType::kCommit, encode_commit({root.oid, parents, "s", "s@kontor.invalid",
                                            1763719200 + i, "entry " + std::to_string(i) + "\n"})));
    repository.write_pack(objects);
    REQUIRE(repository.swap(branch, tip, objects.back().oid) == Swap::kDone);
    tip = objects.back().oid;
  }
  return *tip;
}

}  // namespace

TEST_CASE("a repository is made once and is plain git") {
  const TemporaryFolder folder;
  const fs::path path = folder / "hub/nord.git";
  CHECK_FALSE(Repository::exists(path));
  CHECK(fault_of([&] { Repository::open(path); }) == "no_repository");
  const Repository made = Repository::create(path, RepositoryUse::kHistoryHub);
  const Repository again = Repository::create(path, RepositoryUse::kVaultHub);
  CHECK(again.path() == path);
  const auto setting = [&](const char* name) {
    return git(path, std::string("config ") + name).output;
  };
  CHECK(git(path, "rev-parse --is-bare-repository").output == "true\n");
  CHECK(git(path, "symbolic-ref HEAD").output == "refs/heads/ledger\n");
  CHECK(setting("receive.denyNonFastForwards") == "true\n");
  CHECK(setting("receive.denyDeletes") == "true\n");
  CHECK(setting("receive.fsckObjects") == "true\n");
  CHECK(setting("receive.unpackLimit") == "1\n");
  check_fsck(made);
  const Repository vault = Repository::create(folder / "vault.git", RepositoryUse::kVaultHub);
  CHECK(git(vault.path(), "config receive.denyDeletes").output.empty());
}

TEST_CASE("foreign formats are refused by name") {
  const TemporaryFolder folder;
  const fs::path wide = folder / "wide.git";
  REQUIRE(run("git init -q --bare --object-format=sha256 '" + wide.string() + "'").status == 0);
  CHECK(fault_of([&] { Repository::open(wide); }) == "foreign_object_format");
  const fs::path plain = folder / "plain.git";
  REQUIRE(run("git init -q --bare '" + plain.string() + "'").status == 0);
  CHECK_NOTHROW(Repository::open(plain));
  for (const char* text :
       {"\n[Extensions]\n\tobjectFormat = sha256\n", "\n[extensions] refstorage=reftable\n",
        "\n[core]\n\trepositoryformatversion = 2\n"}) {
    const fs::path path = folder / "made.git";
    Repository::create(path, RepositoryUse::kCache);
    const std::string config = read_bytes(path / "config");
    write_bytes(path / "config", config + text);
    CHECK(fault_of([&] { Repository::open(path); }) == "foreign_object_format");
    write_bytes(path / "config", config);
  }
}

TEST_CASE("a pack is one that stock git reads") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  SeededRandom random(3);
  std::vector<Object> objects;
  for (int i = 0; i < 400; ++i) {
    objects.push_back(make_object(ObjectType::kBlob, random.bytes(random.below(3000))));
  }
  objects.push_back(make_object(ObjectType::kBlob, std::string(1 << 20, 'x')));
  objects.push_back(objects.front());
  repository.write_pack(objects);
  repository.write_pack({});
  for (const Object& object : objects) {
    CHECK(repository.has(object.oid));
    CHECK(repository.read_blob(object.oid) == object.bytes);
  }
  const auto names = names_in(repository.path() / "objects/pack");
  REQUIRE(names.size() == 2);
  const Result verified =
      git(repository.path(), "verify-pack -v objects/pack/" + names[0] + " | grep -c ' blob '");
  CHECK(verified.output == "401\n");
  check_fsck(repository);
  // The same work again after a crash is already done.
  repository.write_pack(objects);
  CHECK(names_in(repository.path() / "objects/pack") == names);
}

TEST_CASE("large work is cut into several packs") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  SeededRandom random(4);
  std::vector<Object> objects;
  for (int i = 0; i < 9; ++i) {
    objects.push_back(make_object(ObjectType::kBlob, random.bytes(4 << 20)));
  }
  repository.write_pack(objects);
  CHECK(names_in(repository.path() / "objects/pack").size() == 4);
  for (const auto& entry : fs::directory_iterator(repository.path() / "objects/pack")) {
    CHECK(fs::file_size(entry.path()) <= 32u << 20);
  }
  check_fsck(repository);
}

TEST_CASE("what another process adds is seen") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  Repository other = Repository::open(folder / "a.git");
  for (int i = 0; i < 20; ++i) {
    const auto objects = small_commit(std::to_string(i), {});
    CHECK_FALSE(repository.has(objects.back().oid));
    CHECK_FALSE(repository.find(objects.back().oid));
    other.write_pack(objects);
    CHECK(repository.has(objects.back().oid));
    CHECK(repository.read(objects.front().oid).bytes == std::to_string(i));
  }
  write_bytes(folder / "loose", "loose");
  const std::string id =
      git(repository.path(), "hash-object -w '" + (folder / "loose").string() + "'").output;
  CHECK(repository.read_blob(parse_oid(id.substr(0, 40))) == "loose");
  CHECK(fault_of([&] { repository.read(parse_oid(std::string(40, '1'))); }) == "missing_object");
}

TEST_CASE("refs move by compare-and-swap and stock git sees them") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  const auto one = small_commit("1", {});
  const auto two = small_commit("2", {one.back().oid});
  repository.write_pack(one);
  repository.write_pack(two);
  const Oid a = one.back().oid;
  const Oid b = two.back().oid;
  const char* const ledger = "refs/heads/ledger";
  CHECK_FALSE(repository.ref(ledger));
  CHECK(repository.swap(ledger, a, b) == Swap::kMoved);
  CHECK(repository.swap(ledger, {}, a) == Swap::kDone);
  CHECK(repository.swap(ledger, {}, b) == Swap::kMoved);
  CHECK(repository.swap(ledger, b, a) == Swap::kMoved);
  CHECK(repository.swap(ledger, a, b) == Swap::kDone);
  CHECK(repository.swap("refs/heads/replica/shop-nord-1", {}, a) == Swap::kDone);
  CHECK(git(repository.path(), "rev-parse ledger").output == b.text() + "\n");

  REQUIRE(git(repository.path(), "pack-refs --all --prune").status == 0);
  CHECK_FALSE(fs::exists(repository.path() / ledger));
  CHECK(repository.ref(ledger) == b);
  CHECK(repository.swap(ledger, b, a) == Swap::kDone);
  CHECK(repository.refs("refs/heads/") ==
        std::map<std::string, Oid>{{ledger, a}, {"refs/heads/replica/shop-nord-1", a}});
  CHECK(repository.refs("refs/heads/replica/shop").size() == 1);
  CHECK(repository.refs("refs/tags/").empty());

  CHECK(repository.remove(ledger, b) == Swap::kMoved);
  CHECK(repository.remove(ledger, a) == Swap::kDone);
  CHECK_FALSE(repository.ref(ledger));
  CHECK(git(repository.path(), "rev-parse --verify -q refs/heads/ledger").status != 0);
  CHECK(git(repository.path(), "for-each-ref").output ==
        a.text() + " commit\trefs/heads/replica/shop-nord-1\n");
  repository.replace("refs/heads/beat", b);
  repository.replace("refs/heads/beat", a);
  CHECK(repository.ref("refs/heads/beat") == a);
  check_fsck(repository);

  CHECK(fault_of([&] { repository.swap(ledger, {}, parse_oid(std::string(40, '1'))); }) ==
        "missing_object");
  for (const char* bad :
       {"ledger", "refs/", "refs/heads/../x", "refs/heads/a.lock", "refs/heads/.a", "refs//a",
        "refs/heads/a b", "refs/heads/a\n", "refs/heads/a/"}) {
    CAPTURE(bad);
    CHECK(fault_of([&] { static_cast<void>(repository.ref(bad)); }) == "bad_ref_name");
  }
}

TEST_CASE("copying brings exactly what is missing") {
  const TemporaryFolder folder;
  Repository from = Repository::create(folder / "from.git", RepositoryUse::kHistoryHub);
  Repository to = Repository::create(folder / "to.git", RepositoryUse::kCache);
  const Oid first = grow(from, 20, "refs/heads/ledger", 5);
  const std::size_t all = copy_objects(from, to, {first});
  const auto listed = [](const Repository& repository) {
    return git(repository.path(), "cat-file --batch-all-objects --batch-check | sort").output;
  };
  CHECK(listed(from) == listed(to));
  CHECK(std::to_string(all) + "\n" == git(from.path(), "rev-list --objects --all | wc -l").output);
  CHECK(copy_objects(from, to, {first}) == 0);
  const Oid second = grow(from, 5, "refs/heads/ledger", 6);
  const std::size_t more = copy_objects(from, to, {second, first});
  CHECK(more > 0);
  CHECK(more < all);
  CHECK(listed(from) == listed(to));
  REQUIRE(to.swap("refs/heads/ledger", {}, second) == Swap::kDone);
  CHECK(names_in(to.path() / "objects/pack").size() == 4);
  check_fsck(to);
}

TEST_CASE("differences of trees are git's") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    SeededRandom random(seed);
    MemoryNodeStore nodes;
    std::vector<Oid> roots{Oid{}};
    std::map<std::string, std::string> files;
    for (int round = 0; round < 3; ++round) {
      std::vector<Object> objects;
      FileChanges changes;
      for (int i = 0; i < 30; ++i) {
        std::string path = i % 2 == 0 ? "state/" : "heads/";
        path += std::string(1, static_cast<char>('a' + random.below(5))) +
                (random.below(2) ? "-/" : "/") +
                std::string(1, static_cast<char>('a' + random.below(5)));
        if (changes.contains(path)) continue;
        if (files.contains(path) && random.below(2) == 0) {
          files.erase(path);
          changes[path] = std::nullopt;
        } else {
          changes[path] = files[path] = random.bytes(3);
        }
      }
      roots.push_back(update_tree(nodes, changes, &objects).oid);
      repository.write_pack(objects);
    }
    for (const char* prefix : {"", "state/", "state/a", "nowhere/"}) {
      CAPTURE(prefix);
      for (std::size_t i = 1; i + 1 < roots.size(); ++i) {
        std::string ours;
        for (const PathChange& change : diff_trees(repository, roots[i], roots[i + 1], prefix)) {
          ours += change.from.text() + " " + change.to.text() + " " + change.path + "\n";
        }
        std::string command =
            "diff-tree -r --no-renames --no-abbrev " + roots[i].text() + " " + roots[i + 1].text();
        if (!std::string_view(prefix).empty()) command += " -- '" + std::string(prefix) + "'";
        command += " | sed -E 's/^:[0-9]+ [0-9]+ ([0-9a-f]+) ([0-9a-f]+) .\\t/\\1 \\2 /'";
        const std::string theirs = git(repository.path(), command).output;
        CHECK(ours == theirs);
      }
    }
    std::string walked;
    walk_blobs(repository, roots.back(), "", [&](const std::string& path, const Oid& blob) {
      walked += blob.text() + " " + path + "\n";
      CHECK(at_path(repository, roots.back(), path) == blob);
    });
    CHECK(walked == git(repository.path(), "ls-tree -r " + roots.back().text() +
                                               " | sed -E 's/^100644 blob ([0-9a-f]+)\\t/\\1 /'")
                        .output);
    CHECK(diff_trees(repository, Oid{}, roots.back(), "state/").size() +
              diff_trees(repository, Oid{}, roots.back(), "heads").size() ==
          files.size());
    CHECK_FALSE(at_path(repository, roots.back(), "state/nothing"));
    CHECK_FALSE(at_path(repository, roots.back(), "state/a/a/a"));
  }
}
