// SPDX-License-Identifier: Apache-2.0
// A claim that has vested is amended by facts: the difference between what the shares are now and
// what was earned before. What was earned stays written.
#include "lib/claim/operations.h"

#include <algorithm>
#include <map>
#include <tuple>

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

std::optional<Touch> find_touch(const State& state, const Json& claim, const Json& payload) {
  const Record order = state.get("order", claim.str("order"));
  const auto plan = plan_of(state, claim);
  if (!order || !plan) return std::nullopt;
  for (Touch& touch : gather(state, *order, *plan)) {
    const bool same =
        touch.record == payload.str("record") && touch.evidence == payload.str("evidence");
    if (same) return std::move(touch);
  }
  return std::nullopt;
}

using Key = std::tuple<std::string, std::string, std::string>;  // stage, payee, role

void post_difference(Overlay& state, const Json& claim, Date date, const Cause& cause) {
  std::map<Key, std::int64_t> missing;
  std::map<Key, std::string> partners;
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : claim.list(list)) {
      const Key key(share.str("stage"), share.str("payee"), share.str("role"));
      missing[key] += share.num("amount");
      partners[key] = share.str("partner");
    }
  }
  for (const Part& part : outstanding(state, claim.str("id"))) {
    const Key key(part.stage, part.payee, part.role);
    missing[key] -= part.amount;
    partners[key] = part.partner;
  }
  // What a dispute was answered with stands beside the shares.
  each_fact(state, "claim", claim.str("id"), [&](const Json& fact) {
    if (fact.str("kind") != "adjust" || !fact.str_or("record").starts_with("dispute/")) return;
    missing[{fact.str("stage"), fact.str("payee"), fact.str("role")}] += fact.num("amount");
  });
  for (const auto& [key, amount] : missing) {
    const auto& [stage, payee, role] = key;
    if (amount == 0) continue;
    open_account(state, claim.str("order"), payee, role, partners[key], claim.str("currency"),
                 cause);
    post(state, "claim", claim.str("id"),
         Json::object({{"kind", "adjust"},
                       {"payee", payee},
                       {"role", role},
                       {"partner", partners[key]},
                       {"stage", stage},
                       {"amount", amount},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
  }
}

// Computes the claim from the changed sale; money moves only once it has vested.
void amend(Overlay& state, Json claim, const Sale& sale, const Cause& cause) {
  const std::string id = claim.str("id");
  put_sale(claim, sale);
  recompute(state, claim);
  Json because = Json(claim.list("because"));
  because.push(cause.id);
  claim.set("because", std::move(because));
  touch_derived(claim, cause);
  state.put("claim", id, claim);
  if (!claim.at("vest").has("at")) return;
  post_difference(state, claim, cause.rule_time.date(), cause);
  claim = *state.get("claim", id);
  claim.set("state", state_of(state, claim));
  state.put("claim", id, std::move(claim));
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
  const bool include = operation.payload.str("decision") == "include";
  if (include && !find_touch(state, *claim, operation.payload)) {
    return reject("record_unknown", operation.payload.str("record"));
  }
  return accept();
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
  Sale sale = sale_of(claim);
  sale.touches.push_back(*find_touch(state, claim, payload));
  amend(state, std::move(claim), sale, cause);
}

Outcome check_split(const State& state, const Operation& operation, const Context&) {
  Outcome outcome = check_open(state, operation.on);
  if (!outcome.accepted()) return outcome;
  const auto plan = plan_of(state, *state.get("claim", operation.on));
  const std::string& stage = operation.payload.str("stage");
  if (!plan || !plan->stage(stage)) return reject("stage_unknown", stage);
  std::int64_t sum = 0;
  for (const auto& [partner, weight] : operation.payload.map("weights")) sum += weight.integer();
  return sum > 0 ? accept() : reject("weights_empty", stage);
}

void apply_split(Overlay& state, const Operation& operation, const Context& context) {
  Json claim = *state.get("claim", operation.on);
  Sale sale = sale_of(claim);
  auto& weights = sale.manual[operation.payload.str("stage")];
  weights.clear();
  for (const auto& [partner, weight] : operation.payload.map("weights")) {
    weights[partner] = weight.integer();
  }
  amend(state, std::move(claim), sale, cause_of(operation, context));
}

}  // namespace kontor::claim
