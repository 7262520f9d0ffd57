// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/base/error.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

std::string continuation(const std::string& id, std::size_t part) {
  return part == 1 ? id : id + "." + std::to_string(part);
}

bool is_full(const Json& record) { return record.list("facts").size() >= kMaxFacts; }

// Number of the last record of the chain; only a full one has a next.
std::size_t last_part(const State& state, std::string_view kind, const std::string& id) {
  std::size_t part = 1;
  while (true) {
    const Record record = state.get(kind, continuation(id, part));
    if (!record || !is_full(*record)) return part;
    if (!state.has(kind, continuation(id, part + 1))) return part;
    ++part;
  }
}

bool counts(const Json& fact, std::optional<Date> until) {
  return !until || parse_date(fact.str("date")) <= *until;
}

}  // namespace

std::string claim_id(std::string_view order, std::string_view item) {
  return std::string(order) + "." + std::string(item);
}

std::string account_id(std::string_view order, std::string_view payee) {
  return std::string(order) + "." + std::string(payee);
}

void each_fact(const State& state, std::string_view kind, const std::string& id,
               const std::function<void(const Json&)>& visit) {
  for (std::size_t part = 1;; ++part) {
    const Record record = state.get(kind, continuation(id, part));
    if (!record) return;
    for (const Json& fact : record->list("facts")) visit(fact);
    if (!is_full(*record)) return;
  }
}

std::vector<Json> facts(const State& state, std::string_view kind, const std::string& id) {
  std::vector<Json> out;
  each_fact(state, kind, id, [&](const Json& fact) { out.push_back(fact); });
  return out;
}

void post(Overlay& state, std::string_view kind, const std::string& id, Json fact,
          const Cause& cause) {
  if (fact.num("amount") == 0) return;
  std::size_t part = last_part(state, kind, id);
  Json record = *state.get(kind, continuation(id, part));
  if (is_full(record)) {
    ++part;
    record = derived_record(kind, continuation(id, part), "hq", cause);
    record.set("continues", id);
    record.set("facts", Json::array());
  } else {
    touch_derived(record, cause);
  }
  fact.set("n", (part - 1) * kMaxFacts + record.list("facts").size() + 1);
  record["facts"].push(std::move(fact));
  if (record.has("standing")) record.set("standing", "open");
  state.put(kind, continuation(id, part), std::move(record));
}

std::string open_account(Overlay& state, const std::string& order, const std::string& payee,
                         std::string_view role, std::string_view partner, std::string_view currency,
                         const Cause& cause) {
  const std::string id = account_id(order, payee);
  if (const Record present = state.get("account", id)) {
    if (present->str("standing") == "open") return id;
    Json record = *present;
    record.set("standing", "open");
    touch_derived(record, cause);
    state.put("account", id, std::move(record));
    return id;
  }
  Json record = derived_record("account", id, "hq", cause);
  record.set("order", order);
  record.set("payee", payee);
  record.set("role", role);
  record.set("partner", partner);
  record.set("currency", currency);
  record.set("standing", "open");
  record.set("facts", Json::array());
  state.put("account", id, std::move(record));
  return id;
}

void reopen_credited(Overlay& state, const Json& claim, const Cause& cause) {
  const auto plan = plan_of(state, claim);
  if (!plan || plan->tiers.empty()) return;
  const std::string& order = claim.str("order");
  for (const Json& share : claim.list("shares")) {
    const bool counts = share.has("value") || share.has("units");
    if (!counts || !state.has("account", account_id(order, share.str("payee")))) continue;
    open_account(state, order, share.str("payee"), share.str("role"), share.str("partner"),
                 claim.str("currency"), cause);
  }
}

std::vector<Part> outstanding(const State& state, const std::string& claim,
                              std::optional<Date> until) {
  std::vector<Part> out;
  each_fact(state, "claim", claim, [&](const Json& fact) {
    if (!counts(fact, until)) return;
    const auto same = std::find_if(out.begin(), out.end(), [&](const Part& part) {
      return part.payee == fact.str("payee") && part.role == fact.str("role") &&
             part.stage == fact.str("stage");
    });
    if (same != out.end()) {
      same->amount = checked_add(same->amount, fact.num("amount"));
    } else {
      out.push_back({fact.str("payee"), fact.str("role"), fact.str("stage"), fact.str_or("partner"),
                     fact.num("amount"), fact.num("n")});
    }
  });
  return out;
}

std::int64_t outstanding_of(const State& state, const std::string& claim, std::string_view payee,
                            std::optional<Date> until) {
  std::int64_t sum = 0;
  each_fact(state, "claim", claim, [&](const Json& fact) {
    if (fact.str("payee") == payee && counts(fact, until)) {
      sum = checked_add(sum, fact.num("amount"));
    }
  });
  return sum;
}

Balance balance(const State& state, const Json& account, std::optional<Date> until) {
  Balance out;
  for (const std::string& claim : state.find("claim", "order", account.str("order"))) {
    out.earned = checked_add(out.earned, outstanding_of(state, claim, account.str("payee"), until));
  }
  each_fact(state, "account", account.str("id"), [&](const Json& fact) {
    if (!counts(fact, until)) return;
    const std::string& kind = fact.str("kind");
    const std::int64_t amount = fact.num("amount");
    if (kind == "premium") out.premium = checked_add(out.premium, amount);
    if (kind == "reserve") out.held = checked_add(out.held, amount);
    if (kind == "release") out.held = checked_add(out.held, -amount);
    if (kind == "settle") out.settled = checked_add(out.settled, amount);
  });
  return out;
}

std::optional<plan::Plan> plan_of(const State& state, const Json& claim) {
  if (!claim.has("plan")) return std::nullopt;
  const Record record = state.get("plan", claim.str("plan"));
  if (!record) return std::nullopt;
  return plan::parse_plan(plan::body_of(*record, claim.num("plan_version")));
}

const plan::Plan* Plans::of(const Json& claim) {
  if (!claim.has("plan")) return nullptr;
  const std::pair key(claim.str("plan"), claim.num("plan_version"));
  auto found = parsed_.find(key);
  if (found == parsed_.end()) found = parsed_.emplace(key, plan_of(state_, claim)).first;
  return found->second ? &*found->second : nullptr;
}

std::string state_of(const State& state, const Json& claim) {
  if (claim.has("ended")) return claim.str("ended") == "returned" ? "reversed" : "rejected";
  if (!claim.at("vest").has("at")) return "provisional";
  if (claim.has("zero")) return "rejected";
  std::int64_t sum = 0;
  bool came_back = false;
  each_fact(state, "claim", claim.str("id"), [&](const Json& fact) {
    sum = checked_add(sum, fact.num("amount"));
    const std::string& kind = fact.str("kind");
    if (kind == "reverse" || kind == "restore") came_back = sum == 0;
  });
  return sum == 0 || came_back ? "reversed" : "earned";
}

bool is_discharged(const Json& claim) { return claim.flag_or("discharged", false); }

}  // namespace kontor::claim
