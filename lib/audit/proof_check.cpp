// SPDX-License-Identifier: Apache-2.0
// From the records of a claim's proof down to the cents: what the claim says of its operations, and
// what follows from plan and sale.
#include <array>
#include <map>
#include <set>

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
    check_touches(*record);
    if (record->has("plan"))
      plan_signed_ = trust_.plan_is_signed(record->str("plan"), record->num("plan_version"));
    recheck();
    return describe(*record);
  }

 private:
  const State& state() const { return trust_.state(); }
  bool master() const { return trust_.master(); }

  // What the claim says of a touch is what its site signed.
  void check_touches(const Json& record) const {
    for (const Json& touch : record.list("touches")) {
      const std::vector<std::string> name = split(touch.str_or("record"), '/');
      if (name.size() != 2 || name[0] == "order") continue;
      const Record made = state().get(name[0], name[1]);
      const ProvenOperation* found =
          made ? trust_.operation(made->at("created").str_or("op")) : nullptr;
      if (!found) continue;
      const Operation& operation = found->operation;
      const auto wrong = [&](const std::string& what) {
        proof_fails("touch_differs", "touch " + touch.str("record") + ": " + what +
                                         " is not what operation " + operation.id.text() + " says");
      };
      if (operation.on != name[1]) wrong("the record");
      if (touch.has("seller") && operation.actor != touch.str("seller")) wrong("the seller");
      if (name[0] != "interaction") continue;
      if (operation.payload.num_or("minutes", 0) != touch.num_or("minutes", 0)) wrong("minutes");
      if (operation.payload.str_or("type") != touch.str("evidence")) wrong("the evidence");
    }
  }

  void recheck() {
    recheck_ = master() ? claim::recheck_claim(state(), proof_.claim)
                        : claim::recheck_earning(state(), proof_.claim);
    if (!recheck_.wrong.empty())
      proof_fails("recomputation_differs", "claim " + proof_.claim + ": " + recheck_.wrong.front());
  }

  Json payees(const Json& record) const {
    std::map<std::pair<std::string, std::string>, std::array<std::int64_t, 3>> sums;
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : record.list(list)) {
        if (!master() && !share.flag_or("own", false)) continue;
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
    if (master()) {
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
    std::vector<std::string> out = trust_.proven();
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
    if (trust_.elsewhere() > 0)
      out.push_back("what other scopes signed of it (" + std::to_string(trust_.elsewhere()) + ")");
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
    out.set("recomputed", recheck_.everything ? "everything" : "division");
    out.set("proven", Json::strings(proven(vested)));
    out.set("on_hq_signature", Json::strings(on_trust()));
    return out;
  }

  const Proof& proof_;
  const ProofTrust& trust_;
  bool plan_signed_ = false;
  claim::Recheck recheck_;
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

}  // namespace kontor
