// SPDX-License-Identifier: Apache-2.0
// What a killed process, a power cut or another git leaves behind.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <utime.h>

#include "lib/base/error.h"
#include "lib/history/disk.h"
#include "lib/history/test_support.h"
#include "lib/history/tree.h"
#include "lib/history/upkeep.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

constexpr const char* kLedger = "refs/heads/ledger";

void check_fsck(const fs::path& repository) {
  const Result fsck = git(repository, "fsck --strict --full --no-dangling");
  CHECK_MESSAGE(fsck.status == 0, fsck.output);
  CHECK_MESSAGE(fsck.output.find("rror") == std::string::npos, fsck.output);
}

bool noted(const std::vector<std::string>& notes, std::string_view text) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

void make_old(const fs::path& path) {
  const utimbuf long_ago{1'000'000'000, 1'000'000'000};
  REQUIRE(::utime(path.c_str(), &long_ago) == 0);
}

fs::path only(const fs::path& folder, std::string_view suffix) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().string().ends_with(suffix)) return entry.path();
  }
  FAIL("no file ", std::string(suffix));
  return {};
}

// Runs the work in a child of its own; its exit code.
template <typename Work>
int in_child(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 1;
    try {
      code = work();
    } catch (...) {
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// Dies before the k-th change of the disk.
class Killer : public disk::Watch {
 public:
  explicit Killer(int k) : left_(k) {}
  void before(std::string_view, const disk::fs::path&) override {
    if (--left_ == 0) ::_exit(9);
  }

 private:
  int left_;
};

// Fails the k-th change of the disk, as a full disk does.
class Filler : public disk::Watch {
 public:
  explicit Filler(int k) : left_(k) {}
  void before(std::string_view, const disk::fs::path&) override {
    if (--left_ == 0) throw Error(Fault::kIo, "disk_full", "no room");
  }

 private:
  int left_;
};

int add_commit(const fs::path& path, const std::vector<Object>& objects) {
  Repository repository = Repository::open(path);
  const std::optional<Oid> before = repository.ref(kLedger);
  repository.write_pack(objects);
  return repository.swap(kLedger, before, objects.back().oid) == Swap::kDone ? 0 : 2;
}

}  // namespace

TEST_CASE("killed at any change of the disk, the old or the new value stands and work goes on") {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.git";
  int killed = 0;
  for (int k = 1;; ++k) {
    CAPTURE(k);
    fs::remove_all(path);
    const int code = in_child([&] {
      Killer killer(k);
      disk::set_watch(&killer);
      Repository::create(path, RepositoryUse::kCache);
      return add_commit(path, small_commit("first", {}));
    });
    if (code != 9) {
      CHECK(code == 0);
      break;
    }
    ++killed;
    Repository::create(path, RepositoryUse::kCache).tidy();
    CHECK(add_commit(path, small_commit("first", {})) == 0);
    check_fsck(path);
  }
  CHECK(killed > 20);  // mkdir, write, sync, rename, link ... of one life
  for (int k = 1;; ++k) {
    CAPTURE(k);
    Repository repository = Repository::open(path);
    const std::optional<Oid> before = repository.ref(kLedger);
    const auto next = small_commit(std::to_string(k), {*before});
    const int code = in_child([&] {
      Killer killer(k);
      disk::set_watch(&killer);
      return add_commit(path, next);
    });
    const std::optional<Oid> after = Repository::open(path).ref(kLedger);
    CHECK((after == before || after == next.back().oid));
    check_fsck(path);
    if (code != 9) {
      CHECK(code == 0);
      break;
    }
    if (k % 3 == 0) repository.tidy();
  }
  Repository repository = Repository::open(path);
  repository.tidy();
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    const std::string name = entry.path().filename();
    CHECK_FALSE(name.starts_with("tmp_"));
    CHECK_FALSE(name.ends_with(".lock"));
  }
  check_fsck(path);
}

TEST_CASE("a full disk at any change leaves the old value and no litter") {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.git";
  Repository::create(path, RepositoryUse::kCache);
  REQUIRE(add_commit(path, small_commit("first", {})) == 0);
  for (int k = 1;; ++k) {
    CAPTURE(k);
    const std::optional<Oid> before = Repository::open(path).ref(kLedger);
    const auto next = small_commit(std::to_string(k), {*before});
    Filler filler(k);
    disk::set_watch(&filler);
    bool failed = false;
    try {
      add_commit(path, next);
    } catch (const Error& error) {
      failed = true;
      CHECK(error.code() == "disk_full");
    }
    disk::set_watch(nullptr);
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      CHECK_FALSE(entry.path().filename().string().starts_with("tmp_"));
    }
    if (!failed) break;
    check_fsck(path);
  }
}

TEST_CASE("a lock of ours without a holder is no obstacle; another git's is, until it is old") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  const auto one = small_commit("1", {});
  repository.write_pack(one);
  const fs::path lock = repository.path() / "refs/heads/ledger.lock";
  write_bytes(lock, "kontor ref lock\n");
  CHECK(repository.swap(kLedger, {}, one.back().oid) == Swap::kDone);
  CHECK_FALSE(fs::exists(lock));

  write_bytes(lock, "");
  const auto two = small_commit("2", {one.back().oid});
  repository.write_pack(two);
  try {
    repository.swap(kLedger, one.back().oid, two.back().oid);
    FAIL("swapped under another git's lock");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTemporary);
  }
  CHECK(repository.tidy().empty());
  CHECK(fs::exists(lock));
  make_old(lock);
  CHECK(noted(repository.tidy(), "refs/heads/ledger.lock"));
  CHECK_FALSE(fs::exists(lock));
  CHECK(repository.swap(kLedger, one.back().oid, two.back().oid) == Swap::kDone);
  check_fsck(repository.path());
}

TEST_CASE("a ref of no bytes counts as absent, the packed value shows, and tidy says so") {
  const TemporaryFolder folder;
  Repository repository = Repository::create(folder / "a.git", RepositoryUse::kCache);
  const auto one = small_commit("1", {});
  repository.write_pack(one);
  REQUIRE(repository.swap(kLedger, {}, one.back().oid) == Swap::kDone);
  REQUIRE(git(repository.path(), "pack-refs --all").status == 0);
  for (const std::string& bytes : {std::string(), std::string(41, '\0')}) {
    write_bytes(repository.path() / kLedger, bytes);
    CHECK(repository.ref(kLedger) == one.back().oid);
    CHECK(repository.refs("refs/heads/").at(kLedger) == one.back().oid);
    CHECK(noted(repository.tidy(), "torn ref refs/heads/ledger"));
    check_fsck(repository.path());
  }
  write_bytes(repository.path() / "refs/heads/new", "");
  CHECK(repository.swap("refs/heads/new", {}, one.back().oid) == Swap::kDone);
  write_bytes(repository.path() / "refs/heads/other", "no object id");
  CHECK_THROWS_AS(static_cast<void>(repository.ref("refs/heads/other")), Error);
}

TEST_CASE("torn packs, indexes and objects are taken away or made again") {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.git";
  const fs::path packs = path / "objects/pack";
  const auto objects = small_commit("1", {});
  const auto fresh = [&] {
    fs::remove_all(path);
    Repository repository = Repository::create(path, RepositoryUse::kCache);
    repository.write_pack(objects);
    REQUIRE(repository.swap(kLedger, {}, objects.back().oid) == Swap::kDone);
  };
  // As after a start: no handle has the files open.
  const auto tidy = [&] { return Repository::open(path).tidy(); };
  SUBCASE("a pack of no bytes is written again") {
    fresh();
    const fs::path pack = only(packs, ".pack");
    fs::permissions(pack, fs::perms::owner_all);
    fs::resize_file(pack, 0);
    Repository::open(path).write_pack(objects);
    CHECK(Repository::open(path).has(objects.back().oid));
    check_fsck(path);
  }
  SUBCASE("a short pack is taken away, so that its objects count as missing") {
    fresh();
    const fs::path pack = only(packs, ".pack");
    fs::permissions(pack, fs::perms::owner_all);
    fs::resize_file(pack, fs::file_size(pack) - 7);
    CHECK(noted(tidy(), "torn pack"));
    CHECK_FALSE(Repository::open(path).has(objects.back().oid));
    Repository::open(path).write_pack(objects);
    check_fsck(path);
  }
  SUBCASE("half an index is made again") {
    fresh();
    const fs::path index = only(packs, ".idx");
    fs::permissions(index, fs::perms::owner_all);
    fs::resize_file(index, fs::file_size(index) / 2);
    CHECK(noted(tidy(), "made the index"));
    CHECK(Repository::open(path).has(objects.back().oid));
    check_fsck(path);
  }
  SUBCASE("a pack whose maker died before the index gets one when it is old") {
    fresh();
    fs::remove(only(packs, ".idx"));
    tidy();
    CHECK_FALSE(Repository::open(path).has(objects.back().oid));
    make_old(only(packs, ".pack"));
    CHECK(noted(tidy(), "made the index"));
    check_fsck(path);
  }
  SUBCASE("a loose object of no bytes gives way") {
    fresh();
    const Object blob = make_object(ObjectType::kBlob, "2");
    const fs::path loose =
        path / "objects" / blob.oid.text().substr(0, 2) / blob.oid.text().substr(2);
    write_bytes(loose, "");
    Repository::open(path).write_pack({blob});
    CHECK_FALSE(fs::exists(loose));
    write_bytes(loose, "");
    CHECK(noted(tidy(), "empty object"));
    check_fsck(path);
  }
  SUBCASE("other bytes under an id are never taken for the object") {
    fresh();
    Object liar = make_object(ObjectType::kBlob, "what was agreed");
    liar.bytes = "what was not agreed";
    Repository::open(path).write_pack({liar});
    try {
      Repository::open(path).read(liar.oid);
      FAIL("read other bytes");
    } catch (const Error& error) {
      CHECK(error.code() == "corrupt_object");
    }
  }
  SUBCASE("temporary files go when their maker is gone, and stay while it lives") {
    fresh();
    write_bytes(packs / "tmp_kontor_1_1", "half");
    const disk::Temporary alive(packs);
    CHECK(noted(tidy(), "tmp_kontor_1_1"));
    CHECK(fs::exists(alive.path()));
  }
}

TEST_CASE("above 50 packs they become one, and the old ones go a pass later") {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.git";
  Repository repository = Repository::create(path, RepositoryUse::kCache);
  Repository reader = Repository::open(path);
  std::vector<Oid> all;
  std::optional<Oid> tip;
  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) {
      const auto objects = small_commit("file " + std::to_string(all.size()),
                                        tip ? std::vector<Oid>{*tip} : std::vector<Oid>{});
      repository.write_pack(objects);
      REQUIRE(repository.swap(kLedger, tip, objects.back().oid) == Swap::kDone);
      tip = objects.back().oid;
      all.push_back(objects.front().oid);
      all.push_back(*tip);
    }
  };
  const auto count_packs = [&] {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(path / "objects/pack")) {
      if (entry.path().extension() == ".pack") ++count;
    }
    return count;
  };
  add(50);
  CHECK(repository.tidy().empty());
  // A pack as stock git makes it, full of deltas, among them.
  REQUIRE(git(path, "repack -q -a -d -f --depth=20 --window=20").status == 0);
  add(52);
  CHECK(reader.has(all.front()));
  CHECK(noted(repository.tidy(), "consolidated"));
  CHECK(count_packs() > 50);
  CHECK(noted(repository.tidy(), "removed"));
  CHECK(count_packs() <= 2);
  for (const Oid& oid : all) {
    CHECK(reader.has(oid));
    CHECK(reader.find(oid));
  }
  check_fsck(path);
  CHECK(repository.tidy().empty());
}

TEST_CASE("consolidated deltas keep their bases") {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.git";
  Repository repository = Repository::create(path, RepositoryUse::kCache);
  SeededRandom random(11);
  std::string text = hex(random.bytes(3000));
  std::vector<Object> objects;
  for (int i = 0; i < 60; ++i) {
    text.replace(random.below(5000), 20, hex(random.bytes(10)));
    objects.push_back(make_object(ObjectType::kBlob, text));
  }
  repository.write_pack(objects);
  std::string ids;
  for (const Object& object : objects) ids += object.oid.text() + "\n";
  write_bytes(folder / "ids", ids);
  const auto pack_objects = [&](const std::string& options) {
    const Result made = git(path, "pack-objects -q --window=30 --depth=30 " + options +
                                      " objects/pack/pack < '" + (folder / "ids").string() + "'");
    REQUIRE(made.status == 0);
    return "pack-" + made.output.substr(0, made.output.find('\n'));
  };
  const std::string whole = fs::path(only(path / "objects/pack", ".pack")).stem();
  const std::string by_distance = pack_objects("--delta-base-offset");
  const std::string by_id = pack_objects("--no-reuse-delta");
  REQUIRE(by_distance != by_id);
  for (const auto& order : {std::vector<std::string>{by_distance, by_id, whole},
                            std::vector<std::string>{by_id, by_distance},
                            {whole, by_distance}}) {
    const std::string made = consolidate(path / "objects/pack", order);
    const Result verified = git(path, "verify-pack objects/pack/" + made + ".idx");
    CHECK_MESSAGE(verified.status == 0, verified.output);
  }
}
