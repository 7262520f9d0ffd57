// SPDX-License-Identifier: Apache-2.0
// From claims at HQ, and from earnings at a payee's site, to the entries of the payee's periods.
#include <memory>

#include "lib/claim/book.h"
#include "lib/claim/book_walk.h"
#include "lib/claim/derive.h"

namespace kontor::claim {
namespace {

// Nothing was posted to a closed account since: none of its order's facts lies in the window.
bool is_past(const Json& account, Date from) {
  return account.str("standing") == "closed" &&
         parse_instant(account.at("changed").str("rule")).date() < from;
}

// What counts of a claim.
struct Known {
  std::int64_t facts = INT64_MAX;  // of all payees
  std::size_t returns = SIZE_MAX;
  Credited credited;
};

// What the payee's statements know of the item; nothing: it was not sold then.
std::optional<Known> known_of(const Json& account, const Json& claim, const Member& member,
                              Facts facts) {
  Known out;
  out.credited = credited_to(claim, member.payee, member.role);
  if (facts == Facts::kAll) return out;
  const std::string& item = claim.str("item");
  const Json* stated = account.find("stated");
  if (!stated || !stated->at("items").has(item)) return std::nullopt;
  out.facts = stated->at("items").num(item);
  const Json* returns = stated->find("returns");
  out.returns = returns ? static_cast<std::size_t>(returns->num_or(item, 0)) : 0;
  if (stated->has("value") && stated->at("value").has(item)) {
    out.credited = {stated->at("value").num(item), stated->at("units").num(item)};
  }
  return out;
}

// Whether HQ opened the payee's account for a part of the sale without money (open_credited).
bool is_credited(const Json& earning, const std::string& payee, Plans& plans) {
  const plan::Plan* plan = earning.has("vested") ? plans.of(earning) : nullptr;
  if (!plan || plan->tiers.empty()) return false;
  for (const Json& share : earning.list("shares")) {
    const bool counts = share.has("value") || share.has("units");
    if (counts && share.str("payee") == payee) return true;
  }
  return false;
}

// Orders in which the payee has money or a part of a sale: those of its accounts at HQ.
std::set<std::string> paid_orders(const State& site, const std::string& payee, Plans& plans) {
  std::set<std::string> out;
  for (const std::string& id : site.ids("earning")) {
    const Record earning = site.get("earning", id);
    if (is_credited(*earning, payee, plans)) out.insert(earning->str("order"));
    for (const char* list : {"facts", "account"}) {
      for (const Json& fact : earning->list(list)) {
        if (fact.str("payee") == payee) out.insert(earning->str("order"));
      }
    }
  }
  return out;
}

void look_up(commission::Entry& entry, const std::shared_ptr<const commission::Sale>& sale) {
  entry.lookup = [sale](std::string_view field) { return commission::lookup(*sale)(field); };
}

}  // namespace

std::vector<commission::Entry> entries_of(const State& state, const Member& member,
                                          std::string_view currency, Date from, Date until,
                                          Facts facts) {
  std::vector<PlacedEntry> placed;
  Plans plans(state);
  for (const std::string& id : state.find("account", "payee", member.payee)) {
    const Record account = state.get("account", id);
    if (account->str("partner") != member.partner || is_past(*account, from)) continue;
    for (const std::string& claim_id : state.find("claim", "order", account->str("order"))) {
      const Record claim = state.get("claim", claim_id);
      const bool counts = claim->str_or("plan") == member.plan && claim->at("vest").has("at") &&
                          claim->str_or("currency") == currency;
      if (!counts) continue;
      const std::optional<Known> known = known_of(*account, *claim, member, facts);
      if (!known) continue;
      Walk walk(*claim, parse_instant(claim->at("vest").str("at")).date(), known->credited, plans,
                known->returns);
      each_fact(state, "claim", claim_id, [&](const Json& fact) {
        if (fact.num("n") > known->facts) return;
        walk.add(fact, fact.str("payee") == member.payee && fact.str("role") == member.role);
      });
      const auto sale = std::make_shared<const commission::Sale>(sale_of(*claim));
      for (commission::Entry& entry : walk.entries(from, until)) {
        look_up(entry, sale);
        placed.push_back({std::move(entry), sale->closed});
      }
    }
  }
  return in_order(std::move(placed));
}

std::vector<commission::Entry> seen_entries_of(const State& site, const Member& member,
                                               std::string_view currency, Date from, Date until) {
  std::vector<PlacedEntry> placed;
  Plans plans(site);
  const std::set<std::string> orders = paid_orders(site, member.payee, plans);
  for (const std::string& id : site.ids("earning")) {
    const Record earning = site.get("earning", id);
    const bool counts = earning->str_or("plan") == member.plan && earning->has("vested") &&
                        earning->str_or("currency") == currency &&
                        orders.contains(earning->str("order"));
    if (!counts) continue;
    Walk walk(*earning, parse_date(earning->str("vested")),
              credited_to(*earning, member.payee, member.role), plans);
    for (const Json& fact : earning->list("facts")) {
      if (fact.str("payee") == member.payee) walk.add(fact, true);
    }
    const auto sale = std::make_shared<const commission::Sale>(seen_sale(*earning));
    for (commission::Entry& entry : walk.entries(from, until)) {
      look_up(entry, sale);
      placed.push_back({std::move(entry), sale->closed});
    }
  }
  return in_order(std::move(placed));
}

}  // namespace kontor::claim
