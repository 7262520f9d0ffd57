// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/hub_check.h"

#include <set>

#include "lib/base/error.h"
#include "lib/ledger/sequence.h"
#include "lib/sync/publication.h"
#include "lib/workspace/seal.h"
#include "lib/workspace/take.h"

namespace kontor {
namespace {

constexpr std::string_view kReplica = "replica/";
constexpr const char* kEvidence = "keep the hub's repository as evidence";

class Check {
 public:
  Check(Workspace& site, Remote& remote)
      : ws_(site), remote_(remote), local_(local_history(site)) {}

  std::vector<HubRow> run() {
    std::vector<std::string> scopes = {ws_.scope()};
    if (ws_.is_hq()) {
      for (const std::string& scope : ws_.base().ids("scope")) scopes.push_back(scope);
    }
    for (const std::string& scope : scopes) check(scope);
    return std::move(rows_);
  }

 private:
  using Branches = std::map<std::string, Oid>;

  void check(const std::string& scope) {
    const Head pinned = ws_.head(scope);
    const std::optional<Branches> branches = branches_of(scope, pinned);
    const std::optional<Oid> tree = ledger(scope, pinned, branches);
    if (tree && branches) replicas(scope, *tree, *branches);
    if (branches) vault(scope);
  }

  // A new scope's repository is made by the pass that publishes it; a server says that it is away.
  std::optional<Branches> branches_of(const std::string& scope, const Head& pinned) {
    try {
      return remote_.branches(scope);
    } catch (const Error& error) {
      if (pinned.index > 0 || error.fault() != Fault::kUnavailable) throw;
      return std::nullopt;
    }
  }

  HubRow& add(const std::string& repository, const std::string& branch,
              const std::optional<Oid>& oid) {
    rows_.push_back({.repository = repository, .branch = branch, .oid = oid});
    return rows_.back();
  }

  static void bad(HubRow& row, HubState state, std::string what, std::string remedy) {
    row.state = state;
    row.what = std::move(what);
    row.remedy = std::move(remedy);
  }

  // The tree that says what the replicas have in the ledger; none where no entry is to be trusted.
  std::optional<Oid> ledger(const std::string& scope, const Head& pinned,
                            const std::optional<Branches>& branches) {
    std::optional<Oid> tip;
    if (branches && branches->contains(kLedgerBranch)) tip = branches->at(kLedgerBranch);
    HubRow& row = add(scope, kLedgerBranch, tip);
    if (!tip) {
      if (pinned.index == 0) {
        bad(row, HubState::kNone, "not published yet", "kontor sync");
      } else {
        bad(row, HubState::kLost, "the hub has no ledger " + scope,
            "see that it is the hub of this ledger; restore it, or name another");
      }
      return std::nullopt;
    }
    if (tip->text() == pinned.oid) return entry_tree(*tip, scope);
    try {
      remote_.fetch(scope, {kLedgerBranch}, local_);
      verify_ledger(ws_, local_, scope, *tip);
      row.state = HubState::kAhead;
      row.entries = parse_entry(commit(*tip)).index - pinned.index;
      return commit(*tip).tree;
    } catch (const Error& error) {
      if (error.fault() != Fault::kTrust && error.fault() != Fault::kData) throw;
      return behind(row, scope, pinned, *tip, error);
    }
  }

  // HQ sends a scope's ledger on by itself; any other that went back is an older copy of the hub.
  std::optional<Oid> behind(HubRow& row, const std::string& scope, const Head& pinned,
                            const Oid& tip, const Error& error) {
    const bool earlier = pinned.index > 0 && is_earlier(local_, tip, parse_oid(pinned.oid));
    if (earlier && scope != ws_.scope()) {
      bad(row, HubState::kBehind, "not all entries are published", "kontor sync");
      return commit(tip).tree;
    }
    bad(row, HubState::kForked,
        earlier ? "the hub went back to an earlier entry" : std::string(error.what()), kEvidence);
    return std::nullopt;
  }

  // Of an own entry: here, or fetched again where the cache was lost.
  std::optional<Oid> entry_tree(const Oid& tip, const std::string& scope) {
    if (!local_.has(tip)) remote_.fetch(scope, {kLedgerBranch}, local_);
    return commit(tip).tree;
  }

  void replicas(const std::string& scope, const Oid& tree, const Branches& branches) {
    std::set<std::string> enrolled;
    walk_blobs(local_, tree, "roster/replica/", [&](const std::string& path, const Oid& blob) {
      const Json record = parse_canonical(without_end(local_.read_blob(blob)));
      if (record.str("scope") != scope) return;  // the master names those of all scopes
      const std::string& name = record.str("id");
      enrolled.insert(name);
      replica(scope, name, PublicKey{unbase64(record.str("sign_key"))}, tree, branches);
      static_cast<void>(path);
    });
    for (const auto& [branch, tip] : branches) {
      if (!branch.starts_with(kReplica) || enrolled.contains(branch.substr(kReplica.size()))) {
        continue;
      }
      bad(add(scope, branch, tip), HubState::kUnknown, "the ledger enrols no such replica",
          "remove the branch on the hub");
    }
  }

  static std::string_view without_end(std::string_view bytes) {
    if (bytes.ends_with('\n')) bytes.remove_suffix(1);
    return bytes;
  }

  void replica(const std::string& scope, const std::string& name, const PublicKey& key,
               const Oid& tree, const Branches& branches) {
    const std::string branch = std::string(kReplica) + name;
    const auto found = branches.find(branch);
    const bool there = found != branches.end();
    HubRow& row = add(scope, branch, there ? std::optional(found->second) : std::nullopt);
    if (name == ws_.replica()) row.unsent = unsent();
    const auto file = at_path(local_, tree, "heads/" + name + ".json");
    const Oid head = file ? decode_head(local_.read_blob(*file)).oid : Oid{};
    if (!there) {
      if (head.zero()) {
        row.state = HubState::kNone;
      } else {
        bad(row, HubState::kLost, "the branch of " + name + " is gone; the ledger has its sets",
            "restore the hub's repository");
      }
      return;
    }
    if (found->second == head) return;
    try {
      count(row, scope, key, head);
    } catch (const Error& error) {
      if (error.fault() != Fault::kTrust && error.fault() != Fault::kData) throw;
      bad(row, HubState::kForked, error.what(), kEvidence);
    }
  }

  // Sets from the branch's tip down to what the ledger has of it, each signed by the replica.
  void count(HubRow& row, const std::string& scope, const PublicKey& key, const Oid& head) {
    remote_.fetch(scope, {row.branch}, local_);
    Oid at = *row.oid;
    while (at != head) {
      const SignedCommit set = decode_commit(local_.read(at).bytes);
      if (!signed_by(set, key)) {
        throw Error(Fault::kTrust, "bad_signature",
                    "set " + at.text() + " is not signed by its replica");
      }
      static_cast<void>(parse_change_set(set.commit));
      ++row.sets;
      if (set.commit.parents.empty()) {
        if (head.zero()) break;
        return lags(row, head);
      }
      at = set.commit.parents.front();
    }
    row.state = HubState::kWaiting;
  }

  // The tip is below what the ledger has taken: an older copy of the branch. Else it is another.
  void lags(HubRow& row, const Oid& head) {
    row.sets = 0;
    for (Oid at = head; local_.has(at);) {
      if (at == *row.oid) {
        return bad(row, HubState::kBehind, "it ends before its head in the ledger", "");
      }
      const std::vector<Oid> parents = commit(at).parents;
      if (parents.empty()) break;
      at = parents.front();
    }
    throw Error(Fault::kTrust, "fork", "it does not contain its head " + head.text());
  }

  // Own operations that the hub does not have: not sealed yet, or sealed and not sent.
  std::int64_t unsent() const {
    std::int64_t out = ws_.store().unsealed_count();
    for (const SetRow& set : ws_.store().sets_below(SetStage::kHub))
      out += set.last_seq - set.first_seq + 1;
    return out;
  }

  void vault(const std::string& scope) {
    const std::string repository = vault_of(scope);
    const bool empty = remote_.branches(repository).empty();
    if (empty) add(repository, "", std::nullopt).state = HubState::kNone;
    if (!empty) add(repository, "", std::nullopt);
  }

  Commit commit(const Oid& oid) const { return decode_commit(local_.read(oid).bytes).commit; }

  Workspace& ws_;
  Remote& remote_;
  Repository local_;
  std::vector<HubRow> rows_;
};

}  // namespace

std::string_view to_string(HubState state) {
  constexpr std::string_view kWords[] = {"whole", "ahead", "waiting", "behind",
                                         "none",  "lost",  "fork",    "unknown"};
  return kWords[static_cast<std::size_t>(state)];
}

std::vector<HubRow> check_hub(Workspace& site, Remote& remote) { return Check(site, remote).run(); }

}  // namespace kontor
