// SPDX-License-Identifier: Apache-2.0
// Stock git as the second implementation: the ids in the trailers, the integrity of every
// repository, the signature of every commit, the history of the offers.
#include <doctest/doctest.h>

#include "lib/audit/clone.h"
#include "lib/audit/explain.h"
#include "lib/base/text.h"
#include "lib/sync/process.h"
#include "tests/audit/scene.h"

namespace kontor {
namespace {

namespace fs = flow::fs;

std::string git(const std::string& repository, std::vector<std::string> words,
                const std::string& input = {}) {
  words.insert(words.begin(), {"git", "-C", repository});
  const ProcessResult result = run_process(words, input);
  INFO(join(words, " "));
  INFO(result.err);
  CHECK(result.status == 0);
  return result.out;
}

// The worked example to its end.
struct Whole : flow::Story {
  Whole() : Story(closed_story()) { deliver().settle().withdraw(); }
};
Whole& whole() {
  static Whole story;
  return story;
}

std::vector<std::string> repositories() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(whole().root / "hub"))
    out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  REQUIRE(out.size() == 8);
  return out;
}

TEST_CASE("git write-tree in a sha256 repository gives the ids of the trailers") {
  const fs::path work = whole().root / "sha256";
  fs::create_directories(work);
  git(work.string(), {"init", "-q", "--object-format=sha256"});
  for (const std::string& scope : kAll) {
    const std::string repository = whole().repository(scope);
    for (const ClonedEntry& entry : open_clone(repository, "").entries) {
      CAPTURE(place_of(entry));
      for (const auto& old : fs::directory_iterator(work)) {
        if (old.path().filename() != ".git") fs::remove_all(old.path());
      }
      const std::string tar = git(repository, {"archive", entry.oid.text()});
      CHECK(run_process({"tar", "-x", "-C", work.string()}, tar).status == 0);
      git(work.string(), {"-c", "core.autocrlf=false", "add", "--all", "--force", "."});
      CHECK(trim(git(work.string(), {"write-tree"})) == hex(entry.head.tree));
      CHECK(trim(git(work.string(), {"write-tree", "--prefix=state/"})) == hex(entry.head.state));
    }
  }
}

TEST_CASE("git fsck --strict finds nothing in any repository") {
  for (const std::string& repository : repositories()) {
    CAPTURE(repository);
    const ProcessResult result =
        run_process({"git", "-C", repository, "fsck", "--strict", "--full"});
    CHECK(result.status == 0);
    for (const std::string& line : split(result.out + result.err, '\n')) {
      const bool note = line.empty() || line.starts_with("notice: HEAD points to an unborn") ||
                        line.starts_with("dangling ");
      CHECK_MESSAGE(note, line);
    }
  }
}

TEST_CASE("git verify-commit accepts every commit of every branch") {
  const std::string signers = (whole().root / "allowed_signers").string();
  SystemFile().replace(signers, allowed_signers_of(open_clone(whole().repository("hq"), "")),
                       Access::kShared);
  std::size_t commits = 0;
  for (const std::string& repository : repositories()) {
    CAPTURE(repository);
    const std::vector<std::string> all =
        split(std::string(trim(git(repository, {"rev-list", "--all"}))), '\n');
    REQUIRE_FALSE(all.front().empty());
    std::vector<std::string> words = {"-c", "gpg.ssh.allowedSignersFile=" + signers,
                                      "verify-commit"};
    words.insert(words.end(), all.begin(), all.end());
    git(repository, words);
    commits += all.size();
  }
  CHECK(commits > 60);
}

TEST_CASE("git log -p reads as the history of the offers") {
  flow::Story story(closed_story());
  Json content = *story.open("hq").base().get("offer", "tariff-l");
  Json second = content.at("versions").at("1");
  second.set("version", 2);
  second.set("name", "Tariff L plus");
  story.write("hq", "offer.apply", "tariff-l", second, "2025-08-28T10:30:00Z");
  story.sync("hq", "2025-08-28T10:31:00Z");
  const std::string hub = story.repository("hq");
  const auto log = [&](const char* path) {
    return split(
        std::string(trim(git(hub, {"log", "--format=%H", "--first-parent", "ledger", "--", path}))),
        '\n');
  };
  CHECK(log("state/offer").size() == 2);
  CHECK(log("state/offer/autumn.json").size() == 1);
  CHECK(log("state/offer/tariff-l.json").size() == 2);
  const std::string text = git(hub, {"log", "-p", "--first-parent", "ledger", "--", "state/offer"});
  const std::size_t newer = text.find("Tariff L plus");
  const std::size_t older = text.find("+++ b/state/offer/autumn.json");
  REQUIRE(newer != std::string::npos);
  REQUIRE(older != std::string::npos);
  CHECK(newer < older);
  CHECK(text.find("Index: ") != std::string::npos);
  for (const char* other : {"state/lead", "state/order", "entry.jsonl"})
    CHECK(text.find(other) == std::string::npos);
}

}  // namespace
}  // namespace kontor
