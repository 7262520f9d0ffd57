// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/reserve.h"

#include <algorithm>
#include <map>

#include "lib/claim/record.h"
#include "lib/commission/liability.h"

namespace kontor::settlement {
namespace {

// A vested item of the account's order.
struct Item {
  std::string name;
  commission::Reserved sums;
  bool on_hold = false;  // not settled yet: nothing to hold back of
};

Rational left_of(const plan::Plan& plan, const Json& claim, Date until) {
  if (claim::is_discharged(claim)) return Rational(0);
  const Date vested = parse_instant(claim.at("vest").str("at")).date();
  return commission::liability_left(plan.liability, vested, until);
}

std::vector<Item> items_of(const State& hq, claim::Plans& plans, const Json& account, Date until) {
  std::vector<Item> out;
  for (const std::string& id : hq.find("claim", "order", account.str("order"))) {
    const Record claim = hq.get("claim", id);
    const plan::Plan* plan = plans.of(*claim);
    if (!plan || !claim->at("vest").has("at")) continue;
    const std::int64_t open = claim::outstanding_of(hq, id, account.str("payee"), until);
    const Rational left = left_of(*plan, *claim, until);
    out.push_back({claim->str("item"),
                   {0, open, plan->liability.reserve_rate, left},
                   claim::is_held(hq, *plan, *claim, until)});
  }
  return out;
}

struct Held {
  std::map<std::string, std::int64_t> base_minor;  // item -> earned when it was reserved
  std::int64_t reserved_minor = 0;
};

Held held_of(const State& hq, const std::string& account) {
  Held out;
  claim::each_fact(hq, "account", account, [&](const Json& fact) {
    if (fact.str("kind") != "reserve") return;
    out.reserved_minor = checked_add(out.reserved_minor, fact.num("amount"));
    for (const auto& [item, base] : fact.map("items")) out.base_minor[item] = base.integer();
  });
  return out;
}

Json fact_row(std::string_view kind, std::int64_t amount, Date until, const Cause& cause) {
  return Json::object(
      {{"kind", kind}, {"amount", amount}, {"date", format_date(until)}, {"because", cause.id}});
}

// Fills in what each item was reserved by; an item that never was is now, if it is still liable.
Json take_new(std::vector<Item>& items, const Held& held) {
  Json added;
  for (Item& item : items) {
    const auto known = held.base_minor.find(item.name);
    const bool fresh = known == held.base_minor.end();
    if (!fresh) item.sums.base_minor = known->second;
    if (!fresh || item.sums.open_minor <= 0 || item.sums.left.zero() || item.on_hold) continue;
    item.sums.base_minor = item.sums.open_minor;
    added.set(item.name, item.sums.base_minor);
  }
  return added;
}

}  // namespace

void post_reserve(Overlay& hq, claim::Plans& plans, const std::string& account, Date until,
                  const Cause& cause) {
  const Json record = *hq.get("account", account);
  std::vector<Item> items = items_of(hq, plans, record, until);
  Held held = held_of(hq, account);
  Json added = take_new(items, held);
  std::vector<commission::Reserved> sums;
  for (const Item& item : items) sums.push_back(item.sums);
  if (!added.members().empty()) {
    const std::int64_t amount =
        std::max<std::int64_t>(commission::reserve_due(sums) - held.reserved_minor, 0);
    Json fact = fact_row("reserve", amount, until, cause);
    fact.set("items", std::move(added));
    claim::post(hq, "account", account, std::move(fact), cause);
    held.reserved_minor = checked_add(held.reserved_minor, amount);
  }
  const std::int64_t held_now = claim::balance(hq, record, until).held;
  const std::int64_t surplus = held_now - commission::reserve_justified(sums, held.reserved_minor);
  if (surplus > 0)
    claim::post(hq, "account", account, fact_row("release", surplus, until, cause), cause);
}

}  // namespace kontor::settlement
