// SPDX-License-Identifier: Apache-2.0
#include "lib/dispute/operations.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/base/bounds.h"
#include "lib/base/id.h"
#include "lib/base/money.h"
#include "lib/claim/record.h"
#include "lib/dispute/record.h"
#include "lib/scope/record.h"

namespace kontor::dispute {
namespace {

Cause cause_of(const Operation& operation, const Context& context) {
  return {operation.id.text(), context.ledger,    &operation,   context.scope,
          context.time,        context.rule_time, context.index};
}

// Business of a payee: itself, or the seller's employer; empty when there is no such payee.
std::string partner_of(const State& state, const std::string& payee, std::string_view role) {
  if (role == "business") return state.has("partner", payee) ? payee : std::string();
  const Record seller = state.get("seller", payee);
  return seller ? seller->str("partner") : std::string();
}

struct Doubt {
  std::string payee;
  std::string role;
  std::string partner;  // empty: nobody
};

Doubt doubt_of(const State& state, const Operation& operation, const Context& context) {
  const std::string own = scope::partner_of(state, context.scope);
  Doubt out;
  out.payee = operation.payload.str_or("payee", own);
  out.role = state.has("seller", out.payee) ? "seller" : "business";
  out.partner = partner_of(state, out.payee, out.role);
  return out;
}

bool is_open(const State& state, const std::string& claim, const std::string& but_for,
             const std::function<bool(const Json&)>& concerns) {
  for (const std::string& id : state.find("dispute", "claim", claim)) {
    const Record record = state.get("dispute", id);
    if (id != but_for && record->str("state") == "open" && concerns(*record)) return true;
  }
  return false;
}

void mark(Overlay& state, const std::string& id, const std::string& partner, bool disputed,
          const Cause& cause) {
  Json claim = *state.get("claim", id);
  Json list = Json::array();
  for (const Json& other : claim.list("disputed")) {
    if (other.string() != partner) list.push(other);
  }
  if (disputed) list.push(partner);
  if (list.items().empty()) {
    claim.erase("disputed");
  } else {
    claim.set("disputed", std::move(list));
  }
  claim.set("state", claim::state_of(state, claim));
  touch_derived(claim, cause);
  state.put("claim", id, std::move(claim));
}

// After a dispute has ended: whether another of the same business stays open.
void settle_mark(Overlay& state, const std::string& ended, const std::string& claim,
                 const std::string& partner, const Cause& cause) {
  const bool still = is_open(state, claim, ended,
                             [&](const Json& other) { return other.str("partner") == partner; });
  mark(state, claim, partner, still, cause);
}

Outcome check_stage(const State& state, const Json& claim, const std::string& stage) {
  const std::vector<std::string> known = stages_of(state, claim);
  const bool found = std::find(known.begin(), known.end(), stage) != known.end();
  return found ? accept() : reject("stage_unknown", unknown_stage(stage, known));
}

using Key = std::tuple<std::string, std::string, std::string>;  // payee, role, stage

// Sums of claims, accounts and statements stay integers of the ledger only if their parts are
// small.
bool is_beyond(std::int64_t amount) { return amount > kMostMinor || amount < -kMostMinor; }

Outcome above_bound(const std::string& payee, const std::string& stage) {
  return reject("above_bound",
                payee + " " + stage + ", " + std::to_string(kMostMinor) + " minor units at most");
}

// What would stand after the adjustments; a debit of a share could not be reversed any more.
Outcome check_sums(const State& state, const Json& claim, const Json& adjustments) {
  std::map<Key, std::int64_t> sums;
  for (const claim::Part& part : claim::outstanding(state, claim.str("id"))) {
    sums[{part.payee, part.role, part.stage}] = part.amount;
  }
  for (const Json& row : adjustments.items()) {
    std::int64_t& sum = sums[{row.str("payee"), row.str("role"), row.str("stage")}];
    sum = checked_add(sum, row.num("amount"));
  }
  for (const auto& [key, sum] : sums) {
    if (sum < 0) return reject("below_zero", std::get<0>(key) + " " + std::get<2>(key));
    if (is_beyond(sum)) return above_bound(std::get<0>(key), std::get<2>(key));
  }
  return accept();
}

Outcome check_adjustments(const State& state, const Json& claim, const Json& adjustments) {
  if (claim.has("ended")) return reject("claim_ended", claim.str("ended"));
  if (!claim.at("vest").has("at")) return reject("claim_provisional", claim.str("id"));
  for (const Json& row : adjustments.items()) {
    if (partner_of(state, row.str("payee"), row.str("role")).empty()) {
      return reject("payee_unknown", row.str("payee"));
    }
    if (Outcome stage = check_stage(state, claim, row.str("stage")); !stage.accepted()) {
      return stage;
    }
    if (is_beyond(row.num("amount"))) return above_bound(row.str("payee"), row.str("stage"));
  }
  return check_sums(state, claim, adjustments);
}

void adjust(Overlay& state, const std::string& id, const std::string& dispute, const Json& row,
            const Cause& cause) {
  const Json claim = *state.get("claim", id);
  const std::string partner = partner_of(state, row.str("payee"), row.str("role"));
  claim::open_account(state, claim.str("order"), row.str("payee"), row.str("role"), partner,
                      claim.str("currency"), cause);
  claim::post(state, "claim", id,
              Json::object({{"kind", "adjust"},
                            {"payee", row.str("payee")},
                            {"role", row.str("role")},
                            {"partner", partner},
                            {"stage", row.str("stage")},
                            {"amount", row.num("amount")},
                            {"date", format_date(cause.rule_time.date())},
                            {"record", "dispute/" + dispute},
                            {"because", cause.id}}),
              cause);
  claim::reopen_credited(state, claim, cause);
}

}  // namespace

Outcome check_add(const State& state, const Operation& operation, const Context& context) {
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const std::string& id = operation.payload.str("claim");
  const Record claim = state.get("claim", id);
  if (!claim || !claim->has("plan")) return reject("claim_unknown", id);
  const Doubt doubt = doubt_of(state, operation, context);
  if (doubt.partner.empty()) return reject("payee_unknown", doubt.payee);
  const bool own = doubt.partner == scope::partner_of(state, context.scope);
  if (!own && context.scope != scope::kHq) return reject("not_your_payee", doubt.payee);
  const std::string stage = operation.payload.str_or("stage");
  if (!stage.empty()) {
    if (Outcome known = check_stage(state, *claim, stage); !known.accepted()) return known;
  }
  const bool twice = is_open(state, id, "", [&](const Json& record) {
    return record.str("payee") == doubt.payee && record.str_or("stage") == stage;
  });
  return twice ? reject("already_disputed", id) : accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  const Doubt doubt = doubt_of(state, operation, context);
  Json record = new_record("dispute", operation, context, operation.payload);
  record.set("payee", doubt.payee);
  record.set("role", doubt.role);
  record.set("partner", doubt.partner);
  record.set("state", "open");
  state.put("dispute", operation.on, std::move(record));
  mark(state, operation.payload.str("claim"), doubt.partner, true, cause_of(operation, context));
}

Outcome check_answer(const State& state, const Operation& operation, const Context&) {
  const Record dispute = state.get("dispute", operation.on);
  if (dispute->str("state") != "open") return reject("wrong_state", dispute->str("state"));
  const Json* adjustments = operation.payload.find("adjustments");
  if (!adjustments || adjustments->items().empty()) return accept();
  if (operation.payload.str("decision") != "upheld") {
    return reject("adjusts_dismissed", operation.on);
  }
  return check_adjustments(state, *state.get("claim", dispute->str("claim")), *adjustments);
}

void apply_answer(Overlay& state, const Operation& operation, const Context& context) {
  const Cause cause = cause_of(operation, context);
  Json record = *state.get("dispute", operation.on);
  const std::string claim = record.str("claim");
  const std::string partner = record.str("partner");
  Json own = Json::array();
  for (const Json& row : operation.payload.list("adjustments")) {
    adjust(state, claim, operation.on, row, cause);
    if (partner_of(state, row.str("payee"), row.str("role")) == partner) own.push(row);
  }
  record.set("state", operation.payload.str("decision"));
  record.set("decision", operation.payload.str("decision"));
  record.set("decided", format_date(context.rule_time.date()));
  if (const Json* answer = operation.payload.find("answer")) record.set("answer", *answer);
  if (!own.items().empty()) record.set("adjustments", std::move(own));
  touch_record(record, operation, context);
  state.put("dispute", operation.on, std::move(record));
  settle_mark(state, operation.on, claim, partner, cause);
}

Outcome check_close(const State& state, const Operation& operation, const Context& context) {
  const Record dispute = state.get("dispute", operation.on);
  const std::string& stands = dispute->str("state");
  if (stands == "closed") return reject("wrong_state", stands);
  if (context.scope != scope::kHq) {
    const bool own = dispute->str("partner") == scope::partner_of(state, context.scope);
    return own ? accept() : reject("not_your_payee", dispute->str("payee"));
  }
  // Whoever owes the answer does not end the question.
  const bool by_letter = dispute->str("scope") == scope::kHq;
  return stands == "open" && !by_letter ? reject("not_answered", operation.on) : accept();
}

void apply_close(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("dispute", operation.on);
  const bool open = record.str("state") == "open";
  const std::string claim = record.str("claim");
  const std::string partner = record.str("partner");
  record.set("state", "closed");
  record.set("closed", format_date(context.rule_time.date()));
  if (const Json* remark = operation.payload.find("remark")) record.set("remark", *remark);
  touch_record(record, operation, context);
  state.put("dispute", operation.on, std::move(record));
  if (open) settle_mark(state, operation.on, claim, partner, cause_of(operation, context));
}

}  // namespace kontor::dispute
