// SPDX-License-Identifier: Apache-2.0
// A claim that has vested is amended by facts: the difference between what the shares are now and
// what was earned before. What was earned stays written.
#include "lib/claim/operations.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/claim/book_walk.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

constexpr Field kReason{
    .name = "reason", .type = Type::kWord, .need = Need::kRequired, .doc = "why, for the payees"};
constexpr Field kDecideFields[] = {
    {.name = "record",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "the late touch, as the claim's review names it"},
    {.name = "evidence", .type = Type::kWord, .need = Need::kRequired, .doc = "of that touch"},
    {.name = "decision",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "include|exclude",
     .doc = "whether it counts"},
    kReason,
};
constexpr Field kSplitFields[] = {
    {.name = "stage", .type = Type::kSlug, .need = Need::kRequired, .doc = "stage of the plan"},
    {.name = "weights",
     .type = Type::kInt,
     .need = Need::kRequired,
     .many = Many::kMap,
     .doc = "partner: weight",
     .max = 1000000},
    kReason,
};

Cause cause_of(const Operation& operation, const Context& context) {
  return {operation.id.text(), context.ledger,    &operation,   context.scope,
          context.time,        context.rule_time, context.index};
}

Outcome check_open(const State& state, const std::string& id) {
  const Record claim = state.get("claim", id);
  if (claim->has("continues") || !claim->has("plan")) return reject("claim_ended", id);
  if (claim->has("ended")) return reject("claim_ended", claim->str("ended"));
  for (const Json& row : claim->list("returns")) {
    // What was reversed was reversed by its facts: to share it anew would pay it again.
    if (row.num("amount") != 0 && !row.has("restored")) return reject("claim_reversed", id);
  }
  return accept();
}

const Json* review_row(const Json& claim, const Json& payload) {
  for (const Json& row : claim.list("review")) {
    const bool same = row.str("record") == payload.str("record") &&
                      row.str("evidence") == payload.str("evidence");
    if (same) return &row;
  }
  return nullptr;
}

std::optional<commission::Touch> find_touch(const State& state, const Json& claim,
                                            const Json& payload) {
  const Record order = state.get("order", claim.str("order"));
  const auto plan = plan_of(state, claim);
  if (!order || !plan) return std::nullopt;
  for (commission::Touch& touch : gather(state, *order, *plan)) {
    const bool same =
        touch.record == payload.str("record") && touch.evidence == payload.str("evidence");
    if (same) return std::move(touch);
  }
  return std::nullopt;
}

using Key = std::tuple<std::string, std::string, std::string>;  // stage, payee, role
struct Due {
  std::int64_t amount = 0;
  std::string partner;
};

// What each payee is due by the claim's shares; what a dispute was answered with stands beside
// them.
std::map<Key, Due> due_of(const State& state, const Json& claim) {
  std::map<Key, Due> out;
  const auto add = [&](const Json& row) {
    Due& due = out[{row.str("stage"), row.str("payee"), row.str("role")}];
    due.amount = checked_add(due.amount, row.num("amount"));
    due.partner = row.str("partner");
  };
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : claim.list(list)) add(share);
  }
  each_fact(state, "claim", claim.str("id"), [&](const Json& fact) {
    const bool answered = fact.str_or("record").starts_with("dispute/");
    if (fact.str("kind") == "adjust" && answered) add(fact);
  });
  return out;
}

void post_difference(Overlay& state, const Json& claim, Date date, const Cause& cause) {
  std::map<Key, Due> missing = due_of(state, claim);
  for (const Part& part : outstanding(state, claim.str("id"))) {
    Due& due = missing[{part.stage, part.payee, part.role}];
    due.amount -= part.amount;
    due.partner = part.partner;
  }
  for (const auto& [key, due] : missing) {
    const auto& [stage, payee, role] = key;
    if (due.amount == 0) continue;
    open_account(state, claim.str("order"), payee, role, due.partner, claim.str("currency"), cause);
    post(state, "claim", claim.str("id"),
         Json::object({{"kind", "adjust"},
                       {"payee", payee},
                       {"role", role},
                       {"partner", due.partner},
                       {"stage", stage},
                       {"amount", due.amount},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
  }
}

// What statements knew of the sale, of which a part is somebody else's now: who holds a book
// against what its last run knew needs it.
void keep_stated(Overlay& state, const Json& before, const Json& after, const Cause& cause) {
  const std::string& item = before.str("item");
  for (const std::string& id : state.find("account", "order", before.str("order"))) {
    Json account = *state.get("account", id);
    const std::string& payee = account.str("payee");
    const Credited then = credited_to(before, payee, account.str("role"));
    const Credited now = credited_to(after, payee, account.str("role"));
    const bool same = then.value == now.value && then.units == now.units;
    if (same || !account.has("stated")) continue;
    Json& stated = account["stated"];
    if (stated.has("value") && stated.at("value").has(item)) continue;
    stated["value"].set(item, then.value);
    stated["units"].set(item, then.units);
    touch_derived(account, cause);
    state.put("account", id, std::move(account));
  }
}

Json changed(const State& state, const Json& claim, const commission::Sale& sale) {
  Json out = claim;
  put_sale(out, sale);
  recompute(state, out);
  return out;
}

// A debit of a share could not be reversed any more: whoever takes a share below what a dispute
// took of it answers that dispute anew first.
Outcome check_due(const State& state, const Json& claim, const commission::Sale& sale) {
  if (!claim.at("vest").has("at")) return accept();
  for (const auto& [key, due] : due_of(state, changed(state, claim, sale))) {
    if (due.amount >= 0) continue;
    return reject("share_below_zero", std::get<0>(key) + " " + std::get<1>(key) + " " +
                                          format_amount(due.amount, claim.str("currency")));
  }
  return accept();
}

// Computes the claim from the changed sale; money moves only once it has vested.
void amend(Overlay& state, const Json& before, const commission::Sale& sale, const Cause& cause) {
  const std::string id = before.str("id");
  Json claim = changed(state, before, sale);
  Json because = Json(claim.list("because"));
  because.push(cause.id);
  claim.set("because", std::move(because));
  touch_derived(claim, cause);
  state.put("claim", id, claim);
  if (!claim.at("vest").has("at")) return;
  keep_stated(state, before, claim, cause);
  post_difference(state, claim, cause.rule_time.date(), cause);
  reopen_credited(state, before, cause);
  reopen_credited(state, claim, cause);
  open_credited(state, claim, *plan_of(state, claim), cause);
  claim = *state.get("claim", id);
  claim.set("state", state_of(state, claim));
  state.put("claim", id, std::move(claim));
}

// The sale with the touch that stands for review; nothing: the record is no touch any more.
std::optional<commission::Sale> included(const State& state, const Json& claim,
                                         const Json& payload) {
  std::optional<commission::Touch> touch = find_touch(state, claim, payload);
  if (!touch) return std::nullopt;
  commission::Sale sale = sale_of(claim);
  sale.touches.push_back(std::move(*touch));
  return sale;
}

commission::Sale shared_by_hand(const Json& claim, const Json& payload) {
  commission::Sale sale = sale_of(claim);
  auto& weights = sale.manual[payload.str("stage")];
  weights.clear();
  for (const auto& [partner, weight] : payload.map("weights")) weights[partner] = weight.integer();
  return sale;
}

}  // namespace

constinit const Form decide_form{"claim.decide", kDecideFields};
constinit const Form split_form{"claim.split", kSplitFields};

Outcome check_decide(const State& state, const Operation& operation, const Context&) {
  Outcome outcome = check_open(state, operation.on);
  if (!outcome.accepted()) return outcome;
  const Record claim = state.get("claim", operation.on);
  const Json* row = review_row(*claim, operation.payload);
  if (!row) return reject("not_in_review", operation.payload.str("record"));
  if (row->has("decided")) return reject("already_decided", row->str("decided"));
  if (operation.payload.str("decision") != "include") return accept();
  const auto sale = included(state, *claim, operation.payload);
  return sale ? check_due(state, *claim, *sale)
              : reject("record_unknown", operation.payload.str("record"));
}

void apply_decide(Overlay& state, const Operation& operation, const Context& context) {
  const Cause cause = cause_of(operation, context);
  const Json& payload = operation.payload;
  Json claim = *state.get("claim", operation.on);
  for (Json& row : claim["review"].items()) {
    const bool same = row.str("record") == payload.str("record") &&
                      row.str("evidence") == payload.str("evidence");
    if (same) row.set("decided", payload.str("decision"));
  }
  if (payload.str("decision") != "include") {
    touch_derived(claim, cause);
    return state.put("claim", operation.on, std::move(claim));
  }
  amend(state, claim, *included(state, claim, payload), cause);
}

Outcome check_split(const State& state, const Operation& operation, const Context&) {
  Outcome outcome = check_open(state, operation.on);
  if (!outcome.accepted()) return outcome;
  const Record claim = state.get("claim", operation.on);
  const auto plan = plan_of(state, *claim);
  const std::string& stage = operation.payload.str("stage");
  if (!plan || !plan->stage(stage)) return reject("stage_unknown", stage);
  std::int64_t sum = 0;
  for (const auto& [partner, weight] : operation.payload.map("weights")) sum += weight.integer();
  if (sum <= 0) return reject("weights_empty", stage);
  return check_due(state, *claim, shared_by_hand(*claim, operation.payload));
}

void apply_split(Overlay& state, const Operation& operation, const Context& context) {
  const Json claim = *state.get("claim", operation.on);
  amend(state, claim, shared_by_hand(claim, operation.payload), cause_of(operation, context));
}

}  // namespace kontor::claim
