// SPDX-License-Identifier: Apache-2.0
// Beside the pool: premiums are money of their own budget, credits are targets and no money. Both
// are due once an order, with the first item that earns.
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

std::string budget_id(const plan::Plan& plan, const std::string& premium, Date date) {
  return plan.id + "." + premium + "." + format_date(date).substr(0, 7);
}

std::int64_t spent(const State& hq, const std::string& budget) {
  const Record record = hq.get("budget", budget);
  return record ? record->num("spent") : 0;
}

void spend(Overlay& hq, const plan::Plan& plan, const std::string& premium, Date date,
           std::int64_t amount, const Cause& cause) {
  const std::string id = budget_id(plan, premium, date);
  const Record present = hq.get("budget", id);
  Json record = present ? *present : derived_record("budget", id, "hq", cause);
  if (present) touch_derived(record, cause);
  record.set("plan", plan.id);
  record.set("premium", premium);
  record.set("month", format_date(date).substr(0, 7));
  record.set("spent", checked_add(record.num_or("spent", 0), amount));
  hq.put("budget", id, std::move(record));
}

bool was_paid(const State& hq, const std::string& order, const std::string& premium) {
  for (const std::string& account : hq.find("account", "order", order)) {
    for (const Json& fact : facts(hq, "account", account)) {
      if (fact.str_or("premium") == premium) return true;
    }
  }
  return false;
}

void pay(Overlay& hq, const Json& claim, const PremiumResult& premium, Date date,
         const Cause& cause) {
  for (const Share& share : premium.shares) {
    const std::string account = open_account(hq, claim.str("order"), share.payee, share.role,
                                             share.partner, claim.str("currency"), cause);
    post(hq, "account", account,
         Json::object({{"kind", "premium"},
                       {"premium", premium.id},
                       {"amount", share.amount},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
  }
}

bool still_earns(const State& hq, const std::string& order) {
  for (const std::string& id : hq.find("claim", "order", order)) {
    const std::string state = state_of(hq, *hq.get("claim", id));
    if (state == "earned" || state == "provisional") return true;
  }
  return false;
}

void mirror_credits(Overlay& hq, const std::string& order, Date date, const Cause& cause) {
  const Record present = hq.get("credit", order);
  if (!present) return;
  std::map<std::string, Rational> sums;
  for (const Json& entry : present->list("entries")) {
    Rational& sum = sums[entry.str("unit") + " " + entry.str("outlet")];
    sum = sum + Rational::parse(entry.str("value"));
  }
  Json record = *present;
  for (const Json& entry : present->list("entries")) {
    Rational& sum = sums[entry.str("unit") + " " + entry.str("outlet")];
    if (sum.zero()) continue;
    Json mirrored = entry;
    mirrored.set("value", (Rational(0) - sum).text());
    mirrored.set("date", format_date(date));
    mirrored.set("because", cause.id);
    record["entries"].push(std::move(mirrored));
    sum = Rational(0);
  }
  touch_derived(record, cause);
  hq.put("credit", order, std::move(record));
}

void claw_back(Overlay& hq, const std::string& order, const plan::Plan& plan,
               const plan::Premium& premium, Date date, const Cause& cause) {
  for (const std::string& account : hq.find("account", "order", order)) {
    std::int64_t sum = 0;
    for (const Json& fact : facts(hq, "account", account)) {
      if (fact.str_or("premium") == premium.id) sum = checked_add(sum, fact.num("amount"));
    }
    post(hq, "account", account,
         Json::object({{"kind", "premium"},
                       {"premium", premium.id},
                       {"amount", -sum},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
    if (premium.cap_month_minor > 0 && sum != 0) spend(hq, plan, premium.id, date, -sum, cause);
  }
}

}  // namespace

void post_premiums(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                   const Cause& cause) {
  if (plan.premiums.empty()) return;
  Sale sale = sale_of(claim);
  for (const plan::Premium& premium : plan.premiums) {
    sale.premium_spent_minor[premium.id] = spent(hq, budget_id(plan, premium.id, date));
  }
  for (const PremiumResult& premium : compute(plan, sale).premiums) {
    if (premium.amount == 0 || was_paid(hq, sale.order, premium.id)) continue;
    pay(hq, claim, premium, date, cause);
    spend(hq, plan, premium.id, date, premium.amount, cause);
  }
}

void post_credits(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                  const Cause& cause) {
  const std::string& order = claim.str("order");
  if (plan.credits.empty() || hq.has("credit", order)) return;
  Json record = derived_record("credit", order, "hq", cause);
  Json entries = Json::array();
  for (const CreditResult& credit : compute(plan, sale_of(claim)).credits) {
    entries.push(Json::object({{"unit", credit.unit},
                               {"outlet", credit.outlet},
                               {"value", credit.value.text()},
                               {"counting", credit.counting},
                               {"date", format_date(date)},
                               {"because", cause.id}}));
  }
  record.set("order", order);
  record.set("plan", plan.id);
  record.set("entries", std::move(entries));
  hq.put("credit", order, std::move(record));
}

void take_back(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
               const Cause& cause) {
  const std::string& order = claim.str("order");
  if (still_earns(hq, order)) return;
  mirror_credits(hq, order, date, cause);
  for (const plan::Premium& premium : plan.premiums) {
    if (premium.clawback) claw_back(hq, order, plan, premium, date, cause);
  }
}

}  // namespace kontor::claim
