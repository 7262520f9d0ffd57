// SPDX-License-Identifier: Apache-2.0
// What the records of a proof stand on: root -> roster -> sequencer -> entry -> tree, and the
// signed operations that they name. Each step takes its input from the one before.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/audit/proof.h"
#include "lib/audit/proof_state.h"
#include "lib/change/operation.h"
#include "lib/claim/sources.h"

namespace kontor {

[[noreturn]] void proof_fails(const char* code, const std::string& message);  // Error(kTrust)

struct ProvenOperation {
  Operation operation;
  ChangeSetHead head;
  std::string set;
};

class ProofTrust {
 public:
  // Checks roster, entry and tree. The proof must outlive it.
  ProofTrust(const Proof& proof, const std::string& trust);

  const State& state() const { return state_.records(); }
  bool master() const { return head_.scope == "hq"; }

  // Every operation that the sources name is in a set, every set holds one; of a scope's ledger the
  // operations of other scopes' replicas are elsewhere.
  void rest_on(const std::vector<claim::Source>& sources);
  // Of those; nullptr: none.
  const ProvenOperation* operation(const std::string& id) const;
  // Those that the sources name; the other operations of their sets may have been rejected.
  const std::vector<const ProvenOperation*>& named() const { return named_; }
  std::size_t operations() const { return named_.size(); }
  std::size_t elsewhere() const { return elsewhere_.items().size(); }

  // The version of the plan is what its operation signed. False: the operation is not here.
  bool plan_is_signed(const std::string& plan, std::int64_t version) const;

  // The members of a report that say where it stands, and the operations.
  Json report() const;
  // What holds of every proof: sentences.
  std::vector<std::string> proven() const;

 private:
  void check_roster(const std::string& trust);
  // Of the scope, as its ledger's roster lists them.
  std::set<std::string> own_replicas() const;
  void add_operation(const ProvenOperation& found, const std::set<std::string>& reasons);

  const Proof& proof_;
  const ProofState state_;
  Roster roster_;
  SignedCommit commit_;
  EntryHead head_;
  std::map<std::string, ProvenOperation> operations_;
  std::vector<const ProvenOperation*> named_;
  Json rows_ = Json::array();
  Json timers_ = Json::array();
  Json elsewhere_ = Json::array();
};

// proof_book.cpp: the report of a book's proof; error as check_proof.
Json check_book(const Proof& proof, ProofTrust& trust);

}  // namespace kontor
