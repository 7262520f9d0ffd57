// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/past.h"

#include "lib/base/text.h"
#include "lib/history/formats.h"
#include "lib/history/tree.h"
#include "lib/ledger/sequence.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

Record record_of(const Repository& local, const std::optional<Oid>& blob) {
  if (!blob) return nullptr;
  return std::make_shared<const Json>(parse_json(trim(local.read_blob(*blob)), kLedgerJson));
}

}  // namespace

Past record_past(const Workspace& workspace, std::string_view kind, std::string_view id,
                 std::size_t most) {
  Past out;
  const Head head = workspace.head(workspace.scope());
  if (head.index == 0) return out;
  const Repository local = local_history(workspace);
  const std::string path = state_path(kind, id);
  Oid at = parse_oid(head.oid);
  SignedCommit commit = decode_commit(local.read(at).bytes);
  std::optional<Oid> blob = at_path(local, commit.commit.tree, path);
  for (;;) {
    const EntryHead entry = parse_entry(commit.commit);
    const bool first = entry.index == 1;
    std::optional<Object> parent;
    if (!first) parent = local.find(commit.commit.parents.front());
    if (!first && !parent) {
      out.whole = false;
      break;
    }
    SignedCommit before;
    std::optional<Oid> was;
    if (parent) {
      before = decode_commit(parent->bytes);
      was = at_path(local, before.commit.tree, path);
    }
    if (was != blob) {
      if (out.changes.size() == most) {
        out.whole = false;
        break;
      }
      RecordChange change{std::string(kind), std::string(id), record_of(local, was),
                          record_of(local, blob)};
      out.changes.push_back({entry.index, at, entry.time, std::move(change)});
    }
    if (first) break;
    at = commit.commit.parents.front();
    commit = std::move(before);
    blob = was;
  }
  return out;
}

}  // namespace kontor
