// SPDX-License-Identifier: Apache-2.0
// From the root key down to the cents: root -> roster -> sequencer -> entry -> tree -> records ->
// operations -> shares. Each step takes its input from the one before.
#include <array>
#include <map>
#include <set>

#include "lib/audit/proof.h"
#include "lib/audit/proof_state.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/operation.h"
#include "lib/claim/recheck.h"
#include "lib/claim/record.h"
#include "lib/claim/sources.h"
#include "lib/crypto/sshsig.h"
#include "lib/ledger/sequence.h"
#include "lib/plan/record.h"

namespace kontor {
namespace {

[[noreturn]] void fails(const char* code, const std::string& message) {
  throw Error(Fault::kTrust, code, message, "keep the file as evidence");
}

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
  if (again != body) fails("bad_proof", "directory \"" + path + "\" is spelled in another way");
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
    fails("not_in_tree", path + " is not what the entry's tree holds there");
  used.insert(directory);
}

void check_tree(const Proof& proof, const Commit& commit, const EntryHead& head) {
  std::set<std::string> used;
  for (const auto& [path, text] : proof.files)
    check_listed(proof, path, false, blob_id(text), used);
  for (const auto& [path, body] : proof.nodes) {
    check_spelling(path, body);
    if (!path.empty()) check_listed(proof, path, true, node_id(body), used);
  }
  for (const auto& [path, body] : proof.nodes) {
    if (!used.contains(path)) fails("bad_proof", "directory \"" + path + "\" holds nothing of it");
  }
  const auto root = proof.nodes.find("");
  const TreeId id = root == proof.nodes.end() ? TreeId{} : node_id(root->second);
  if (id.oid != commit.tree || id.sha256 != head.tree)
    fails("not_in_tree", "the root of the tree is not what the entry signs");
  const auto state = node_entry(root->second, "state");
  if (!state || state->id.sha256 != head.state)
    fails("not_in_tree", "state/ is not what the entry signs");
}

// --- the operations

struct Proven {
  Operation operation;
  ChangeSetHead head;
  std::string set;
};

// A set: signed by its replica, whose key is in the roster, and holding what it signs.
std::map<std::string, Proven> operations_of(const Proof& proof, const std::string& oid,
                                            const ProofSet& set, const std::string& ledger) {
  const SignedCommit commit = decode_commit(set.commit);
  const ChangeSetHead head = parse_change_set(commit.commit);
  const std::string name = "set " + oid + " of " + head.replica;
  const auto file = proof.files.find("roster/replica/" + head.replica + ".json");
  if (file == proof.files.end()) fails("unknown_replica", name + ": its replica is in no roster");
  const Json replica = parse_json(trim(file->second), kLedgerJson);
  if (!signed_by(commit, PublicKey{unbase64(replica.str("sign_key"))}))
    fails("bad_signature", name + " is not signed by its replica");
  if (head.ledger != ledger) fails("foreign_ledger", name + " is of ledger " + head.ledger);
  if (head.scope != replica.str("scope"))
    fails("foreign_scope", name + " names scope " + head.scope);
  if (sha256(set.ops) != head.payload) fails("bad_payload", name + " holds other operations");
  const std::string tree =
      encode_tree({{"ops.jsonl", false, make_object(ObjectType::kBlob, set.ops).oid}});
  if (make_object(ObjectType::kTree, tree).oid != commit.commit.tree)
    fails("bad_tree", name + " holds something else than its operations");
  std::map<std::string, Proven> out;
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

// --- what the claim says of its operations

class Checker {
 public:
  Checker(const Proof& proof, const std::string& trust) : proof_(proof), state_(proof) {
    chain_of_trust(trust);
    check_tree(proof, commit_.commit, head_);
    master_ = head_.scope == "hq";
  }

  Json report() {
    const Record record = state_.records().get(master_ ? "claim" : "earning", proof_.claim);
    if (!record) fails("bad_proof", "the proof holds no record of claim " + proof_.claim);
    sources();
    check_touches(*record);
    check_plan(*record);
    recheck();
    describe(*record);
    return std::move(out_);
  }

 private:
  const State& state() const { return state_.records(); }

  void chain_of_trust(const std::string& trust) {
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
      fails("bad_signature",
            "the entry is not signed by the sequencer of term " + std::to_string(head_.term));
    if (head_.ledger != roster_.genesis.ledger())
      fails("foreign_ledger", "the entry is of ledger " + head_.ledger);
  }

  // Every operation behind the claim is in a set; every set holds one.
  void sources() {
    for (const auto& [oid, set] : proof_.sets)
      operations_.merge(operations_of(proof_, oid, set, head_.ledger));
    const auto found = master_ ? claim::sources(state(), proof_.claim)
                               : claim::earning_sources(state(), proof_.claim);
    std::map<std::string, std::set<std::string>> causes;
    for (const claim::Source& source : found)
      causes[source.cause].insert(source.what + " " + source.record);
    std::set<std::string> sets;
    std::set<std::string> replicas;
    for (const auto& [cause, reasons] : causes) {
      const auto operation = operations_.find(cause);
      if (operation != operations_.end()) {
        sets.insert(operation->second.set);
        replicas.insert("roster/replica/" + operation->second.head.replica + ".json");
        add_operation(operation->second, reasons);
      } else if (!is_operation_id(cause)) {
        timers_.push(cause);
      } else if (master_) {
        fails("missing_operation", "operation " + cause + ", which the claim rests on, is missing");
      } else {
        elsewhere_.push(cause);
      }
    }
    for (const auto& [oid, set] : proof_.sets) {
      if (!sets.contains(oid)) fails("bad_proof", "nothing rests on set " + oid);
    }
    for (const auto& [path, text] : proof_.files) {
      if (path.starts_with("roster/replica/") && !replicas.contains(path))
        fails("bad_proof", "nothing rests on " + path);
    }
  }

  void add_operation(const Proven& found, const std::set<std::string>& reasons) {
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

  // What the claim says of a touch is what its site signed.
  void check_touches(const Json& record) const {
    for (const Json& touch : record.list("touches")) {
      const std::vector<std::string> name = split(touch.str_or("record"), '/');
      if (name.size() != 2 || name[0] == "order") continue;
      const Record made = state().get(name[0], name[1]);
      const auto found =
          made ? operations_.find(made->at("created").str_or("op")) : operations_.end();
      if (found == operations_.end()) continue;
      const Operation& operation = found->second.operation;
      const auto wrong = [&](const std::string& what) {
        fails("touch_differs", "touch " + touch.str("record") + ": " + what +
                                   " is not what operation " + found->first + " says");
      };
      if (operation.on != name[1]) wrong("the record");
      if (touch.has("seller") && operation.actor != touch.str("seller")) wrong("the seller");
      if (name[0] != "interaction") continue;
      if (operation.payload.num_or("minutes", 0) != touch.num_or("minutes", 0)) wrong("minutes");
      if (operation.payload.str_or("type") != touch.str("evidence")) wrong("the evidence");
    }
  }

  // The plan's version is the one that its operation signed.
  void check_plan(const Json& record) {
    if (!record.has("plan")) return;
    const Record plan = state().get("plan", record.str("plan"));
    if (!plan) fails("bad_proof", "the plan is missing");
    const std::int64_t version = record.num("plan_version");
    const auto found = operations_.find(plan->at("ops").str_or(std::to_string(version)));
    if (found == operations_.end()) return;
    if (found->second.operation.payload.at("body") != plan::body_of(*plan, version)) {
      fails("plan_differs", "version " + std::to_string(version) + " of plan " +
                                record.str("plan") + " is not what operation " + found->first +
                                " says");
    }
    plan_signed_ = true;
  }

  void recheck() {
    recheck_ = master_ ? claim::recheck_claim(state(), proof_.claim)
                       : claim::recheck_earning(state(), proof_.claim);
    if (!recheck_.wrong.empty())
      fails("recomputation_differs", "claim " + proof_.claim + ": " + recheck_.wrong.front());
  }

  Json payees(const Json& record) const {
    std::map<std::pair<std::string, std::string>, std::array<std::int64_t, 3>> sums;
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : record.list(list)) {
        if (!master_ && !share.flag_or("own", false)) continue;
        sums[{share.str("role"), share.str("payee")}][0] += share.num("amount");
      }
    }
    const auto add = [&](const Json& fact) {
      const std::string& payee = fact.str("payee");
      const std::string role = is_id(payee) ? "seller" : "business";
      auto& row = sums[{fact.str_or("role", role), payee}];
      const std::int64_t amount = fact.num("amount");
      if (fact.str("kind") != "reverse") row[1] += amount;
      row[2] += amount;
    };
    if (master_) {
      claim::each_fact(state(), "claim", proof_.claim, add);
    } else {
      for (const Json& fact : record.list("facts")) add(fact);
    }
    Json out = Json::array();
    for (const auto& [key, row] : sums) {
      out.push(Json::object({{"payee", key.second},
                             {"role", key.first},
                             {"share", row[0]},
                             {"earned", row[1]},
                             {"outstanding", row[2]}}));
    }
    return out;
  }

  std::vector<std::string> proven(bool vested) const {
    std::vector<std::string> out = {
        "the root key appointed the sequencer that signed the entry",
        "the records stand in the entry's tree, by SHA-1 and by SHA-256",
        "the operations named here (" + std::to_string(rows_.items().size()) +
            ") are in change sets that replicas of the roster signed"};
    if (plan_signed_) out.push_back("the plan's version is what its signed operation says");
    out.push_back(recheck_.everything
                      ? "pool, stages and shares follow from the plan and the sale, to the cent"
                      : "the shares follow from the pool by the recorded weights, to the cent");
    out.push_back(vested ? "what was posted as earned is what the shares say"
                         : "nothing is posted: the claim has not vested");
    return out;
  }

  std::vector<std::string> on_trust() const {
    std::vector<std::string> out = {
        "that no other touch, fact or later entry exists, and the verdicts and dates",
        "reversals, reserve and settlement as posted"};
    if (!recheck_.everything) out.push_back("the pool and the weights: " + recheck_.why_not);
    if (!elsewhere_.items().empty())
      out.push_back("what other scopes signed of it (" + std::to_string(elsewhere_.items().size()) +
                    ")");
    if (!master_) out.push_back("what the other parties did, under their pseudonyms");
    out.push_back("a signature is a site's; who acted there stands on the site's word");
    return out;
  }

  void describe(const Json& record) {
    const bool vested = master_ ? record.at("vest").has("at") : record.has("vested");
    out_ = Json::object({{"verified", true},
                         {"claim", proof_.claim},
                         {"part", master_ ? "whole" : "own"},
                         {"ledger", head_.ledger},
                         {"name", roster_.genesis.name},
                         {"clock", roster_.genesis.clock},
                         {"scope", head_.scope},
                         {"entry", head_.index},
                         {"oid", make_object(ObjectType::kCommit, proof_.entry).oid.text()},
                         {"time", format_instant(head_.time)},
                         {"term", head_.term},
                         {"record", record},
                         {"payees", payees(record)},
                         {"operations", rows_},
                         {"timers", timers_},
                         {"elsewhere", elsewhere_},
                         {"recomputed", recheck_.everything ? "everything" : "division"},
                         {"proven", Json::strings(proven(vested))},
                         {"on_hq_signature", Json::strings(on_trust())}});
  }

  const Proof& proof_;
  const ProofState state_;
  Roster roster_;
  SignedCommit commit_;
  EntryHead head_;
  bool master_ = false;
  bool plan_signed_ = false;
  std::map<std::string, Proven> operations_;
  claim::Recheck recheck_;
  Json rows_ = Json::array();
  Json timers_ = Json::array();
  Json elsewhere_ = Json::array();
  Json out_;
};

}  // namespace

Json check_proof(const Proof& proof, const std::string& trust) {
  try {
    return Checker(proof, trust).report();
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust || error.fault() == Fault::kBug) throw;
    // Malformed data under a good signature, or in the place of it: neither proves anything.
    throw Error(Fault::kTrust, "bad_proof",
                std::string("this proof does not hold: ") + error.what(),
                "keep the file as evidence");
  }
}

}  // namespace kontor
