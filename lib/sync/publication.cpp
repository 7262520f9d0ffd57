// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/publication.h"

#include "lib/base/error.h"
#include "lib/history/formats.h"

namespace kontor {
namespace {

constexpr std::string_view kWaiting = "unpublished/";
constexpr int kTries = 3;  // another finisher may move it at the same time

// Whether another HQ has gone on from our master, and a later one names what stands.
bool named_since(Remote& remote, Repository& local, const std::string& scope, const Oid& stands,
                 const Oid& master) {
  remote.fetch("hq", {kLedgerBranch}, local);
  std::optional<Oid> at = local.ref(tracking_ref("hq", kLedgerBranch));
  bool named = false;
  while (at && *at != master) {
    const SignedCommit commit = decode_commit(local.read(*at).bytes);
    if (const auto blob = at_path(local, commit.commit.tree, "scopes/" + scope)) {
      named = named || make_object(ObjectType::kCommit, local.read_blob(*blob)).oid == stands;
    }
    if (parse_entry(commit.commit).index == 1) return false;
    at = commit.commit.parents.front();
  }
  return named;
}

void publish_scope(Remote& remote, Repository& local, const Oid& master, const std::string& scope,
                   const Oid& to) {
  for (int tries = 0; tries < kTries; ++tries) {
    const std::optional<Oid> stands = remote.branch(scope, kLedgerBranch);
    if (stands == to) return;
    if (!stands || is_earlier(local, *stands, to)) {
      if (remote.push(scope, kLedgerBranch, stands, to, local) == Pushed::kDone) return;
      continue;
    }
    if (named_since(remote, local, scope, *stands, master)) return;
    throw Error(Fault::kTrust, kForkProblem,
                "ledger " + scope + " on the hub stands at " + stands->text() +
                    ", which no master names: it was left as it is, entry " + to.text() + " waits",
                "keep the hub's repository as evidence; set its ledger back to an entry that the "
                "master names, then kontor sync");
  }
  throw Error(Fault::kTemporary, kBusyProblem, "ledger " + scope + " moves under our hands",
              "run kontor sync again");
}

bool concerns_one_scope(const Error& error) {
  return error.fault() == Fault::kTrust || error.fault() == Fault::kData ||
         error.fault() == Fault::kTemporary || error.code() == "push_refused";
}

}  // namespace

bool is_earlier(const Repository& local, const Oid& earlier, const Oid& entry) {
  Oid at = entry;
  while (const std::optional<Object> object = local.find(at)) {
    const SignedCommit commit = decode_commit(object->bytes);
    if (parse_entry(commit.commit).index == 1) return false;  // its parents are sets
    at = commit.commit.parents.front();
    if (at == earlier) return true;
  }
  return false;
}

void publish_scopes(Workspace& hq, Remote& remote, Repository& local, const Oid& master,
                    const std::map<std::string, Oid>& tips, std::vector<IntakeProblem>& problems) {
  for (const auto& [scope, tip] : tips) {
    if (scope == "hq") continue;
    const std::string waiting = std::string(kWaiting) + scope;
    try {
      publish_scope(remote, local, master, scope, tip);
      if (!hq.setting(waiting).empty()) hq.store().remove_meta(waiting);
    } catch (const Error& error) {
      if (!concerns_one_scope(error)) throw;
      hq.set(waiting, tip.text());
      problems.push_back({tip.text(), error.code(), error.what()});
    }
  }
}

void publish_waiting(Workspace& hq, Remote& remote, Repository& local,
                     std::vector<IntakeProblem>& problems) {
  std::map<std::string, Oid> tips;
  for (const auto& [key, value] : hq.store().metas(kWaiting)) {
    const std::string scope = key.substr(kWaiting.size());
    const Head head = hq.head(scope);
    if (head.index > 0) tips[scope] = parse_oid(head.oid);
  }
  if (tips.empty()) return;
  publish_scopes(hq, remote, local, parse_oid(hq.head("hq").oid), tips, problems);
}

}  // namespace kontor
