// SPDX-License-Identifier: Apache-2.0
// A directory of bare repositories, in process.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "lib/base/error.h"
#include "lib/sync/remote.h"

namespace kontor {
namespace {

constexpr std::string_view kHeads = "refs/heads/";

// Writers share it, forgetting has it alone: objects that wait for their ref are not forgotten.
class HubLock {
 public:
  HubLock(const std::filesystem::path& repository, int how) {
    const std::string file = (repository / "kontor.lock").string();
    file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0 || ::flock(file_, how) != 0) {
      if (file_ >= 0) ::close(file_);
      throw Error(Fault::kIo, "io_failed", "cannot lock " + file);
    }
  }
  HubLock(const HubLock&) = delete;
  HubLock& operator=(const HubLock&) = delete;
  ~HubLock() { ::close(file_); }

 private:
  int file_ = -1;
};

class PathRemote final : public Remote {
 public:
  explicit PathRemote(std::filesystem::path directory) : directory_(std::move(directory)) {}

  void create(const std::string& repository, RepositoryUse use) override {
    open_.erase(repository);
    open_.emplace(repository, Repository::create(path(repository), use));
  }

  std::map<std::string, Oid> branches(const std::string& repository) override {
    std::map<std::string, Oid> out;
    Repository* found = find(repository);
    if (!found) return out;
    for (const auto& [name, oid] : found->refs(kHeads)) out[name.substr(kHeads.size())] = oid;
    return out;
  }

  std::optional<Oid> branch(const std::string& repository, const std::string& branch) override {
    Repository* found = find(repository);
    return found ? found->ref(std::string(kHeads) + branch) : std::nullopt;
  }

  void fetch(const std::string& repository, const std::vector<std::string>& branches,
             Repository& local) override {
    Repository* found = find(repository);
    if (!found) return;
    std::vector<Oid> tips;
    for (const std::string& branch : branches) {
      if (auto tip = found->ref(std::string(kHeads) + branch)) tips.push_back(*tip);
    }
    copy_objects(*found, local, tips);
    std::size_t at = 0;
    for (const std::string& branch : branches) {
      if (at < tips.size() && found->ref(std::string(kHeads) + branch)) {
        local.replace(tracking_ref(repository, branch), tips[at++]);
      }
    }
  }

  void offer(const std::string& repository, const std::vector<Object>& objects,
             EntryCache& cache) override {
    Repository* found = find(repository);
    if (!found) return;
    const HubLock lock(path(repository), LOCK_SH);
    found->write_pack(objects, &cache);
  }

  Pushed push(const std::string& repository, const std::string& branch,
              const std::optional<Oid>& from, const std::optional<Oid>& to,
              const Repository& local) override {
    Repository* found = find(repository);
    if (!found) {
      throw Error(Fault::kUnavailable, "hub_away",
                  "the hub has no repository " + path(repository).string(),
                  "kontor hub init at HQ makes it");
    }
    const std::string name = std::string(kHeads) + branch;
    const HubLock lock(path(repository), LOCK_SH);
    if (to) copy_objects(local, *found, {*to});
    const Swap swap =
        to ? found->swap(name, from, *to) : (from ? found->remove(name, *from) : Swap::kDone);
    if (swap == Swap::kDone) return Pushed::kDone;
    return found->ref(name) == to ? Pushed::kDone : Pushed::kMoved;
  }

  void forget_unreachable(const std::string& repository) override {
    Repository* found = find(repository);
    if (!found) return;
    {
      const HubLock lock(path(repository), LOCK_EX);
      kontor::forget_unreachable(*found);
    }
    open_.erase(repository);  // its view of the packs is old
  }

 private:
  std::filesystem::path path(const std::string& repository) const {
    return directory_ / (repository + ".git");
  }

  // Looks at the disk each time: a hub on a drive may come and go.
  Repository* find(const std::string& repository) {
    std::error_code failed;
    if (!std::filesystem::is_directory(directory_, failed)) {
      throw Error(Fault::kUnavailable, "hub_away", "hub " + directory_.string() + " is away",
                  "local work goes on; run kontor sync again when it is back");
    }
    if (!Repository::exists(path(repository))) {
      open_.erase(repository);
      return nullptr;
    }
    auto here = open_.find(repository);
    if (here == open_.end())
      here = open_.emplace(repository, Repository::open(path(repository))).first;
    return &here->second;
  }

  std::filesystem::path directory_;
  std::map<std::string, Repository> open_;
};

}  // namespace

std::unique_ptr<Remote> path_remote(const std::string& directory) {
  return std::make_unique<PathRemote>(directory);
}

std::unique_ptr<Remote> open_remote(const std::string& hub) {
  if (hub.find("://") != std::string::npos || hub.find("{repo}") != std::string::npos) {
    return git_remote(hub);
  }
  return path_remote(hub);
}

std::string tracking_ref(std::string_view repository, std::string_view branch) {
  return "refs/hub/" + std::string(repository) + "/" + std::string(branch);
}

std::string vault_of(std::string_view scope) { return std::string(scope) + "-vault"; }

}  // namespace kontor
