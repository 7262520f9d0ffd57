// SPDX-License-Identifier: Apache-2.0
// From the records of a claim's proof down to the cents: what the claim says of its operations, and
// what follows from plan and sale.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "lib/audit/proof_sale.h"
#include "lib/audit/proof_trust.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/recheck.h"
#include "lib/claim/record.h"

namespace kontor {
namespace {

class ClaimChecker {
 public:
  ClaimChecker(const Proof& proof, const ProofTrust& trust) : proof_(proof), trust_(trust) {}

  Json report() {
    const Record record = state().get(master() ? "claim" : "earning", proof_.claim);
    sale_on_trust_ = check_sale(trust_, *record);
    if (record->has("plan"))
      plan_signed_ = trust_.plan_is_signed(record->str("plan"), record->num("plan_version"));
    recheck();
    adjustments(*record);
    return describe(*record);
  }

 private:
  const State& state() const { return trust_.state(); }
  bool master() const { return trust_.master(); }

  void recheck() {
    recheck_ = master() ? claim::recheck_claim(state(), proof_.claim)
                        : claim::recheck_earning(state(), proof_.claim);
    if (!recheck_.wrong.empty())
      proof_fails("recomputation_differs", "claim " + proof_.claim + ": " + recheck_.wrong.front());
  }

  // Does the signed answer to a dispute, or the signed amendment of this claim, say so?
  bool is_signed(const Json& fact, const Operation& operation) const {
    const std::vector<std::string> cause = split(fact.str_or("record"), '/');
    if (cause.size() != 2 || cause[0] != "dispute") {
      const bool amends = operation.kind == "claim.split" || operation.kind == "claim.decide";
      return amends && operation.on == proof_.claim;
    }
    const Record dispute = state().get("dispute", cause[1]);
    const ProvenOperation* raised =
        dispute ? trust_.operation(dispute->at("created").str_or("op")) : nullptr;
    const bool about = raised && raised->operation.on == cause[1] &&
                       raised->operation.payload.str_or("claim") == proof_.claim;
    if (!about || operation.kind != "dispute.answer" || operation.on != cause[1]) return false;
    const Json::Array& rows = operation.payload.list("adjustments");
    return std::any_of(rows.begin(), rows.end(), [&](const Json& row) {
      for (const char* key : {"payee", "role", "stage", "amount"}) {
        if (row.at(key) != fact.at(key)) return false;
      }
      return true;
    });
  }

  // What was adjusted after it was earned, and the operation that says so.
  void adjustments(const Json& record) {
    const auto add = [&](const Json& fact) {
      if (fact.str("kind") != "adjust") return;
      const std::string op = fact.str_or("because");
      const ProvenOperation* found = trust_.operation(op);
      if (master() && !(found && is_signed(fact, found->operation))) {
        proof_fails("adjustment_differs", "adjustment " + std::to_string(fact.num("n")) +
                                              " of claim " + proof_.claim +
                                              " is not what operation " + op + " says");
      }
      const std::string& payee = fact.str("payee");
      Json row = Json::object({{"payee", payee},
                               {"role", fact.str_or("role", role_of(payee))},
                               {"amount", fact.num("amount")},
                               {"date", fact.str("date")}});
      if (const Json* stage = fact.find("stage")) row.set("stage", *stage);
      if (!op.empty()) row.set("op", op);
      if (found) row.set("kind", found->operation.kind);
      adjustments_.push(std::move(row));
    };
    each_fact(record, add);
  }

  // A scope's earning names no role: a seller goes by an id, a business by a name.
  static std::string role_of(const std::string& payee) {
    return is_id(payee) ? "seller" : "business";
  }

  void each_fact(const Json& record, const std::function<void(const Json&)>& visit) const {
    if (master()) return claim::each_fact(state(), "claim", proof_.claim, visit);
    for (const Json& fact : record.list("facts")) visit(fact);
  }

  Json payees(const Json& record) const {
    std::map<std::pair<std::string, std::string>, std::array<std::int64_t, 4>> sums;
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : record.list(list)) {
        if (!master() && !share.flag_or("own", false)) continue;
        sums[{share.str("role"), share.str("payee")}][0] += share.num("amount");
      }
    }
    const auto add = [&](const Json& fact) {
      const std::string& payee = fact.str("payee");
      auto& row = sums[{fact.str_or("role", role_of(payee)), payee}];
      const std::string& kind = fact.str("kind");
      if (kind == "earn") row[1] += fact.num("amount");
      if (kind == "adjust") row[2] += fact.num("amount");
      row[3] += fact.num("amount");
    };
    each_fact(record, add);
    Json out = Json::array();
    for (const auto& [key, row] : sums) {
      out.push(Json::object({{"payee", key.second},
                             {"role", key.first},
                             {"share", row[0]},
                             {"earned", row[1]},
                             {"adjusted", row[2]},
                             {"outstanding", row[3]}}));
    }
    return out;
  }

  std::vector<std::string> proven(bool vested) const {
    std::vector<std::string> out = trust_.proven();
    if (plan_signed_) out.push_back("the plan's version is what its signed operation says");
    out.push_back("touches and sale are what the signed operations say, but for what is on trust");
    out.push_back(recheck_.everything
                      ? "pool, stages and shares follow from the plan and the sale, to the cent"
                      : "the shares follow from the pool by the recorded weights, to the cent");
    out.push_back(vested ? "what was posted as earned is what the shares say"
                         : "nothing is posted: the claim has not vested");
    if (master() && !adjustments_.items().empty())
      out.push_back("each adjustment is what the signed operation that it names says");
    return out;
  }

  std::vector<std::string> on_trust() const {
    std::vector<std::string> out = {
        "that no other touch, fact or later entry exists, and the verdicts and dates",
        "reversals, reserve and settlement as posted"};
    out.insert(out.end(), sale_on_trust_.begin(), sale_on_trust_.end());
    if (!recheck_.everything) out.push_back("the pool and the weights: " + recheck_.why_not);
    if (trust_.elsewhere() > 0)
      out.push_back("what other scopes signed of it (" + std::to_string(trust_.elsewhere()) + ")");
    if (!master() && !adjustments_.items().empty())
      out.push_back("the adjustments, as posted: HQ signed the operations that they name");
    if (!master()) out.push_back("what the other parties did, under their pseudonyms");
    out.push_back("a signature is a site's; who acted there stands on the site's word");
    return out;
  }

  Json describe(const Json& record) const {
    const bool vested = master() ? record.at("vest").has("at") : record.has("vested");
    Json out = trust_.report();
    out.set("claim", proof_.claim);
    out.set("record", record);
    out.set("payees", payees(record));
    out.set("adjustments", adjustments_);
    out.set("recomputed", recheck_.everything ? "everything" : "division");
    out.set("proven", Json::strings(proven(vested)));
    out.set("on_hq_signature", Json::strings(on_trust()));
    return out;
  }

  const Proof& proof_;
  const ProofTrust& trust_;
  bool plan_signed_ = false;
  std::vector<std::string> sale_on_trust_;
  claim::Recheck recheck_;
  Json adjustments_ = Json::array();
};

Json checked(const Proof& proof, const std::string& root) {
  ProofTrust trust(proof, root);
  if (!proof.book.empty()) return check_book(proof, trust);
  const bool known = trust.state().has(trust.master() ? "claim" : "earning", proof.claim);
  if (!known) proof_fails("bad_proof", "the proof holds no record of claim " + proof.claim);
  trust.rest_on(trust.master() ? claim::sources(trust.state(), proof.claim)
                               : claim::earning_sources(trust.state(), proof.claim));
  return ClaimChecker(proof, trust).report();
}

}  // namespace

Json check_proof(const Proof& proof, const std::string& trust) {
  try {
    return checked(proof, trust);
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust || error.fault() == Fault::kBug) throw;
    // Malformed data under a good signature, or in the place of it: neither proves anything.
    throw Error(Fault::kTrust, "bad_proof",
                std::string("this proof does not hold: ") + error.what(),
                "keep the file as evidence");
  }
}

Json check_made_proof(const Proof& proof, const std::string& trust, const std::string& hint) {
  try {
    return check_proof(proof, trust);
  } catch (const Error& error) {
    if (error.fault() != Fault::kTrust) throw;
    throw Error(Fault::kTrust, error.code(),
                std::string("no proof was made, it would not hold: ") + error.what(), hint);
  }
}

}  // namespace kontor
