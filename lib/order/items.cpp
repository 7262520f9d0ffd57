// SPDX-License-Identifier: Apache-2.0
#include "lib/order/items.h"

#include <algorithm>

#include "lib/offer/record.h"
#include "lib/order/record.h"

namespace kontor::order {
namespace {

Outcome check_one(const State& state, std::string_view slug, std::int64_t version,
                  std::string_view channel, Date date) {
  const Record offer = state.get("offer", slug);
  const Json* content = offer ? offer::version_of(*offer, version) : nullptr;
  const std::string name = std::string(slug) + " " + std::to_string(version);
  if (offer && !content) return reject("version_unknown", name);
  if (!content || offer->str("state") != "launched" || !offer::was_launched(*offer, version)) {
    return reject("part_not_launched", name);
  }
  if (channel.empty()) return accept();
  const std::string rule = offer::channel_refusal(*content, channel, date);
  return rule.empty() ? accept() : reject("channel_rule", rule);
}

// Items that count when a price depends on another one.
std::set<std::string> present(const Json& items) {
  std::set<std::string> out;
  for (const auto& [slug, item] : items.members()) {
    const std::string& state = item.str("state");
    if (state != "failed" && state != "cancelled") out.insert(slug);
  }
  return out;
}

// An item without a price at the order's point has its usual one.
void price_item(const State& state, Json& item, const std::set<std::string>& others,
                std::string_view wanted, std::string_view campaign) {
  const Record offer = state.get("offer", item.str("offer"));
  const Json* content = offer ? offer::version_of(*offer, item.num("version")) : nullptr;
  if (!content) return;  // shipped no more to this partner: what was agreed stands
  std::vector<std::string> points = offer::price_points(*content);
  if (!wanted.empty()) points.insert(points.begin(), std::string(wanted));
  for (const std::string& point : points) {
    std::optional<Json> price = offer::price_of(*content, point, others, campaign);
    if (!price) continue;
    item.set("price_point", point);
    item.set("price", std::move(*price));
    return;
  }
}

// What the needed item has reached. The customer has what was delivered, so it was released.
bool has_reached(const Json& item, std::string_view state) {
  return item.has("delivered") || (state == "released" && item.has("released"));
}

bool is_lost(const Json& item) {
  const std::string& state = item.str("state");
  return state == "failed" || state == "cancelled" || state == "returned";
}

// The first gate of the item that is still closed; nullptr: none.
const Json* closed_gate(const Json& order, const Json& item) {
  for (const Json& gate : item.list("gates")) {
    const Json* needed = order.at("items").find(gate.str("needs"));
    if (needed && !has_reached(*needed, gate.str("state"))) return &gate;
  }
  return nullptr;
}

std::set<std::string> cancelled(const Json& order) {
  std::set<std::string> out;
  for (const auto& [slug, item] : order.map("items")) {
    if (item.str("state") == "cancelled") out.insert(slug);
  }
  return out;
}

void drop_gate(Json& item, std::string_view needs) {
  Json rest = Json::array();
  for (const Json& gate : item.list("gates")) {
    if (gate.str("needs") != needs) rest.push(gate);
  }
  item.set("gates", std::move(rest));
}

// One look at one waiting item; tells whether anything changed.
bool settle(const State& state, Json& order, const std::string& slug) {
  Json& item = order["items"][slug];
  const std::string& now = item.str("state");
  if (now != "acknowledged" && now != "held") return false;
  const Json* gate = closed_gate(order, item);
  if (!gate) {
    if (now != "held") return false;
    item.set("state", "acknowledged");
    item.erase("gate");
    item.erase("ask");
    return true;
  }
  const std::string needs = gate->str("needs");
  if (!is_lost(order.at("items").at(needs))) {
    if (now == "held" && item.str_or("gate") == needs) return false;
    item.set("state", "held");
    item.set("gate", needs);
    return true;
  }
  const std::string on_fail = gate->str("on_fail");
  if (on_fail == "ask") {
    if (item.flag_or("ask", false)) return false;
    item.set("state", "held");
    item.set("gate", needs);
    item.set("ask", true);
  } else if (on_fail == "cancel") {
    item.set("state", "cancelled");
    item.erase("gate");
  } else {
    drop_gate(item, needs);
    price_item(state, item, present(order.at("items")), order.str_or("price_point"),
               order.str_or("campaign"));
  }
  return true;
}

}  // namespace

Outcome check_sale(const State& state, std::string_view offer, std::int64_t version,
                   std::string_view channel, Date date) {
  Outcome outcome = check_one(state, offer, version, channel, date);
  if (!outcome.accepted()) return outcome;
  for (const offer::Component& part : offer::components(state, offer, version)) {
    if (part.offer == offer || part.quantity == 0) continue;
    outcome = check_one(state, part.offer, part.version, channel, date);
    if (!outcome.accepted()) return outcome;
  }
  return accept();
}

Outcome check_sale(const State& state, const Json& order, std::string_view channel, Date date) {
  Outcome outcome = check_one(state, order.str("offer"), order.num("version"), channel, date);
  if (!outcome.accepted()) return outcome;
  for (const auto& [slug, item] : order.map("items")) {
    outcome = check_one(state, slug, item.num("version"), channel, date);
    if (!outcome.accepted()) return outcome;
  }
  return accept();
}

Json make_items(const State& state, std::string_view offer, std::int64_t version) {
  Json out;
  for (const offer::Component& part : offer::components(state, offer, version)) {
    if (part.quantity == 0) continue;
    out.set(part.offer, Json::object({{"offer", part.offer},
                                      {"version", part.version},
                                      {"quantity", part.quantity},
                                      {"state", "draft"}}));
  }
  // Copied, so that the order still knows them when the offer is shipped to this partner no more.
  for (const offer::Gate& gate : offer::gates(state, offer, version)) {
    Json* item = out.find(gate.item);
    if (!item || !out.has(gate.needs)) continue;
    if (!item->has("gates")) item->set("gates", Json::array());
    (*item)["gates"].push(
        Json::object({{"needs", gate.needs}, {"state", gate.state}, {"on_fail", gate.on_fail}}));
  }
  return out;
}

void price_items(const State& state, Json& order) {
  const std::set<std::string> others = present(order.at("items"));
  const std::string point = order.str_or("price_point");
  const std::string campaign = order.str_or("campaign");
  for (auto& [slug, item] : order["items"].members()) {
    if (others.contains(slug)) price_item(state, item, others, point, campaign);
  }
}

bool knows_price_point(const State& state, const Json& items, std::string_view point) {
  for (const auto& [slug, item] : items.members()) {
    const Record offer = state.get("offer", slug);
    const Json* content = offer ? offer::version_of(*offer, item.num("version")) : nullptr;
    if (!content) continue;
    const std::vector<std::string> points = offer::price_points(*content);
    if (std::find(points.begin(), points.end(), point) != points.end()) return true;
  }
  return false;
}

void settle_gates(const State& state, Json& order) {
  std::vector<std::string> slugs;
  for (const auto& [slug, item] : order.map("items")) slugs.push_back(slug);
  // Each round moves an item or drops one of its gates, so the graph's size bounds the rounds.
  for (bool moved = true; moved;) {
    moved = false;
    for (const std::string& slug : slugs) moved = settle(state, order, slug) || moved;
  }
}

void roll_up(Json& order) {
  std::size_t open = 0, moved = 0, had = 0, failed = 0, returned = 0;
  for (const auto& [slug, item] : order.map("items")) {
    const std::string& state = item.str("state");
    if (!is_final(state)) ++open;
    if (state == "inProgress") ++moved;
    if (state == "completed" || state == "returned") ++had;
    if (state == "failed") ++failed;
    if (state == "returned") ++returned;
  }
  const std::size_t all = order.map("items").size();
  if (open > 0) {
    order.set("state", moved > 0 || open < all ? "inProgress" : "acknowledged");
  } else if (had == all) {
    order.set("state", "completed");
  } else if (had > 0) {
    order.set("state", "partial");
  } else {
    order.set("state", failed > 0 ? "failed" : "cancelled");
  }
  order.erase("returned");
  if (returned > 0) order.set("returned", open == 0 && returned == had ? "all" : "partial");
}

std::vector<std::string> return_items(const State& state, Json& order,
                                      const std::vector<std::string>& items) {
  for (const std::string& slug : items) {
    Json& item = order["items"][slug];
    item.set("state", "returned");
    item.erase("gate");
    item.erase("ask");
  }
  const std::set<std::string> before = cancelled(order);
  settle_gates(state, order);
  roll_up(order);
  std::vector<std::string> out;
  for (const std::string& slug : cancelled(order)) {
    if (!before.contains(slug)) out.push_back(slug);
  }
  return out;
}

void keep_items(const State& state, Json& order, const std::vector<std::string>& items) {
  // An order that was given up meanwhile delivers nothing any more.
  const char* waiting = order.has("cancel_reason") ? "cancelled" : "acknowledged";
  for (const std::string& slug : items) {
    Json& item = order["items"][slug];
    const bool had = item.has("released") || item.has("delivered");
    item.set("state", had ? "completed" : waiting);
  }
  settle_gates(state, order);
  roll_up(order);
}

}  // namespace kontor::order
