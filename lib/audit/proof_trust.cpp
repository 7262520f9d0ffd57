// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/proof_trust.h"

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/sshsig.h"
#include "lib/ledger/sequence.h"
#include "lib/plan/record.h"

namespace kontor {
namespace {

constexpr std::string_view kReplicas = "roster/replica";

// --- the tree

// A node's body has one spelling.
void check_spelling(const std::string& path, const std::string& body) {
  std::string again;
  each_entry(body, [&](const NodeEntry& entry) {
    again += entry.is_tree ? 'd' : 'f';
    again += static_cast<char>(entry.name.size());
    again += entry.name;
    again += view(entry.id.oid.raw);
    again += view(entry.id.sha256);
  });
  if (again != body)
    proof_fails("bad_proof", "directory \"" + path + "\" is spelled in another way");
}

std::pair<std::string, std::string> above(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

// The directory above a path says exactly this id for it.
void check_listed(const Proof& proof, const std::string& path, bool is_tree, const TreeId& id,
                  std::set<std::string>& used) {
  const auto [directory, name] = above(path);
  const auto node = proof.nodes.find(directory);
  const auto entry = node == proof.nodes.end() ? std::nullopt : node_entry(node->second, name);
  if (!entry || entry->is_tree != is_tree || !(entry->id == id))
    proof_fails("not_in_tree", path + " is not what the entry's tree holds there");
  used.insert(directory);
}

void check_tree(const Proof& proof, const Commit& commit, const EntryHead& head) {
  std::set<std::string> used;
  if (head.scope != "hq") used.insert(std::string(kReplicas));  // tells whose operations are own
  for (const auto& [path, text] : proof.files)
    check_listed(proof, path, false, blob_id(text), used);
  for (const auto& [path, body] : proof.nodes) {
    check_spelling(path, body);
    if (!path.empty()) check_listed(proof, path, true, node_id(body), used);
  }
  for (const auto& [path, body] : proof.nodes) {
    if (!used.contains(path))
      proof_fails("bad_proof", "directory \"" + path + "\" holds nothing of it");
  }
  const auto root = proof.nodes.find("");
  const TreeId id = root == proof.nodes.end() ? TreeId{} : node_id(root->second);
  if (id.oid != commit.tree || id.sha256 != head.tree)
    proof_fails("not_in_tree", "the root of the tree is not what the entry signs");
  const auto state = node_entry(root->second, "state");
  if (!state || state->id.sha256 != head.state)
    proof_fails("not_in_tree", "state/ is not what the entry signs");
}

// --- the operations

// A set: signed by its replica, whose key is in the roster, and holding what it signs.
std::map<std::string, ProvenOperation> operations_of(const Proof& proof, const std::string& oid,
                                                     const ProofSet& set,
                                                     const std::string& ledger) {
  const SignedCommit commit = decode_commit(set.commit);
  const ChangeSetHead head = parse_change_set(commit.commit);
  const std::string name = "set " + oid + " of " + head.replica;
  const auto file = proof.files.find("roster/replica/" + head.replica + ".json");
  if (file == proof.files.end())
    proof_fails("unknown_replica", name + ": its replica is in no roster");
  const Json replica = parse_json(trim(file->second), kLedgerJson);
  if (!signed_by(commit, PublicKey{unbase64(replica.str("sign_key"))}))
    proof_fails("bad_signature", name + " is not signed by its replica");
  if (head.ledger != ledger) proof_fails("foreign_ledger", name + " is of ledger " + head.ledger);
  if (head.scope != replica.str("scope"))
    proof_fails("foreign_scope", name + " names scope " + head.scope);
  if (sha256(set.ops) != head.payload) proof_fails("bad_payload", name + " holds other operations");
  const std::string tree =
      encode_tree({{"ops.jsonl", false, make_object(ObjectType::kBlob, set.ops).oid}});
  if (make_object(ObjectType::kTree, tree).oid != commit.commit.tree)
    proof_fails("bad_tree", name + " holds something else than its operations");
  std::map<std::string, ProvenOperation> out;
  std::int64_t seq = head.first_seq;
  for (std::string_view line : operation_lines(set.ops)) {
    const OperationId id{head.replica, head.incarnation, seq++};
    try {
      Operation operation = decode_operation(line);
      if (operation.id.text() == id.text()) out[id.text()] = {std::move(operation), head, oid};
    } catch (const Error&) {
      continue;  // malformed, and rejected as such; nothing rests on it
    }
  }
  return out;
}

}  // namespace

void proof_fails(const char* code, const std::string& message) {
  throw Error(Fault::kTrust, code, message, "keep the file as evidence");
}

ProofTrust::ProofTrust(const Proof& proof, const std::string& trust)
    : proof_(proof), state_(proof) {
  check_roster(trust);
  check_tree(proof, commit_.commit, head_);
}

void ProofTrust::check_roster(const std::string& trust) {
  std::map<std::string, std::string> roster;
  for (std::string_view name :
       {kGenesisFile, kGenesisSignature, kSequencersFile, kSequencersSignature}) {
    const auto file = proof_.files.find(std::string(name));
    if (file != proof_.files.end()) roster[file->first] = file->second;
  }
  roster_ = verify_roster(roster, trust);
  commit_ = decode_commit(proof_.entry);
  head_ = parse_entry(commit_.commit);
  const PublicKey* key = roster_.sequencers.key(head_.term);
  if (!key || !signed_by(commit_, *key))
    proof_fails("bad_signature",
                "the entry is not signed by the sequencer of term " + std::to_string(head_.term));
  if (head_.ledger != roster_.genesis.ledger())
    proof_fails("foreign_ledger", "the entry is of ledger " + head_.ledger);
}

void ProofTrust::rest_on(const std::vector<claim::Source>& sources) {
  for (const auto& [oid, set] : proof_.sets)
    operations_.merge(operations_of(proof_, oid, set, head_.ledger));
  std::map<std::string, std::set<std::string>> causes;
  for (const claim::Source& source : sources)
    causes[source.cause].insert(source.what + " " + source.record);
  std::set<std::string> sets;
  std::set<std::string> replicas;
  const std::set<std::string> own = master() ? std::set<std::string>() : own_replicas();
  for (const auto& [cause, reasons] : causes) {
    const auto operation = operations_.find(cause);
    if (operation != operations_.end()) {
      sets.insert(operation->second.set);
      replicas.insert("roster/replica/" + operation->second.head.replica + ".json");
      add_operation(operation->second, reasons);
    } else if (!is_operation_id(cause)) {
      timers_.push(cause);
    } else if (master() || own.contains(parse_operation_id(cause).replica)) {
      proof_fails("missing_operation", "operation " + cause + ", which it rests on, is missing");
    } else {
      elsewhere_.push(cause);
    }
  }
  for (const auto& [oid, set] : proof_.sets) {
    if (!sets.contains(oid)) proof_fails("bad_proof", "nothing rests on set " + oid);
  }
  for (const auto& [path, text] : proof_.files) {
    if (path.starts_with("roster/replica/") && !replicas.contains(path))
      proof_fails("bad_proof", "nothing rests on " + path);
  }
}

std::set<std::string> ProofTrust::own_replicas() const {
  std::set<std::string> out;
  const auto roster = proof_.nodes.find("roster");
  if (roster == proof_.nodes.end() || !node_entry(roster->second, "replica")) return out;
  const auto replicas = proof_.nodes.find(std::string(kReplicas));
  if (replicas == proof_.nodes.end())
    proof_fails("bad_proof", "the proof does not hold the list of the scope's replicas");
  each_entry(replicas->second, [&](const NodeEntry& entry) {
    const std::string_view name = entry.name;
    if (name.ends_with(".json")) out.emplace(name.substr(0, name.size() - 5));
  });
  return out;
}

void ProofTrust::add_operation(const ProvenOperation& found, const std::set<std::string>& reasons) {
  named_.push_back(&found);
  rows_.push(Json::object({{"op", found.operation.id.text()},
                           {"kind", found.operation.kind},
                           {"on", found.operation.on},
                           {"at", found.operation.at},
                           {"actor", found.operation.actor},
                           {"for", Json::strings({reasons.begin(), reasons.end()})},
                           {"scope", found.head.scope},
                           {"replica", found.head.replica},
                           {"set", found.set}}));
}

const ProvenOperation* ProofTrust::operation(const std::string& id) const {
  const auto found = operations_.find(id);
  return found == operations_.end() ? nullptr : &found->second;
}

bool ProofTrust::plan_is_signed(const std::string& id, std::int64_t version) const {
  const Record plan = state().get("plan", id);
  if (!plan) proof_fails("bad_proof", "the plan is missing");
  const ProvenOperation* found = operation(plan->at("ops").str_or(std::to_string(version)));
  if (!found) return false;
  if (found->operation.payload.at("body") != plan::body_of(*plan, version)) {
    proof_fails("plan_differs", "version " + std::to_string(version) + " of plan " + id +
                                    " is not what operation " + found->operation.id.text() +
                                    " says");
  }
  return true;
}

Json ProofTrust::report() const {
  return Json::object({{"verified", true},
                       {"part", master() ? "whole" : "own"},
                       {"ledger", head_.ledger},
                       {"name", roster_.genesis.name},
                       {"clock", roster_.genesis.clock},
                       {"scope", head_.scope},
                       {"entry", head_.index},
                       {"oid", make_object(ObjectType::kCommit, proof_.entry).oid.text()},
                       {"time", format_instant(head_.time)},
                       {"term", head_.term},
                       {"operations", rows_},
                       {"timers", timers_},
                       {"elsewhere", elsewhere_}});
}

std::vector<std::string> ProofTrust::proven() const {
  std::vector<std::string> out = {"the root key appointed the sequencer that signed the entry",
                                  "the records stand in the entry's tree, by SHA-1 and by SHA-256"};
  if (operations() > 0) {
    out.push_back("the operations named here (" + std::to_string(operations()) +
                  ") are in change sets that replicas of the roster signed");
  }
  return out;
}

}  // namespace kontor
