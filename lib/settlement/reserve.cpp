// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/reserve.h"

#include <algorithm>
#include <map>

#include "lib/claim/record.h"

namespace kontor::settlement {
namespace {

// A vested item of the account's order.
struct Item {
  std::string name;
  std::int64_t open_minor = 0;  // earned less reversed, for this payee
  Rational rate;                // of the plan's reserve
  Rational left;                // of the liability: 1 at the vesting, 0 at its end
  bool on_hold = false;         // not settled yet: nothing to hold back of
};

Rational liability_left(const plan::Plan& plan, const Json& claim, Date until) {
  if (claim::is_discharged(claim) || !plan.liability.window) return Rational(0);
  const Date from = parse_instant(claim.at("vest").str("at")).date();
  const Rational past = claim::elapsed(*plan.liability.window, from, until);
  if (plan.liability.release_linear) return Rational(1) - past;
  return past == Rational(1) ? Rational(0) : Rational(1);
}

std::vector<Item> items_of(const State& hq, claim::Plans& plans, const Json& account, Date until) {
  std::vector<Item> out;
  for (const std::string& id : hq.find("claim", "order", account.str("order"))) {
    const Record claim = hq.get("claim", id);
    const plan::Plan* plan = plans.of(*claim);
    if (!plan || !claim->at("vest").has("at")) continue;
    const std::int64_t open = claim::outstanding_of(hq, id, account.str("payee"), until);
    out.push_back({claim->str("item"), open, plan->liability.reserve_rate,
                   liability_left(*plan, *claim, until), claim::is_held(hq, *plan, *claim, until)});
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

// Over all items that were ever reserved, so that the order is rounded once.
void reserve(Overlay& hq, const std::string& account, const std::vector<Item>& items, Held& held,
             Date until, const Cause& cause) {
  Rational due(0);
  Json added;
  for (const Item& item : items) {
    const auto known = held.base_minor.find(item.name);
    std::int64_t base = known == held.base_minor.end() ? 0 : known->second;
    const bool fresh =
        known == held.base_minor.end() && item.open_minor > 0 && !item.left.zero() && !item.on_hold;
    if (fresh) {
      base = item.open_minor;
      added.set(item.name, base);
      held.base_minor[item.name] = base;
    }
    due = due + Rational(base) * item.rate;
  }
  if (added.members().empty()) return;
  const std::int64_t amount =
      std::max<std::int64_t>(due.round_half_away() - held.reserved_minor, 0);
  Json fact = fact_row("reserve", amount, until, cause);
  fact.set("items", std::move(added));
  claim::post(hq, "account", account, std::move(fact), cause);
  held.reserved_minor = checked_add(held.reserved_minor, amount);
}

// Part of the reserve that the liability left still justifies.
std::int64_t justified(const std::vector<Item>& items, const Held& held) {
  Rational whole(0);
  Rational left(0);
  for (const Item& item : items) {
    const auto known = held.base_minor.find(item.name);
    if (known == held.base_minor.end() || known->second <= 0) continue;
    const std::int64_t open = std::clamp<std::int64_t>(item.open_minor, 0, known->second);
    whole = whole + Rational(known->second);
    left = left + Rational(open) * item.left;
  }
  if (whole.zero()) return 0;
  return (Rational(held.reserved_minor) * left / whole).round_half_away();
}

}  // namespace

void post_reserve(Overlay& hq, claim::Plans& plans, const std::string& account, Date until,
                  const Cause& cause) {
  const Json record = *hq.get("account", account);
  const std::vector<Item> items = items_of(hq, plans, record, until);
  Held held = held_of(hq, account);
  reserve(hq, account, items, held, until, cause);
  const std::int64_t held_now = claim::balance(hq, record, until).held;
  const std::int64_t surplus = held_now - justified(items, held);
  if (surplus > 0)
    claim::post(hq, "account", account, fact_row("release", surplus, until, cause), cause);
}

}  // namespace kontor::settlement
