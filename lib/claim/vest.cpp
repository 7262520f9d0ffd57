// SPDX-License-Identifier: Apache-2.0
// A claim vests when two things are past: the grace for late touches, and the event that the plan
// names. With it the money is earned: facts, never changed afterwards.
#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

void open_account_of(Overlay& hq, const Json& claim, const Json& share, const Cause& cause) {
  open_account(hq, claim.str("order"), share.str("payee"), share.str("role"), share.str("partner"),
               claim.str("currency"), cause);
}

constexpr std::int64_t kEventOrdinal = 200;

std::optional<Instant> instant(const Json& object, std::string_view key) {
  if (!object.has(key)) return std::nullopt;
  return parse_instant(object.str(key));
}

// An item vests at its own event: goods when the customer has them, a contract when it is released.
std::optional<Instant> own_event(const Json& item, const commission::Sale& sale) {
  if (sale.term_months == 0) return instant(item, "delivered");
  const auto released = instant(item, "released");
  return released ? released : instant(item, "delivered");
}

std::optional<Instant> event(const State& hq, const Json& claim, const plan::Plan& plan) {
  const Record order = hq.get("order", claim.str("order"));
  const Json* item = order ? order->at("items").find(claim.str("item")) : nullptr;
  if (!item) return std::nullopt;
  if (plan.earned == "order.delivered") return own_event(*item, sale_of(claim));
  if (plan.earned == "payment.received") return instant(*item, "paid");
  const Record contract = hq.get("contract", claim.str("order"));
  if (!contract || contract->str_or("state") != "active" || !contract->has("from"))
    return std::nullopt;
  return start_of(parse_date(contract->str("from")));
}

void post_shares(Overlay& hq, const Json& claim, std::string_view list, Date date,
                 const Cause& cause) {
  for (const Json& share : claim.list(list)) {
    if (share.num("amount") == 0) continue;
    open_account_of(hq, claim, share, cause);
    post(hq, "claim", claim.str("id"),
         Json::object({{"kind", "earn"},
                       {"payee", share.str("payee")},
                       {"role", share.str("role")},
                       {"partner", share.str("partner")},
                       {"stage", share.str("stage")},
                       {"amount", share.num("amount")},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
  }
}

}  // namespace

void open_credited(Overlay& hq, const Json& claim, const plan::Plan& plan, const Cause& cause) {
  if (plan.tiers.empty()) return;
  for (const Json& share : claim.list("shares")) {
    const bool counts = share.has("value") || share.has("units");
    if (share.num("amount") == 0 && counts) open_account_of(hq, claim, share, cause);
  }
}

void vest(Overlay& hq, const std::string& id, Instant at, const Cause& cause) {
  Json claim = *hq.get("claim", id);
  const plan::Plan plan = *plan_of(hq, claim);
  claim["vest"].set("at", format_instant(at));
  hq.put("claim", id, claim);
  if (!claim.has("zero")) {
    post_shares(hq, claim, "shares", at.date(), cause);
    post_shares(hq, claim, "overrides", at.date(), cause);
  }
  open_credited(hq, claim, plan, cause);
  post_premiums(hq, claim, plan, at.date(), cause);
  if (!claim.has("zero")) post_credits(hq, claim, plan, at.date(), cause);
  claim = *hq.get("claim", id);
  claim.set("state", state_of(hq, claim));
  touch_derived(claim, cause);
  const std::string order = claim.str("order");
  hq.put("claim", id, std::move(claim));
  post_items(hq, order, at.date(), cause);
}

void end_claim(Overlay& hq, const std::string& id, std::string_view reason, const Cause& cause) {
  Json claim = *hq.get("claim", id);
  claim.set("ended", reason);
  claim.set("state", state_of(hq, claim));
  touch_derived(claim, cause);
  const std::string order = claim.str("order");
  const bool is_zero = claim.has("zero");
  hq.put("claim", id, std::move(claim));
  if (!is_zero) balance_beside(hq, order, cause.rule_time.date(), cause);
}

void reopen_claim(Overlay& hq, const std::string& id, const Cause& cause) {
  Json claim = *hq.get("claim", id);
  claim.erase("ended");
  claim.set("state", state_of(hq, claim));
  touch_derived(claim, cause);
  hq.put("claim", id, std::move(claim));
  refresh(hq, id, cause);
  try_vest(hq, id, cause);
}

void try_vest(Overlay& hq, const std::string& id, const Cause& cause) {
  const Record claim = hq.get("claim", id);
  if (!claim || !claim->has("plan") || claim->has("ended") || claim->at("vest").has("at")) return;
  const auto plan = plan_of(hq, *claim);
  const auto when = plan ? event(hq, *claim, *plan) : std::nullopt;
  if (!when) return;
  const Instant grace = parse_instant(claim->at("vest").str("grace"));
  if (cause.time < grace) return;  // its timer stands
  if (cause.time < *when) {        // a contract that begins later
    const auto place =
        static_cast<std::int64_t>(hq.find("claim", "order", claim->str("order")).size());
    set_timer(hq, cause, kEventOrdinal + place, kVest, id, *when);
    return;
  }
  vest(hq, id, *when, cause);
}

}  // namespace kontor::claim
