// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/intake.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/ledger/judge.h"

namespace kontor {
namespace {

constexpr std::size_t kMaxWalk = 1u
                                 << 20;  // sets of one branch in one pass; far above any shop's day

struct Refusal {
  std::string code;
  std::string message;
};

// What is known of the branch before the set.
struct Place {
  const LedgerView& view;
  const Json& replica;
  std::string id;
  const ReplicaHead& head;
};

std::optional<Refusal> check_head(const Place& place, const ChangeSetHead& set) {
  if (set.ledger != place.view.ledger) {
    return Refusal{"foreign_ledger", "is of another ledger, " + set.ledger};
  }
  if (set.scope != place.replica.str("scope")) {
    return Refusal{"foreign_scope", "names scope " + set.scope};
  }
  if (set.replica != place.id) return Refusal{"foreign_replica", "names replica " + set.replica};
  if (set.incarnation < place.head.incarnation) {
    return Refusal{"old_incarnation", "is of incarnation " + std::to_string(set.incarnation)};
  }
  if (set.first_seq != place.head.seq + 1 || set.last_seq < set.first_seq) {
    return Refusal{"gap", "holds " + std::to_string(set.first_seq) + "-" +
                              std::to_string(set.last_seq) + " after " +
                              std::to_string(place.head.seq)};
  }
  if (set.last_seq - set.first_seq >= kMaxSetOperations)
    return Refusal{"too_large", "is too large"};
  if (set.seen_index > 0) {
    const std::optional<Tip> seen = place.view.entry(set.scope, set.seen_index);
    if (!seen || seen->oid != set.seen_oid) {
      return Refusal{"foreign_seen", "has seen entry " + std::to_string(set.seen_index) + " " +
                                         set.seen_oid.text() + ", which this ledger does not have"};
    }
  }
  return std::nullopt;
}

// Takes `before`, then the text up to the next quote; nothing where that needs unescaping.
std::optional<std::string_view> quoted(std::string_view& rest, std::string_view before) {
  if (!rest.starts_with(before)) return std::nullopt;
  rest.remove_prefix(before.size());
  const std::size_t end = rest.find('"');
  const std::string_view text = rest.substr(0, end);
  if (end == rest.npos || text.find('\\') != text.npos) return std::nullopt;
  rest.remove_prefix(end + 1);
  return text;
}

// Whether a line is of a known kind, as far as can be told without reading all of it: members are
// sorted, so an operation that is one has kind and version at these places. A line that is none is
// judged, and rejected, later.
bool known_at_a_glance(std::string_view line) {
  std::string_view rest = line;
  Operation operation;
  for (const std::string_view member : {"{\"actor\":\"", ",\"at\":\"", ",\"id\":\""}) {
    if (!quoted(rest, member)) return false;
  }
  const auto kind = quoted(rest, ",\"kind\":\"");
  constexpr std::string_view kVersion = ",\"v\":";
  const std::size_t version = line.rfind(kVersion);
  if (!kind || version == line.npos) return false;
  rest = line.substr(version + kVersion.size());
  if (rest.size() != 2 || rest[0] < '1' || rest[0] > '9' || rest[1] != '}') return false;
  operation.kind = *kind;
  operation.version = rest[0] - '0';
  return known_operation(operation) == Known::kYes;
}

// Operations that this program does not know are no fault of the set; it waits for a newer program.
std::optional<Refusal> check_known(std::string_view ops) {
  for (std::string_view line : operation_lines(ops)) {
    if (known_at_a_glance(line)) continue;
    try {
      const Operation operation = decode_operation(line);
      if (known_operation(operation) == Known::kYes) continue;
      return Refusal{"unknown_operation", "holds " + operation.kind + " version " +
                                              std::to_string(operation.version) +
                                              ", which needs a newer program"};
    } catch (const Error&) {
      continue;  // malformed: judged, and rejected, one by one
    }
  }
  return std::nullopt;
}

std::optional<Refusal> check_set(const Repository& repository, const Place& place, const Oid& oid,
                                 const SignedCommit& commit, Intake& out) {
  const PublicKey key{unbase64(place.replica.str("sign_key"))};
  const bool good = place.view.checked_signature ? place.view.checked_signature(oid, commit, key)
                                                 : signed_by(commit, key);
  if (!good) return Refusal{"bad_signature", "is not signed by " + place.id};
  const bool first = place.head.oid.zero();
  if (commit.commit.parents.size() != (first ? 0u : 1u) ||
      (!first && commit.commit.parents.front() != place.head.oid)) {
    return Refusal{"bad_parent", "does not follow " + place.head.oid.text()};
  }
  out.head = parse_change_set(commit.commit);
  out.oid = oid;
  if (auto refusal = check_head(place, out.head)) return refusal;
  const std::vector<TreeEntry> tree = decode_tree(repository.read(commit.commit.tree).bytes);
  if (tree.size() != 1 || tree.front().name != "ops.jsonl" || tree.front().is_tree) {
    return Refusal{"bad_tree", "holds something else than ops.jsonl"};
  }
  out.ops = repository.read_blob(tree.front().oid);
  if (out.ops.size() > kMaxSetBytes + kMaxOperationBytes)
    return Refusal{"too_large", "is too large"};
  if (sha256(out.ops) != out.head.payload)
    return Refusal{"bad_payload", "has other content than signed"};
  const auto lines = static_cast<std::int64_t>(operation_lines(out.ops).size());
  if (lines != out.head.last_seq - out.head.first_seq + 1) {
    return Refusal{"gap", "holds " + std::to_string(lines) + " operations"};
  }
  return check_known(out.ops);
}

}  // namespace

std::optional<IntakeProblem> problem_of(const std::string& what, const std::string& commit,
                                        const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    if (error.fault() != Fault::kTrust && error.fault() != Fault::kData) throw;
    return IntakeProblem{commit, error.code(), what + ": " + error.what()};
  }
  return std::nullopt;
}

ReplicaIntake read_branch(const Repository& repository, const LedgerView& view,
                          const std::string& replica, const Oid& tip) {
  ReplicaIntake out;
  const Record record = view.records->get("replica", replica);
  if (!record) {
    out.problem =
        IntakeProblem{tip.text(), "unknown_replica", "replica " + replica + " is not enrolled"};
    return out;
  }
  ReplicaHead head;
  if (auto found = view.heads.find(replica); found != view.heads.end()) head = found->second;
  std::vector<std::pair<Oid, SignedCommit>> chain;  // newest first
  Oid at = tip;
  Oid failing = tip;
  try {
    while (at != head.oid) {
      failing = at;
      if (chain.size() > kMaxWalk) throw Error(Fault::kTrust, "too_long", "branch is too long");
      SignedCommit commit = decode_commit(repository.read(at).bytes);
      const std::vector<Oid> parents = commit.commit.parents;
      chain.emplace_back(at, std::move(commit));
      if (parents.empty()) {
        if (!head.oid.zero()) {
          out.problem = IntakeProblem{
              tip.text(), "fork",
              "branch of " + replica + " does not contain its head " + head.oid.text()};
          return out;
        }
        break;
      }
      at = parents.front();
    }
    for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
      failing = step->first;
      Intake set;
      const Place place{view, *record, replica, head};
      if (auto refusal = check_set(repository, place, step->first, step->second, set)) {
        out.problem = IntakeProblem{failing.text(), refusal->code,
                                    "set " + failing.text() + " " + refusal->message};
        return out;
      }
      head.incarnation = set.head.incarnation;
      head.seq = set.head.last_seq;
      head.oid = set.oid;
      out.sets.push_back(std::move(set));
    }
  } catch (const Error& error) {
    if (error.code() == "rows_altered") throw;  // no fault of the branch: our own store's
    out.problem =
        IntakeProblem{failing.text(), error.code(), "set " + failing.text() + ": " + error.what()};
  }
  return out;
}

}  // namespace kontor
