// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/table.h"

#include "cmd/kontor/nouns.h"

namespace kontor::cli {

std::span<const CommandNoun> command_table() {
  static const CommandNoun table[] = {
      {"", "this site and this program", site_verbs()},
      {"claim", "what a sold item earns, and for whom", claim_verbs()},
      {"code", "what a seller hands to a customer, to go on elsewhere", code_verbs()},
      {"consent", "by what right a customer may be contacted", consent_verbs()},
      {"contract", "what a customer holds", contract_verbs()},
      {"credit", "what units count for their targets, which is no money", credit_verbs()},
      {"customer", "people and companies", customer_verbs()},
      {"dispute", "a payee's doubts about a claim, and the answers", dispute_verbs()},
      {"evidence", "legal proofs of an order", evidence_verbs()},
      {"hub", "the place where the histories meet", hub_verbs()},
      {"interaction", "the customer's timeline: visits, calls, consultations", interaction_verbs()},
      {"lead", "tips and the pool", lead_verbs()},
      {"offer", "what is sold", offer_verbs()},
      {"op", "the fate of what was done here", op_verbs()},
      {"order", "drafts, and what became of them", order_verbs()},
      {"outlet", "shops, call centres, web shops", outlet_verbs()},
      {"partner", "the businesses", partner_verbs()},
      {"plan", "commission plans", plan_verbs()},
      {"policy", "sector packs: steps, checks, evidence", policy_verbs()},
      {"replica", "installations and their keys", replica_verbs()},
      {"report", "figures from the records of this site", report_verbs()},
      {"return", "what came back", return_verbs()},
      {"scope", "who sees the same data", scope_verbs()},
      {"seller", "the people who sell", seller_verbs()},
      {"settlement", "what is paid for a period", settlement_verbs()},
      {"statement", "what a payee is told of a settlement", statement_verbs()},
      {"target", "what a unit is to reach in a period", target_verbs()},
  };
  return table;
}

const CommandNoun* find_command_noun(std::string_view name) {
  for (const CommandNoun& noun : command_table().subspan(1)) {
    if (noun.name == name) return &noun;
  }
  return nullptr;
}

const VerbRow* find_verb(const CommandNoun& noun, std::string_view verb) {
  for (const VerbRow& row : noun.verbs) {
    if (row.verb == verb) return &row;
  }
  return nullptr;
}

std::string command_name(const CommandNoun& noun, const VerbRow& verb, char separator) {
  if (noun.name.empty()) return std::string(verb.verb);
  return std::string(noun.name) + separator + std::string(verb.verb);
}

}  // namespace kontor::cli
