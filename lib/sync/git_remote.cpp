// SPDX-License-Identifier: Apache-2.0
// Any git URL, through stock git as a child process: ssh_config, credential helpers, proxies and
// hooks work as the user has set them up.
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sync/process.h"
#include "lib/sync/remote.h"

namespace kontor {
namespace {

constexpr std::string_view kPlace = "{repo}";
constexpr std::string_view kHeads = "refs/heads/";

class GitRemote final : public Remote {
 public:
  explicit GitRemote(std::string url) : template_(std::move(url)) {
    if (template_.find(kPlace) == std::string::npos) {
      if (!template_.ends_with('/')) template_ += '/';
      template_ += "{repo}.git";
    }
  }

  void create(const std::string& repository, RepositoryUse use) override {
    // file:// is the one URL whose server we can set up ourselves.
    constexpr std::string_view kFile = "file://";
    const std::string where = url(repository);
    if (where.starts_with(kFile)) {
      Repository::create(where.substr(kFile.size()), use);
      return;
    }
    const ProcessResult listed = run_process({"git", "ls-remote", "--heads", where});
    if (listed.status == 0) return;
    throw Error(
        Fault::kCannotCreate, "no_repository", "the hub has no repository " + where,
        "make an empty bare repository of that name on the git server, then run this again");
  }

  std::map<std::string, Oid> branches(const std::string& repository) override {
    const std::string where = url(repository);
    const ProcessResult listed = run_process({"git", "ls-remote", "--heads", where});
    if (listed.status != 0) away(where, listed.err);
    std::map<std::string, Oid> out;
    for (const std::string& line : split(listed.out, '\n')) {
      const std::size_t tab = line.find('\t');
      if (tab == std::string::npos) continue;
      const std::string name = line.substr(tab + 1);
      if (name.starts_with(kHeads))
        out[name.substr(kHeads.size())] = parse_oid(line.substr(0, tab));
    }
    return out;
  }

  std::optional<Oid> branch(const std::string& repository, const std::string& branch) override {
    const std::map<std::string, Oid> all = branches(repository);
    auto found = all.find(branch);
    return found == all.end() ? std::nullopt : std::optional(found->second);
  }

  void fetch(const std::string& repository, const std::vector<std::string>& branches,
             Repository& local) override {
    if (branches.empty()) return;
    std::vector<std::string> argv = {
        "git",     "--git-dir", local.path().string(),   "fetch",
        "--quiet", "--no-tags", "--no-write-fetch-head", url(repository)};
    for (const std::string& branch : branches) {
      // The tracking refs are a cache: what may stand there is checked by signature, not by
      // ancestry.
      argv.push_back("+" + std::string(kHeads) + branch + ":" + tracking_ref(repository, branch));
    }
    const ProcessResult fetched = run_process(argv);
    if (fetched.status != 0) away(url(repository), fetched.err);
  }

  void offer(const std::string&, const std::vector<Object>&, EntryCache&) override {}

  Pushed push(const std::string& repository, const std::string& branch,
              const std::optional<Oid>& from, const std::optional<Oid>& to,
              const Repository& local) override {
    const std::string name = std::string(kHeads) + branch;
    const std::string lease = "--force-with-lease=" + name + ":" + (from ? from->text() : "");
    const std::string spec = (to ? to->text() : "") + ":" + name;
    std::vector<std::string> argv = {"git",  "--git-dir", local.path().string(),
                                     "push", "--quiet",   "--atomic"};
    // A history's branch must descend from what stands there; only a vault's may be replaced.
    if (repository.ends_with("-vault") || !from || !to) argv.push_back(lease);
    argv.push_back(url(repository));
    argv.push_back(spec);
    const ProcessResult pushed = run_process(argv);
    const std::optional<Oid> stands = this->branch(repository, branch);
    if (stands == to) return Pushed::kDone;
    if (stands != from) return Pushed::kMoved;
    throw Error(
        Fault::kUnavailable, "push_refused",
        "the hub did not take " + branch + " of " + url(repository) + ": " + last_line(pushed.err),
        "see that this site may write there; kontor hub init at HQ makes what is missing");
  }

  void forget_unreachable(const std::string&) override {}

 private:
  std::string url(const std::string& repository) const {
    std::string out = template_;
    out.replace(out.find(kPlace), kPlace.size(), repository);
    return out;
  }

  static std::string last_line(const std::string& text) {
    const std::vector<std::string> lines = split(trim(text), '\n');
    return lines.empty() ? "" : printable(lines.back());
  }

  [[noreturn]] static void away(const std::string& where, const std::string& why) {
    throw Error(Fault::kUnavailable, "hub_away", "hub " + where + " is away: " + last_line(why),
                "local work goes on; run kontor sync again when it is back");
  }

  std::string template_;
};

}  // namespace

std::unique_ptr<Remote> git_remote(const std::string& url_template) {
  return std::make_unique<GitRemote>(url_template);
}

}  // namespace kontor
