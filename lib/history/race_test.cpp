// SPDX-License-Identifier: Apache-2.0
// Two writers at once: processes of ours, stock git beside us, threads with a repository each.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <thread>

#include "lib/base/error.h"
#include "lib/history/test_support.h"

using namespace kontor;
using namespace kontor::testing;

namespace {

constexpr const char* kLedger = "refs/heads/ledger";

// Each value was replaced exactly once: following "from to" lines from the root meets all of them.
void check_chain(const std::vector<fs::path>& logs, const Oid& root, const Oid& end, int swaps) {
  std::map<std::string, std::string> next;
  for (const fs::path& path : logs) {
    std::ifstream log(path);
    for (std::string from, to; log >> from >> to;) CHECK(next.emplace(from, to).second);
  }
  std::string here = root.text();
  int steps = 0;
  for (; next.contains(here); ++steps) here = next[here];
  CHECK(steps == swaps);
  CHECK(here == end.text());
}

std::vector<Object> numbered(int who, int count) {
  std::vector<Object> made;
  for (int i = 0; i < count; ++i) {
    std::vector<Object> one = small_commit(std::to_string(who) + "/" + std::to_string(i), {});
    made.insert(made.end(), one.begin(), one.end());
  }
  return made;
}

// Swaps the ledger to each new commit, whatever stands there, and logs what stood before.
int swap_all(const fs::path& path, const std::vector<Object>& objects, const fs::path& log_path) {
  Repository repository = Repository::open(path);
  std::ofstream log(log_path);
  for (const Object& object : objects) {
    if (object.type != ObjectType::kCommit) continue;
    for (;;) {
      const std::optional<Oid> before = repository.ref(kLedger);
      if (repository.swap(kLedger, before, object.oid) == Swap::kDone) {
        log << before->text() << " " << object.oid.text() << "\n";
        break;
      }
    }
  }
  return 0;
}

class Race {
 public:
  Race() : path_(folder_ / "a.git"), repository_(Repository::create(path_, RepositoryUse::kCache)) {
    const auto first = small_commit("root", {});
    root_ = first.back().oid;
    repository_.write_pack(first);
    REQUIRE(repository_.swap(kLedger, {}, root_) == Swap::kDone);
  }
  const fs::path& path() const { return path_; }
  Repository& repository() { return repository_; }
  fs::path log(int who) const { return folder_ / ("log-" + std::to_string(who)); }
  void check(int swaps) const {
    check_chain({log(1), log(2)}, root_, *repository_.ref(kLedger), swaps);
  }

 private:
  TemporaryFolder folder_;
  fs::path path_;
  Repository repository_;
  Oid root_;
};

}  // namespace

TEST_CASE("two processes swap one ref a thousand times each and lose none") {
  constexpr int kSwaps = 1000;
  Race race;
  const auto mine = numbered(1, kSwaps);
  const auto theirs = numbered(2, kSwaps);
  race.repository().write_pack(mine);
  race.repository().write_pack(theirs);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(swap_all(race.path(), theirs, race.log(2)));
  CHECK(swap_all(race.path(), mine, race.log(1)) == 0);
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  race.check(2 * kSwaps);
}

TEST_CASE("stock git's update-ref and pack-refs beside our swaps lose none") {
  constexpr int kSwaps = 150;
  Race race;
  const auto mine = numbered(1, 10 * kSwaps);
  const auto theirs = numbered(2, kSwaps);
  race.repository().write_pack(mine);
  race.repository().write_pack(theirs);
  std::string list;
  for (const Object& object : theirs) {
    if (object.type == ObjectType::kCommit) list += object.oid.text() + "\n";
  }
  const fs::path script = race.log(3);
  write_bytes(race.log(4), list);
  write_bytes(script, "cd '" + race.path().string() +
                          "'\n"
                          "while read -r to; do\n"
                          "  git pack-refs --all 2>/dev/null\n"
                          "  while :; do\n"
                          "    from=$(git rev-parse refs/heads/ledger)\n"
                          "    git update-ref refs/heads/ledger $to $from 2>/dev/null && break\n"
                          "  done\n"
                          "  echo $from $to >> '" +
                          race.log(2).string() + "'\ndone < '" + race.log(4).string() + "'\n");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(run("sh '" + script.string() + "'").status);
  CHECK(swap_all(race.path(), mine, race.log(1)) == 0);
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  race.check(11 * kSwaps);
}

TEST_CASE("threads with a repository each read and write side by side") {
  Race race;
  const auto work = [&race](int who, int* good) {
    Repository mine = Repository::open(race.path());
    for (int i = 0; i < 30; ++i) {
      const auto objects = small_commit(std::to_string(who) + "-" + std::to_string(i), {});
      mine.write_pack(objects);
      const std::string name = "refs/heads/replica/r" + std::to_string(who);
      if (mine.swap(name, mine.ref(name), objects.back().oid) == Swap::kDone &&
          mine.read(objects.back().oid).bytes == objects.back().bytes) {
        ++*good;
      }
    }
  };
  int good_one = 0;
  int good_two = 0;
  std::thread one(work, 1, &good_one);
  std::thread two(work, 2, &good_two);
  one.join();
  two.join();
  CHECK(good_one == 30);
  CHECK(good_two == 30);
  CHECK(race.repository().refs("refs/heads/replica/").size() == 2);
}
