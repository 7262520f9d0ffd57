// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/seal.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/history/formats.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

constexpr std::size_t kSummaryBytes = 72;  // one line of git log
constexpr std::size_t kReadRows = 4000;    // a few sets at a time

// The longest run of rows that one set may hold.
std::size_t cut(const std::vector<OutboxRow>& rows, std::size_t from) {
  std::size_t bytes = 0;
  std::size_t end = from;
  while (end < rows.size() && static_cast<std::int64_t>(end - from) < kMaxSetOperations) {
    bytes += rows[end].bytes.size() + 1;
    if (bytes > kMaxSetBytes && end > from) break;
    if (rows[end].incarnation != rows[from].incarnation) break;
    ++end;
  }
  return end;
}

Sha256 chain_of(const std::optional<SetRow>& set) {
  Sha256 out{};
  if (set) {
    const Bytes raw = unhex(set->chain);
    std::copy(raw.begin(), raw.end(), out.begin());
  }
  return out;
}

}  // namespace

Repository local_history(const Workspace& workspace) {
  return Repository::create(workspace.home() / kHistoryFolder, RepositoryUse::kCache);
}

Repository local_vault(const Workspace& workspace) {
  return Repository::create(workspace.home() / kVaultFolder, RepositoryUse::kCache);
}

std::string replica_branch(std::string_view replica) {
  return "refs/heads/replica/" + std::string(replica);
}

std::string set_summary(const std::vector<OutboxRow>& rows) {
  std::string out = rows.front().kind + " " + rows.front().on.substr(0, 8);
  if (rows.size() > 1) {
    const std::string more = std::to_string(rows.size() - 1) + " more";
    const bool same = std::all_of(rows.begin(), rows.end(), [&](const OutboxRow& row) {
      return row.kind == rows.front().kind;
    });
    out += same ? ", " + more : ", " + rows[1].kind + " and others, " + more;
  }
  if (out.size() > kSummaryBytes) out.resize(kSummaryBytes);
  return out;
}

std::size_t seal_pending(Workspace& workspace, Repository& local) {
  Store& store = workspace.store();
  if (store.unsealed_count() == 0) return 0;
  const SigningKey key = workspace.signing_key();
  const std::string scope = workspace.scope();
  const std::string replica = workspace.replica();
  const Head seen = workspace.head(scope);
  std::size_t sealed = 0;
  while (true) {
    const std::vector<OutboxRow> rows = store.unsealed(kReadRows);
    if (rows.empty()) break;
    Store::Transaction transaction(store);
    std::optional<SetRow> last = store.last_set();
    Sha256 chain = chain_of(last);
    std::size_t from = 0;
    while (from < rows.size()) {
      const std::size_t end = cut(rows, from);
      // A run that the read cut short is sealed with what follows it.
      if (end == rows.size() && rows.size() == kReadRows && from > 0) break;
      const std::vector<OutboxRow> part(rows.begin() + static_cast<std::ptrdiff_t>(from),
                                        rows.begin() + static_cast<std::ptrdiff_t>(end));
      std::string ops;
      for (const OutboxRow& row : part) ops += row.bytes + "\n";
      ChangeSetHead head;
      head.summary = set_summary(part);
      head.ledger = workspace.ledger();
      head.scope = scope;
      head.replica = replica;
      head.incarnation = part.front().incarnation;
      head.first_seq = part.front().seq;
      head.last_seq = part.back().seq;
      head.seen_index = seen.index;
      if (seen.index > 0) head.seen_oid = parse_oid(seen.oid);
      head.payload = sha256(ops);
      head.sealed_at = workspace.now();
      chain = next_chain(chain, head.payload);
      const Object blob = make_object(ObjectType::kBlob, ops);
      const Object tree =
          make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
      std::optional<Oid> parent;
      if (last) parent = parse_oid(last->oid);
      const Object commit = sign_commit(change_set_commit(head, parent, tree.oid), key);
      SetRow row;
      row.first_seq = head.first_seq;
      row.last_seq = head.last_seq;
      row.incarnation = head.incarnation;
      row.oid = commit.oid.text();
      row.parent = last ? last->oid : "";
      row.commit = commit.bytes;
      row.tree = tree.bytes;
      row.ops = std::move(ops);
      row.chain = hex(chain);
      store.add_set(row);
      last = std::move(row);
      from = end;
      ++sealed;
    }
    transaction.commit();
  }
  finish_sealing(workspace, local);
  return sealed;
}

void finish_sealing(Workspace& workspace, Repository& local) {
  const std::vector<SetRow> rows = workspace.store().sets_below(SetStage::kLocal);
  if (rows.empty()) return;
  const std::string branch = replica_branch(workspace.replica());
  const std::optional<Oid> stands = local.ref(branch);
  const Oid last = parse_oid(rows.back().oid);
  if (!stands || *stands != last) {
    const bool ours = (!stands && rows.front().parent.empty()) ||
                      (stands && (stands->text() == rows.front().parent ||
                                  std::any_of(rows.begin(), rows.end(), [&](const SetRow& row) {
                                    return row.oid == stands->text();
                                  })));
    // An emptied cache (doctor, another disk) is no fork: the set itself names its parent.
    if (!ours && stands) {
      throw Error(Fault::kTrust, "branch_moved",
                  "the local branch of " + workspace.replica() + " stands at " + stands->text() +
                      ", which this store did not write",
                  "kontor doctor");
    }
    std::vector<Object> objects;
    for (const SetRow& row : rows) {
      objects.push_back(make_object(ObjectType::kBlob, row.ops));
      objects.push_back(make_object(ObjectType::kTree, row.tree));
      objects.push_back(make_object(ObjectType::kCommit, row.commit));
    }
    local.write_pack(objects);
    if (local.swap(branch, stands, last) != Swap::kDone) {
      throw Error(Fault::kTemporary, "branch_busy", "another process seals in this store",
                  "run it again");
    }
  }
  Store::Transaction transaction(workspace.store());
  for (const SetRow& row : rows) workspace.store().set_stage(row.last_seq, SetStage::kLocal);
  transaction.commit();
}

}  // namespace kontor
