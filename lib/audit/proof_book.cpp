// SPDX-License-Identifier: Apache-2.0
// From the records of a book's proof to its lines: the postings are those of signed runs, and what
// they come to follows from the plan and the facts of the sales.
#include <set>

#include "lib/audit/proof_trust.h"
#include "lib/base/text.h"
#include "lib/claim/recheck.h"
#include "lib/claim/record.h"

namespace kontor {
namespace {

class BookChecker {
 public:
  BookChecker(const Proof& proof, ProofTrust& trust)
      : proof_(proof),
        trust_(trust),
        kind_(trust.master() ? "book" : "book_card"),
        record_(trust.state().get(kind_, proof.book)) {}

  Json report() {
    if (!record_ || record_->has("continues"))
      proof_fails("bad_proof", "the proof holds no record of book " + proof_.book);
    trust_.rest_on(claim::book_sources(state(), proof_.book));
    check_records();
    check_plans();
    check_runs();
    recheck_ = claim::recheck_book(state(), proof_.book);
    if (!recheck_.wrong.empty())
      proof_fails("recomputation_differs", "book " + proof_.book + ": " + recheck_.wrong.front());
    return describe();
  }

 private:
  const State& state() const { return trust_.state(); }

  // Nothing is in it that the lines do not rest on.
  void check_records() const {
    const std::set<RecordKey> known = claim::book_records(state(), proof_.book);
    for (const auto& [path, text] : proof_.files) {
      const auto name = parse_state_path(path);
      if (name && !known.contains({name->kind, name->id}))
        proof_fails("bad_proof", "nothing rests on " + path);
    }
  }

  void check_plans() {
    std::set<std::int64_t> versions;
    claim::each_fact(state(), kind_, proof_.book, [&](const Json& fact) {
      if (fact.has("version")) versions.insert(fact.num("version"));
    });
    plans_signed_ = !versions.empty();
    for (const std::int64_t version : versions) {
      plans_signed_ = trust_.plan_is_signed(record_->str("plan"), version) && plans_signed_;
    }
  }

  // What a run posted is dated as the run that was signed says.
  void check_runs() const {
    if (!trust_.master()) return;
    claim::each_fact(state(), kind_, proof_.book, [&](const Json& fact) {
      const ProvenOperation* run = trust_.operation(fact.str("because"));
      const bool same = run && run->operation.kind == "settlement.run" &&
                        run->operation.payload.str_or("until") == fact.str("date");
      if (!same) {
        proof_fails("run_differs", "fact " + std::to_string(fact.num("n")) + " of book " +
                                       proof_.book + " is not of the run " + fact.str("because"));
      }
    });
  }

  static Json line_row(const claim::LinePair& pair) {
    const bool posted = pair.posted.has_value();
    const commission::Span& span = posted ? pair.posted->span : pair.reckoned->span;
    const std::string& seller = posted ? pair.posted->seller : pair.reckoned->seller;
    Json out = Json::object(
        {{"line", posted ? pair.posted->kind : std::string(line_word(pair.reckoned->kind))},
         {"rule", posted ? pair.posted->rule : pair.reckoned->rule},
         {"from", format_date(span.first)},
         {"to", format_date(span.last)},
         {"reckoned", pair.reckoned_minor()},
         {"posted", pair.posted_minor()}});
    if (!seller.empty()) out.set("seller", seller);
    if (pair.reckoned) {
      out.set("version", pair.reckoned->version);
      out.set("attainment", pair.reckoned->attainment);
      if (pair.reckoned->band > 0) out.set("band", pair.reckoned->band);
    }
    return out;
  }

  std::vector<std::string> proven() const {
    std::vector<std::string> out = trust_.proven();
    if (plans_signed_) out.push_back("the plan's versions are what their signed operations say");
    if (trust_.master())
      out.push_back("each posting is dated as the signed run that it names says");
    if (recheck_.everything) {
      out.push_back("the lines follow from the plan and the facts of the sales (" +
                    std::to_string(recheck_.entries) + "), to the cent");
    }
    return out;
  }

  std::vector<std::string> on_trust() const {
    std::vector<std::string> out = {
        "that no other sale counts and no later entry exists",
        "the facts of the sales: how each came about is proven by the proof of its claim",
        "what was settled, as posted"};
    if (!recheck_.everything) out.push_back("the lines: " + recheck_.why_not);
    if (recheck_.late)
      out.push_back("facts that came after the run are not in the lines: the next run posts them");
    if (trust_.elsewhere() > 0)
      out.push_back("the operation that HQ applied the plan with, and its runs");
    if (!trust_.master() && recheck_.everything && !recheck_.unsure.empty())
      out.push_back("what this scope is not told: " + join(recheck_.unsure, "; "));
    out.push_back("a signature is a site's; who acted there stands on the site's word");
    return out;
  }

  Json describe() const {
    Json lines = Json::array();
    std::int64_t reckoned = 0;
    std::int64_t given = 0;
    std::int64_t posted = 0;
    for (const claim::LinePair& pair : recheck_.lines) {
      if (pair.reckoned_minor() == 0 && !pair.posted) continue;
      lines.push(line_row(pair));
      reckoned = checked_add(reckoned, pair.reckoned_minor());
      posted = checked_add(posted, pair.posted_minor());
      if (pair.posted) given = checked_add(given, pair.posted->given);
    }
    Json out = trust_.report();
    out.set("book", proof_.book);
    out.set("record", *record_);
    out.set("lines", std::move(lines));
    out.set("payees", Json::array({Json::object({{"payee", record_->str("payee")},
                                                 {"role", record_->str("role")},
                                                 {"share", reckoned},
                                                 {"earned", given},
                                                 {"outstanding", posted}})}));
    out.set("recomputed", recheck_.everything ? "everything" : "nothing");
    out.set("proven", Json::strings(proven()));
    out.set("on_hq_signature", Json::strings(on_trust()));
    return out;
  }

  const Proof& proof_;
  ProofTrust& trust_;
  const std::string kind_;
  const Record record_;
  bool plans_signed_ = false;
  claim::BookRecheck recheck_;
};

}  // namespace

Json check_book(const Proof& proof, ProofTrust& trust) {
  return BookChecker(proof, trust).report();
}

}  // namespace kontor
