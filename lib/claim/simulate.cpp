// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/simulate.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

// Late touches that nobody let in.
bool left_out(const Json& claim, const commission::Touch& touch) {
  return std::any_of(
      claim.list("review").begin(), claim.list("review").end(), [&](const Json& row) {
        return row.str("record") == touch.record && row.str("evidence") == touch.evidence &&
               row.str_or("decided") != "include";
      });
}

bool in_period(const PastQuery& query, Date closed) {
  return !(query.from && closed < *query.from) && !(query.to && *query.to < closed);
}

}  // namespace

void Payments::add(const plan::Plan& plan, const commission::Sale& sale) {
  const commission::Result result = commission::compute(plan, sale);
  pool_ = checked_add(pool_, result.pool);
  if (!result.zero.empty()) zeros_[sale.item] = result.zero;
  const auto pay = [&](const std::vector<commission::Share>& shares) {
    for (const commission::Share& share : shares) {
      std::int64_t& sum = sums_[{share.partner, share.role, share.payee}];
      sum = checked_add(sum, share.amount);
    }
  };
  pay(result.shares);
  pay(result.overrides);
  for (const commission::PremiumResult& premium : result.premiums) {
    if (premium.amount != 0 && paid_.emplace(sale.order, premium.id).second) pay(premium.shares);
  }
}

std::vector<Previewed> preview(const State& state, Json order, const Json& close) {
  order.set("close", close);
  Cause cause;
  cause.id = "preview";
  cause.scope = close.str("scope");
  cause.time = cause.rule_time = parse_instant(close.str("at"));
  std::vector<Previewed> out;
  for (const auto& [slug, item] : order.map("items")) {
    const Json claim = preview_claim(state, order, slug, cause);
    Previewed one;
    one.item = slug;
    one.plan = plan_of(state, claim);
    if (!one.plan) one.zero = claim.str_or("zero", "no_plan");
    one.sale = sale_of(claim);
    out.push_back(std::move(one));
  }
  return out;
}

Past simulate_past(const State& hq, const plan::Plan& plan, const PastQuery& query) {
  Past out;
  Plans plans(hq);
  for (const std::string& id : hq.ids("claim")) {
    const Record claim = hq.get("claim", id);
    if (claim->has("continues") || claim->str_or("plan") != query.instead_of) continue;
    commission::Sale sale = sale_of(*claim);
    if (!in_period(query, sale.closed.date())) continue;
    const plan::Plan* judged = plans.of(*claim);
    const Record order = hq.get("order", sale.order);
    if (!judged || !order) continue;
    ++out.claims;
    out.recorded.add(*judged, sale);
    sale.touches = gather(hq, *order, plan);
    std::erase_if(sale.touches,
                  [&](const commission::Touch& touch) { return left_out(*claim, touch); });
    sale.manual.clear();  // what a hand decided was decided for the other plan
    out.simulated.add(plan, sale);
  }
  return out;
}

}  // namespace kontor::claim
