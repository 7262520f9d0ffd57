// SPDX-License-Identifier: Apache-2.0
// HQ keeps a claim from being paid while it looks into it. No fact moves: what was earned stays
// earned, counts for tiers and caps, and is settled by the first run after it resumes.
#include "lib/claim/operations.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

constexpr Field kHoldFields[] = {
    {.name = "reason",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "why, for the payees, who are told"},
};
constexpr Field kResumeFields[] = {
    {.name = "reason", .type = Type::kWord, .doc = "what came of it, for the ledger"},
};

Outcome check_claim(const Json& claim) {
  if (claim.has("continues") || !claim.has("plan")) return reject("claim_ended", claim.str("id"));
  return accept();
}

}  // namespace

constinit const Form hold_form{"claim.hold", kHoldFields};
constinit const Form resume_form{"claim.resume", kResumeFields};

Outcome check_hold(const State& state, const Operation& operation, const Context&) {
  const Record claim = state.get("claim", operation.on);
  if (Outcome outcome = check_claim(*claim); !outcome.accepted()) return outcome;
  if (claim->has("ended")) return reject("claim_ended", claim->str("ended"));
  if (!claim->has("hold")) return accept();
  return reject("wrong_state", "held since " + claim->at("hold").str("since"));
}

void apply_hold(Overlay& state, const Operation& operation, const Context& context) {
  Json claim = *state.get("claim", operation.on);
  claim.set("hold", Json::object({{"reason", operation.payload.at("reason")},
                                  {"since", format_date(context.rule_time.date())},
                                  {"because", operation.id.text()}}));
  touch_record(claim, operation, context);
  state.put("claim", operation.on, std::move(claim));
}

Outcome check_resume(const State& state, const Operation& operation, const Context&) {
  const Record claim = state.get("claim", operation.on);
  return claim->has("hold") ? accept() : reject("wrong_state", "not held");
}

void apply_resume(Overlay& state, const Operation& operation, const Context& context) {
  Json claim = *state.get("claim", operation.on);
  claim.erase("hold");
  touch_record(claim, operation, context);
  state.put("claim", operation.on, std::move(claim));
}

}  // namespace kontor::claim
