// SPDX-License-Identifier: Apache-2.0
// Beside the pool: premiums are money of their own budget, credits are targets and no money. Each
// is due once an order, with the first item for which it holds.
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

constexpr int kCreditPlaces = 9;  // of a plan's decimals; a sum of them stays exact

std::string month_id(const plan::Plan& plan, const std::string& premium, Date date) {
  return plan.id + "." + premium + "." + format_date(date).substr(0, 7);
}

std::string version_id(const plan::Plan& plan, const std::string& premium) {
  return plan.id + "." + premium + ".v" + std::to_string(plan.version);
}

commission::PremiumSpent spent(const State& hq, const plan::Plan& plan, const std::string& premium,
                               Date date) {
  commission::PremiumSpent out;
  if (const Record record = hq.get("budget", month_id(plan, premium, date))) {
    out.month_minor = record->num("spent");
    for (const auto& [payee, amount] : record->map("payees")) {
      out.payee_month_minor[payee] = amount.integer();
    }
  }
  const Record record = hq.get("budget", version_id(plan, premium));
  if (record) out.version_minor = record->num("spent");
  return out;
}

Json budget_of(const State& hq, const std::string& id, const plan::Plan& plan,
               const std::string& premium, std::int64_t amount, const Cause& cause) {
  const Record present = hq.get("budget", id);
  Json record = present ? *present : derived_record("budget", id, "hq", cause);
  if (present) touch_derived(record, cause);
  record.set("plan", plan.id);
  record.set("premium", premium);
  record.set("spent", checked_add(record.num_or("spent", 0), amount));
  return record;
}

// In the month's budget, by payee, and in that of the plan's version.
void spend(Overlay& hq, const plan::Plan& plan, const plan::Premium& premium, Date date,
           const std::string& payee, std::int64_t amount, const Cause& cause) {
  const std::string month = month_id(plan, premium.id, date);
  Json record = budget_of(hq, month, plan, premium.id, amount, cause);
  record.set("month", format_date(date).substr(0, 7));
  if (premium.cap_payee_month_minor > 0) {
    Json& payees = record["payees"];
    payees.set(payee, checked_add(payees.num_or(payee, 0), amount));
  }
  hq.put("budget", month, std::move(record));
  if (premium.budget_minor == 0) return;
  const std::string life = version_id(plan, premium.id);
  record = budget_of(hq, life, plan, premium.id, amount, cause);
  record.set("plan_version", plan.version);
  hq.put("budget", life, std::move(record));
}

bool was_paid(const State& hq, const std::string& order, const std::string& premium) {
  for (const std::string& account : hq.find("account", "order", order)) {
    for (const Json& fact : facts(hq, "account", account)) {
      if (fact.str_or("premium") == premium) return true;
    }
  }
  return false;
}

void pay(Overlay& hq, const Json& claim, const plan::Plan& plan, const plan::Premium& premium,
         const commission::PremiumResult& result, Date date, const Cause& cause) {
  for (const commission::Share& share : result.shares) {
    const std::string account = open_account(hq, claim.str("order"), share.payee, share.role,
                                             share.partner, claim.str("currency"), cause);
    post(hq, "account", account,
         Json::object({{"kind", "premium"},
                       {"premium", premium.id},
                       {"amount", share.amount},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
    spend(hq, plan, premium, date, share.payee, share.amount, cause);
  }
}

// Empty: any item; else the offer or the product of it.
bool still_earns(const State& hq, const std::string& order, const std::string& product) {
  for (const std::string& id : hq.find("claim", "order", order)) {
    const Record claim = hq.get("claim", id);
    if (claim->has("zero")) continue;
    const bool meant = product.empty() || claim->str("item") == product ||
                       claim->at("sale").str_or("product") == product;
    const std::string state = meant ? state_of(hq, *claim) : "";
    if (state == "earned" || state == "provisional") return true;
  }
  return false;
}

std::string product_of(const plan::Plan& plan, const std::string& credit) {
  for (const plan::Credit& row : plan.credits) {
    if (row.id == credit) return row.product;
  }
  return {};
}

// Credits of which no claim earns any more are taken back, and stand again with what was restored.
void balance_credits(Overlay& hq, const std::string& order, Date date, const Cause& cause) {
  const Record present = hq.get("credit", order);
  if (!present) return;
  const auto key = [](const Json& entry) {
    return entry.str_or("credit") + " " + entry.str("unit") + " " + entry.str("outlet");
  };
  std::map<std::string, Rational> sums;
  for (const Json& entry : present->list("entries")) {
    Rational& sum = sums[key(entry)];
    sum = sum + Rational::parse(entry.str("value"));
  }
  Json record = *present;
  std::set<std::string> done;
  for (const Json& first : present->list("entries")) {
    if (!done.insert(key(first)).second) continue;
    const bool is_lost = !still_earns(hq, order, first.str_or("product"));
    const Rational wanted = is_lost ? Rational(0) : Rational::parse(first.str("value"));
    const Rational missing = wanted - sums[key(first)];
    if (missing.zero()) continue;
    Json entry = first;
    entry.set("value", missing.decimal(kCreditPlaces));
    entry.set("date", format_date(date));
    entry.set("because", cause.id);
    record["entries"].push(std::move(entry));
  }
  if (record == *present) return;
  touch_derived(record, cause);
  hq.put("credit", order, std::move(record));
}

struct Paid {
  std::int64_t sum = 0;
  std::int64_t last = 0;  // of the facts: what was taken back, where nothing stands
};

Paid paid(const State& hq, const std::string& account, const std::string& premium) {
  Paid out;
  each_fact(hq, "account", account, [&](const Json& fact) {
    if (fact.str_or("premium") != premium) return;
    out.last = fact.num("amount");
    out.sum = checked_add(out.sum, out.last);
  });
  return out;
}

// Taken back once nothing of the order earns, and paid again as it was once something does.
void balance_premium(Overlay& hq, const std::string& order, const plan::Plan& plan,
                     const plan::Premium& premium, bool is_lost, Date date, const Cause& cause) {
  for (const std::string& account : hq.find("account", "order", order)) {
    const Paid before = paid(hq, account, premium.id);
    if (!is_lost && before.sum != 0) continue;
    const std::int64_t missing = is_lost ? -before.sum : -before.last;
    if (missing == 0) continue;
    const Record payee = hq.get("account", account);
    open_account(hq, order, payee->str("payee"), payee->str("role"), payee->str("partner"),
                 payee->str("currency"), cause);
    post(hq, "account", account,
         Json::object({{"kind", "premium"},
                       {"premium", premium.id},
                       {"amount", missing},
                       {"date", format_date(date)},
                       {"because", cause.id}}),
         cause);
    spend(hq, plan, premium, date, payee->str("payee"), missing, cause);
  }
}

// Of every plan that the order's items were judged by.
void balance_premiums(Overlay& hq, const std::string& order, Date date, const Cause& cause) {
  const bool is_lost = !still_earns(hq, order, "");
  std::set<std::string> done;
  Plans plans(hq);
  for (const std::string& id : hq.find("claim", "order", order)) {
    const plan::Plan* plan = plans.of(*hq.get("claim", id));
    if (!plan) continue;
    for (const plan::Premium& premium : plan->premiums) {
      if (!premium.clawback || !done.insert(premium.id).second) continue;
      balance_premium(hq, order, *plan, premium, is_lost, date, cause);
    }
  }
}

}  // namespace

void post_premiums(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                   const Cause& cause) {
  if (plan.premiums.empty()) return;
  commission::Sale sale = sale_of(claim);
  for (const plan::Premium& premium : plan.premiums) {
    sale.premium_spent[premium.id] = spent(hq, plan, premium.id, date);
  }
  const commission::Result result = commission::compute(plan, sale);
  for (std::size_t i = 0; i < result.premiums.size(); ++i) {
    const commission::PremiumResult& premium = result.premiums[i];
    if (premium.amount == 0 || was_paid(hq, sale.order, premium.id)) continue;
    pay(hq, claim, plan, plan.premiums[i], premium, date, cause);
  }
}

void post_credits(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                  const Cause& cause) {
  if (plan.credits.empty()) return;
  const std::string& order = claim.str("order");
  const Record present = hq.get("credit", order);
  if (present && present->str("plan") != plan.id) return;  // one plan books an order's credits
  Json entries = present ? present->at("entries") : Json::array();
  std::set<std::string> known;
  for (const Json& entry : entries.items()) known.insert(entry.str("credit"));
  const std::size_t before = entries.items().size();
  for (const commission::CreditResult& credit : commission::compute(plan, sale_of(claim)).credits) {
    if (!credit.zero.empty() || known.contains(credit.id)) continue;
    Json entry = Json::object({{"credit", credit.id},
                               {"unit", credit.unit},
                               {"outlet", credit.outlet},
                               {"value", credit.value.decimal(kCreditPlaces)},
                               {"counting", credit.counting},
                               {"date", format_date(date)},
                               {"because", cause.id}});
    if (const std::string product = product_of(plan, credit.id); !product.empty()) {
      entry.set("product", product);
    }
    entries.push(std::move(entry));
  }
  if (entries.items().size() == before) return;
  Json record = present ? *present : derived_record("credit", order, "hq", cause);
  if (present) touch_derived(record, cause);
  record.set("order", order);
  record.set("plan", plan.id);
  record.set("entries", std::move(entries));
  hq.put("credit", order, std::move(record));
}

void balance_beside(Overlay& hq, const std::string& order, Date date, const Cause& cause) {
  balance_credits(hq, order, date, cause);
  balance_premiums(hq, order, date, cause);
}

}  // namespace kontor::claim
