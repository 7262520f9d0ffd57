// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/provenance.h"

#include "lib/base/error.h"

namespace kontor {
namespace {

struct Set {
  Oid oid;
  Commit commit;
  ChangeSetHead head;
};

Set read_set(const Repository& repository, const Oid& oid) {
  Commit commit = decode_commit(repository.read(oid).bytes).commit;
  ChangeSetHead head = parse_change_set(commit);
  return {oid, std::move(commit), std::move(head)};
}

}  // namespace

Provenance::Provenance(const Clone& clone) : clone_(clone) {
  for (const ClonedEntry& entry : clone.entries) {
    for (std::size_t i = entry.head.index == 1 ? 0 : 1; i < entry.parents.size(); ++i) {
      const Set set = read_set(clone.repository, entry.parents[i]);
      heads_[set.head.replica].emplace(set.head.last_seq, Head{set.oid, &entry});
    }
  }
}

// The sets of a head from the newest to the oldest that its entry takes, until `visit` says false.
template <typename Visit>
void Provenance::walk(const Head& head, Visit visit) const {
  for (Oid at = head.oid; !at.zero();) {
    const Set set = read_set(clone_.repository, at);
    const auto& heads = heads_.at(set.head.replica);
    const auto own = heads.find(set.head.last_seq);
    if (own != heads.end() && own->second.entry != head.entry) return;
    const std::string ops = file_at(clone_.repository, set.commit.tree, "ops.jsonl");
    if (!visit(set.head, set.oid, ops)) return;
    at = set.commit.parents.empty() ? Oid{} : set.commit.parents.front();
  }
}

std::optional<SignedOperation> Provenance::find(const std::string& operation) const {
  if (!is_operation_id(operation)) return std::nullopt;
  const OperationId id = parse_operation_id(operation);
  const auto replica = heads_.find(id.replica);
  if (replica == heads_.end()) return std::nullopt;
  const auto head = replica->second.lower_bound(id.seq);
  if (head == replica->second.end()) return std::nullopt;
  std::optional<SignedOperation> out;
  walk(head->second, [&](const ChangeSetHead& set, const Oid& oid, const std::string& ops) {
    if (id.seq < set.first_seq) return true;
    const auto lines = operation_lines(ops);
    const auto line = static_cast<std::size_t>(id.seq - set.first_seq);
    if (line >= lines.size()) return false;
    try {
      Operation found = decode_operation(lines[line]);
      if (found.id.text() == operation)
        out = SignedOperation{std::move(found), oid, set, head->second.entry};
    } catch (const Error&) {
      return false;  // malformed, and rejected as such
    }
    return false;
  });
  return out;
}

std::map<std::string, SignedOperation> Provenance::taken_by(const ClonedEntry& entry) const {
  std::map<std::string, SignedOperation> out;
  for (std::size_t i = entry.head.index == 1 ? 0 : 1; i < entry.parents.size(); ++i) {
    walk({entry.parents[i], &entry},
         [&](const ChangeSetHead& set, const Oid& oid, const std::string& ops) {
           for (std::string_view line : operation_lines(ops)) {
             try {
               Operation operation = decode_operation(line);
               const std::string id = operation.id.text();
               out.emplace(id, SignedOperation{std::move(operation), oid, set, &entry});
             } catch (const Error&) {
               continue;
             }
           }
           return true;
         });
  }
  return out;
}

}  // namespace kontor
