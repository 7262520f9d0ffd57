// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/pass.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/sync/idle.h"
#include "lib/sync/jobs.h"
#include "lib/sync/publication.h"
#include "lib/sync/sequencer.h"
#include "lib/sync/vault.h"
#include "lib/workspace/health.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

class Pass {
 public:
  Pass(Workspace& workspace, Remote& remote)
      : ws_(workspace),
        remote_(remote),
        local_(local_history(workspace)),
        vault_(local_vault(workspace)) {}

  PassReport run(std::size_t sealed) {
    report_.from = ws_.head(ws_.scope()).index;
    report_.sealed = sealed;
    round();
    if (ws_.has_sequencer() && ws_.setting("stopped").empty()) {
      report_.linked = run_jobs(ws_);
      if (report_.linked > 0) round();  // what the jobs wrote is sequenced in the same pass
    }
    report_.to = ws_.head(ws_.scope()).index;
    report_.pending = ws_.store().undecided_count();
    report_.stopped = !ws_.setting("stopped").empty();
    return std::move(report_);
  }

 private:
  void round() {
    report_.problems.clear();  // a second round meets them again
    report_.sealed += seal_pending(ws_, local_);
    report_.enrolled = ws_.base().has("replica", ws_.replica());
    const Oid tip = look();
    if (report_.enrolled) {
      if (ws_.has_sequencer()) {
        // HQ's own branch, as any other, stands still alone: the shops are served.
        const auto push = [&] { push_sets(); };
        if (auto problem = problem_of("own sets", "", push)) report_.problems.push_back(*problem);
      } else {
        push_vault(ws_, remote_, vault_, report_.problems);
        push_sets();
      }
    }
    if (ws_.has_sequencer()) {
      sequence();
    } else {
      take(tip);
    }
  }

  // Where the hub's ledger stands; nothing is given to a hub whose ledger is not the one this site
  // has pinned.
  Oid look() {
    const std::optional<Oid> tip = remote_.branch(ws_.scope(), kLedgerBranch);
    if (!tip) {
      throw Error(Fault::kTrust, "fork",
                  "the hub has lost ledger " + ws_.scope() + ": nothing was sent to it",
                  ws_.has_sequencer() ? "work on; restore the hub, or name another with hub init"
                                      : "work on; tell HQ");
    }
    if (tip->text() == ws_.head(ws_.scope()).oid) return *tip;
    try {
      remote_.fetch(ws_.scope(), {kLedgerBranch}, local_);
      const Oid fetched = local_.ref(tracking_ref(ws_.scope(), kLedgerBranch)).value_or(*tip);
      verify_ledger(ws_, local_, ws_.scope(), fetched);
      return fetched;
    } catch (const Error& error) {
      if (error.fault() != Fault::kTrust) throw;
      throw Error(Fault::kTrust, error.code(),
                  std::string(error.what()) + ": nothing was sent to this hub", error.hint());
    }
  }

  void push_sets() {
    const std::optional<SetRow> last = ws_.store().last_set();
    if (!last) return;
    const std::vector<SetRow> waiting = ws_.store().sets_below(SetStage::kHub);
    // What the hub had and HQ has not decided may have been lost with an older copy of the hub.
    if (waiting.empty() && ws_.store().undecided_count() == 0) return;
    const std::string branch = "replica/" + ws_.replica();
    const std::optional<Oid> stands = remote_.branch(ws_.scope(), branch);
    const Oid to = parse_oid(last->oid);
    if (stands != to) {
      if (!ours(stands, waiting)) {
        keep_ahead(stands->text());
        if (waiting.empty()) return;  // nothing to send; what HQ took of ours is still to be learnt
        throw Error(Fault::kTrust, kBranchAhead,
                    "the hub's branch of " + ws_.replica() + " stands at " + stands->text() +
                        ", which this store did not write: it was restored or cloned, or another "
                        "wrote there",
                    "what is pending here is kept; ask HQ for an invitation as another replica");
      }
      if (remote_.push(ws_.scope(), branch, stands, to, local_) != Pushed::kDone) {
        throw Error(Fault::kTemporary, "branch_busy", "branch " + branch + " moved meanwhile",
                    "run kontor sync again");
      }
    }
    keep_ahead("");
    Store::Transaction transaction(ws_.store());
    for (const SetRow& set : waiting) ws_.store().set_stage(set.last_seq, SetStage::kHub);
    transaction.commit();
    report_.pushed += static_cast<std::int64_t>(waiting.size());
  }

  // What doctor tells of the own branch at the hub; empty when it is as this store left it.
  void keep_ahead(const std::string& oid) {
    if (ws_.setting(kBranchAhead) != oid) ws_.set(kBranchAhead, oid);
  }

  // Whether this store wrote what stands there; then all that follows it is sent again.
  bool ours(const std::optional<Oid>& stands, const std::vector<SetRow>& waiting) const {
    if (!stands) return true;
    if (!waiting.empty() && stands->text() == waiting.front().parent) return true;
    return ws_.store().has_set(stands->text());
  }

  void sequence() {
    collect_vault(ws_, remote_, vault_, report_.problems);
    SequenceReport sequenced = sequence_once(ws_, remote_, local_);
    report_.entries += sequenced.entries;
    report_.operations += sequenced.operations;
    for (IntakeProblem& problem : sequenced.problems) {
      report_.problems.push_back(std::move(problem));
    }
    add_rejected(sequenced.take);
    // By a state that is not the last one, values would be taken for superfluous.
    if (!sequenced.take.stopped) publish_vault(ws_, remote_, vault_, report_.problems);
  }

  void take(const Oid& tip) {
    if (tip.text() != ws_.head(ws_.scope()).oid) {
      add_rejected(take_ledger(ws_, local_, ws_.scope(), tip));
    }
    take_vault(ws_, remote_, vault_);
  }

  void add_rejected(const TakeReport& taken) {
    report_.rejected.insert(report_.rejected.end(), taken.rejected.begin(), taken.rejected.end());
  }

  Workspace& ws_;
  Remote& remote_;
  Repository local_;
  Repository vault_;
  PassReport report_;
};

}  // namespace

SyncLock::SyncLock(const std::filesystem::path& home) {
  const std::string path = (home / kFile).string();
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) throw Error(Fault::kIo, "io_failed", "cannot open " + path);
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    ::close(file_);
    throw Error(Fault::kTemporary, "sync_busy", "another pass runs in " + home.string(),
                "wait for it, or run kontor sync again");
  }
  ::futimens(file_, nullptr);
}

SyncLock::~SyncLock() { ::close(file_); }

PassReport sync_pass(Workspace& workspace, Remote& remote) {
  const SyncLock lock(workspace.home());
  const IdleNote note(workspace.home());
  // The line may be down: what was written is sealed with what this site has seen, then the hub is
  // asked.
  Repository local = local_history(workspace);
  finish_sealing(workspace, local);
  const std::size_t sealed = seal_pending(workspace, local);
  PassReport report = Pass(workspace, remote).run(sealed);
  note.keep(workspace, report);
  return report;
}

}  // namespace kontor
