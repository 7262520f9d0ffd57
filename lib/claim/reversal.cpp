// SPDX-License-Identifier: Apache-2.0
// Reversal negates stored facts; it never computes a share anew. How much comes back is the plan's:
// all for full_causes, nothing for never_causes, else by the curve over the liability window.
#include <algorithm>

#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/commission/liability.h"

namespace kontor::claim {
namespace {

Json fact_row(std::string_view kind, const Part& part, std::int64_t amount, Date date,
              const std::string& record, const Cause& cause) {
  Json out = Json::object({{"kind", kind},
                           {"payee", part.payee},
                           {"role", part.role},
                           {"stage", part.stage},
                           {"amount", amount},
                           {"date", format_date(date)},
                           {"because", cause.id},
                           {"reverses", part.first}});
  if (!part.partner.empty()) out.set("partner", part.partner);
  if (!record.empty()) out.set("record", record);
  return out;
}

// The reserve is used first: it releases up to what comes back, and nothing is topped up.
void use_reserve(Overlay& hq, const Json& claim, const Part& part, std::int64_t amount, Date date,
                 const Cause& cause) {
  const std::string account = account_id(claim.str("order"), part.payee);
  const Record record = hq.get("account", account);
  if (!record) return;
  const std::int64_t held = balance(hq, *record).held;
  post(hq, "account", account,
       Json::object({{"kind", "release"},
                     {"amount", std::max<std::int64_t>(std::min(held, amount), 0)},
                     {"date", format_date(date)},
                     {"because", cause.id}}),
       cause);
}

// Part of every outstanding share, in the order of the facts, which is payee order.
std::int64_t negate(Overlay& hq, const Json& claim, const Rational& part, Date date,
                    const std::string& record, const Cause& cause) {
  std::vector<Part> parts;
  std::vector<std::int64_t> open;
  for (Part& share : outstanding(hq, claim.str("id"))) {
    if (share.amount <= 0) continue;  // nothing of it is left
    open.push_back(share.amount);
    parts.push_back(std::move(share));
  }
  const std::vector<std::int64_t> amounts = commission::reversal_parts(open, part);
  std::int64_t back = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    back = checked_add(back, amounts[i]);
    post(hq, "claim", claim.str("id"),
         fact_row("reverse", parts[i], -amounts[i], date, record, cause), cause);
    // A debit is settled like a credit: by a run, which looks at open accounts alone.
    if (amounts[i] != 0) {
      open_account(hq, claim.str("order"), parts[i].payee, parts[i].role, parts[i].partner,
                   claim.str("currency"), cause);
    }
    use_reserve(hq, claim, parts[i], amounts[i], date, cause);
  }
  return back;
}

void note(Overlay& hq, const std::string& id, std::string_view why,
          const commission::Verdict& verdict, std::int64_t amount, Date date,
          const std::string& record, const Cause& cause) {
  Json claim = *hq.get("claim", id);
  Json row = Json::object({{"cause", why},
                           {"rule", verdict.rule},
                           {"amount", -amount},
                           {"date", format_date(date)},
                           {"because", cause.id}});
  if (!record.empty()) row.set("record", record);
  Json rows = Json(claim.list("returns"));
  rows.push(std::move(row));
  claim.set("returns", std::move(rows));
  if (verdict.rule == "never_causes") claim.set("discharged", true);
  claim.set("state", state_of(hq, claim));
  touch_derived(claim, cause);
  hq.put("claim", id, std::move(claim));
}

const Json* noted(const Json& claim, const std::string& record) {
  for (const Json& row : claim.list("returns")) {
    if (row.str_or("record") == record) return &row;
  }
  return nullptr;
}

// What came back before it vested was never earned, unless the principal answers for it (HGB
// 87a(3)).
void reverse_unvested(Overlay& hq, const std::string& id, const plan::Plan& plan,
                      std::string_view why, Date date, const std::string& record,
                      const Cause& cause) {
  if (commission::answers_for(plan.liability, why)) {
    vest(hq, id, cause.rule_time, cause);
    return note(hq, id, why, {"never_causes", Rational(0)}, 0, date, record, cause);
  }
  end_claim(hq, id, "returned", cause);
  note(hq, id, why, {"before_vesting", Rational(0)}, 0, date, record, cause);
}

}  // namespace

void reverse(Overlay& hq, const std::string& id, std::string_view why, Date date,
             const std::string& record, const Cause& cause) {
  const Record claim = hq.get("claim", id);
  if (!claim || claim->has("ended") || (!record.empty() && noted(*claim, record))) return;
  const auto plan = plan_of(hq, *claim);
  if (!plan) return;
  if (!claim->at("vest").has("at")) {
    return reverse_unvested(hq, id, *plan, why, date, record, cause);
  }
  const Date from = parse_instant(claim->at("vest").str("at")).date();
  const commission::Verdict verdict = commission::judge(plan->liability, why, from, date);
  const std::int64_t back =
      verdict.part.zero() ? 0 : negate(hq, *claim, verdict.part, date, record, cause);
  note(hq, id, why, verdict, back, date, record, cause);
  reopen_credited(hq, *claim, cause);
  if (back != 0) balance_beside(hq, claim->str("order"), date, cause);
  post_items(hq, claim->str("order"), date, cause);
}

void restore(Overlay& hq, const std::string& id, const std::string& record, Date date,
             const Cause& cause) {
  const Record present = hq.get("claim", id);
  const Json* row = present ? noted(*present, record) : nullptr;
  if (!row || row->has("restored")) return;
  for (const Json& fact : facts(hq, "claim", id)) {
    if (fact.str("kind") != "reverse" || fact.str_or("record") != record) continue;
    const Part part{fact.str("payee"),      fact.str("role"),   fact.str("stage"),
                    fact.str_or("partner"), fact.num("amount"), fact.num("n")};
    post(hq, "claim", id, fact_row("restore", part, -part.amount, date, record, cause), cause);
    open_account(hq, present->str("order"), part.payee, part.role, part.partner,
                 present->str("currency"), cause);
  }
  Json claim = *hq.get("claim", id);
  for (Json& noted_row : claim["returns"].items()) {
    if (noted_row.str_or("record") != record) continue;
    noted_row.set("restored", cause.id);
    noted_row.set("restored_on", format_date(date));
    if (noted_row.str("rule") == "never_causes") claim.erase("discharged");
    if (noted_row.str("rule") == "before_vesting") claim.erase("ended");
  }
  claim.set("state", state_of(hq, claim));
  touch_derived(claim, cause);
  hq.put("claim", id, std::move(claim));
  reopen_credited(hq, *present, cause);
  if (!present->has("zero")) balance_beside(hq, present->str("order"), date, cause);
  post_items(hq, present->str("order"), date, cause);
  try_vest(hq, id, cause);
}

void on_return(Overlay& hq, const std::string& id, const Cause& cause) {
  const Record back = hq.get("return", id);
  if (!back) return;
  const std::string record = "return/" + id;
  const Record order = hq.get("order", back->str("order"));
  std::vector<std::string> items;
  for (const Json& item : back->list("items")) items.push_back(item.string());
  if (items.empty() && order) {
    for (const auto& [slug, item] : order->map("items")) items.push_back(slug);
  }
  const std::string& state = back->str("state");
  const Date date = parse_date(back->str("date"));
  for (const std::string& item : items) {
    const std::string claim = claim_id(back->str("order"), item);
    if (state == "received" || state == "refunded") {
      reverse(hq, claim, back->str("cause"), date, record, cause);
    } else if (state == "refused") {
      restore(hq, claim, record, cause.rule_time.date(), cause);
    }
  }
}

}  // namespace kontor::claim
