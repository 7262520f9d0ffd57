// SPDX-License-Identifier: Apache-2.0
// Holds: what was earned, and counts for tiers and caps, but is settled later: by a rule of the
// plan, or because HQ looks into it.
#include <algorithm>

#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

bool is_paid(const State& state, const Json& claim, Date until) {
  const Record order = state.get("order", claim.str("order"));
  const Json* item = order ? order->at("items").find(claim.str("item")) : nullptr;
  return item && item->has("paid") && parse_instant(item->str("paid")).date() <= until;
}

// Whether a hold of the plan keeps it.
bool waits(const State& state, const plan::Plan& plan, const Json& claim, Date until) {
  if (plan.holds.empty() || !claim.has("sale")) return false;
  const commission::Sale sale = sale_of(claim);
  for (const plan::Hold& hold : plan.holds) {
    if (plan::first_failed(hold.when, commission::lookup(sale))) continue;
    if (!hold.period) {
      if (!is_paid(state, claim, until)) return true;
      continue;
    }
    if (!claim.at("vest").has("at")) return true;
    const Date vested = parse_instant(claim.at("vest").str("at")).date();
    if (add(vested, *hold.period) > until) return true;
  }
  return false;
}

}  // namespace

bool is_held(const State& state, const plan::Plan& plan, const Json& claim, Date until) {
  return claim.has("hold") || waits(state, plan, claim, until);
}

std::int64_t on_hold(const State& state, Plans& plans, const Json& account, Date until) {
  std::int64_t by_plan = 0;
  std::int64_t by_hand = 0;
  for (const std::string& id : state.find("claim", "order", account.str("order"))) {
    const Record claim = state.get("claim", id);
    const plan::Plan* plan = plans.of(*claim);
    if (!plan || !is_held(state, *plan, *claim, until)) continue;
    std::int64_t& sum = waits(state, *plan, *claim, until) ? by_plan : by_hand;
    sum = checked_add(sum, outstanding_of(state, id, account.str("payee"), until));
  }
  if (by_hand <= 0) return by_plan;
  // HQ may hold what was settled already: nothing is taken back, what is left open waits.
  const std::int64_t open = checked_add(balance(state, account, until).open(), -by_plan);
  return checked_add(by_plan, std::clamp<std::int64_t>(open, 0, by_hand));
}

}  // namespace kontor::claim
