// SPDX-License-Identifier: Apache-2.0
#include "lib/order/operations.h"
#include "lib/order/record.h"

namespace kontor::order {
namespace {

Json card_of(const std::string& id, const Json& order) {
  Json states;
  for (const auto& [slug, item] : order.map("items")) states.set(slug, item.str("state"));
  Json card = Json::object({{"id", id},
                            {"kind", "order_card"},
                            {"state", order.str("state")},
                            {"offer", order.str("offer")},
                            {"version", order.num("version")},
                            {"items", std::move(states)}});
  if (is_closed(order)) {
    const Instant at = parse_instant(order.at("close").str("at"));
    card.set("closed", format_date(at.date()));
  }
  if (order.has("returned")) card.set("returned", order.str("returned"));
  return card;
}

}  // namespace

std::set<std::string> whole_scopes(const State& hq, const Json& order) {
  if (is_closed(order)) return {order.at("close").str("scope")};
  std::set<std::string> out = granted(hq, order.str("id"), "whole");
  out.insert(order.str("scope"));
  return out;
}

void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  out.whole = whole_scopes(hq, record);
  std::set<std::string> cards = granted(hq, id, "card");
  if (is_closed(record)) {
    cards.merge(granted(hq, id, "whole"));
    for (const Json& holder : record.list("holders")) cards.insert(holder.str("scope"));
  }
  for (const std::string& scope : cards) {
    if (!out.whole.contains(scope))
      out.views[scope].emplace_back("order_card", card_of(id, record));
  }
}

void dependents(const State& hq, const std::string& id, const Json&, std::set<RecordKey>& out) {
  for (std::string& evidence : hq.find("evidence", "order", id)) {
    out.emplace("evidence", std::move(evidence));
  }
  if (hq.has("contract", id)) out.emplace("contract", id);
}

}  // namespace kontor::order
