// SPDX-License-Identifier: Apache-2.0
// What a content must be before it is taken.
#include <algorithm>
#include <set>
#include <utility>

#include "lib/offer/operations.h"
#include "lib/offer/record.h"

namespace kontor::offer {
namespace {

std::string condition(const Json& row) {
  const Json* when = row.find("when");
  return row.str("point") + '\n' + (when ? when->encode() : std::string());
}

Outcome check_prices(const std::string& slug, const Json& content) {
  const auto& rows = content.list("price");
  if (is_bundle(content)) return rows.empty() ? accept() : reject("bundle_price", slug);
  if (rows.empty()) return reject("price_missing", slug);
  std::set<std::string> conditions;
  std::set<std::string> currencies;
  for (const Json& row : rows) {
    const std::string& point = row.str("point");
    if (!conditions.insert(condition(row)).second) return reject("price_twice", point);
    const Json* when = row.find("when");
    if (when && when->str("item") == slug) return reject("price_self", point);
    bool any = false;
    for (const char* part : {"recurring", "one_time"}) {
      const Json* money = row.find(part);
      if (!money) continue;
      any = true;
      if (money->num("amount") < 0) return reject("price_negative", point);
      currencies.insert(money->str("currency"));
    }
    if (!any) return reject("price_empty", point);
  }
  return currencies.size() > 1 ? reject("currency_mixed", slug) : accept();
}

Outcome check_items(const State& state, const std::string& slug, const Json& content) {
  std::set<std::string> seen;
  for (const Json& item : content.list("items")) {
    const std::string& part = item.str("offer");
    if (part == slug) return reject("item_self", part);
    if (!seen.insert(part).second) return reject("item_twice", part);
    const std::int64_t usual = item.num("default");
    if (usual < item.num("min") || usual > item.num("max")) return reject("item_limits", part);
    const Record record = state.get("offer", part);
    if (record && is_bundle(current(*record))) return reject("nested_bundle", part);
  }
  if (!seen.empty()) {
    if (const auto used = bundles_with(state, slug); !used.empty()) {
      return reject("nested_bundle", used.front());
    }
  }
  return accept();
}

Outcome check_gate_rows(const std::string& slug, const Json& content) {
  std::set<std::string> items;
  for (const Json& item : content.list("items")) items.insert(item.str("offer"));
  const bool bundle = !items.empty();
  std::set<std::pair<std::string, std::string>> seen;
  for (const Gate& gate : gates_of(content)) {
    if (bundle ? !items.contains(gate.item) : gate.item != slug) {
      return reject("gate_item_unknown", gate.item);
    }
    if (bundle && !items.contains(gate.needs)) return reject("gate_item_unknown", gate.needs);
    if (!seen.emplace(gate.item, gate.needs).second) return reject("gate_twice", gate.item);
  }
  return accept();
}

// Gates of an offer that may come into force: of the version that is sold and of the newest.
void add_gates(const Json& record, std::vector<Gate>& out) {
  for (const std::int64_t version : {current_version(record), record.num("version")}) {
    for (Gate& gate : gates_of(*version_of(record, version))) out.push_back(std::move(gate));
  }
}

bool has_cycle(const std::set<std::string>& items, const std::vector<Gate>& gates) {
  return !topological({items.begin(), items.end()}, gates);
}

// The gates that simple offers carry must be free of cycles together, since any of them may meet in
// an order; a bundle's own only among its parts.
Outcome check_cycles(const State& state, const std::string& slug, const Json& content) {
  std::set<std::string> simple;
  std::vector<Gate> carried;
  std::vector<Record> bundles;
  for (const std::string& id : state.ids("offer")) {
    if (id == slug) continue;
    Record record = state.get("offer", id);
    if (is_bundle(current(*record))) {
      bundles.push_back(std::move(record));
    } else {
      simple.insert(id);
      add_gates(*record, carried);
    }
  }
  if (!is_bundle(content)) {
    simple.insert(slug);
    for (Gate& gate : gates_of(content)) carried.push_back(std::move(gate));
    if (has_cycle(simple, carried)) return reject("gate_cycle", slug);
  }
  const auto closes = [&](const Json& bundle) {
    std::set<std::string> items;
    for (const Json& item : bundle.list("items")) items.insert(item.str("offer"));
    std::vector<Gate> all = carried;
    for (Gate& gate : gates_of(bundle)) all.push_back(std::move(gate));
    return has_cycle(items, all);
  };
  if (is_bundle(content)) return closes(content) ? reject("gate_cycle", slug) : accept();
  for (const Record& bundle : bundles) {
    if (closes(current(*bundle))) return reject("gate_cycle", bundle->str("id"));
  }
  return accept();
}

Outcome check_rules(const std::string& slug, const Json& content) {
  std::set<std::string> seen;
  for (const Json& rule : content.list("channels")) {
    const std::string& id = rule.str("id");
    if (!seen.insert(id).second) return reject("rule_twice", id);
    if (rule.list("channel").empty()) return reject("rule_empty", id);
    const Json* first = rule.find("from");
    const Json* last = rule.find("to");
    if (first && last && last->string() < first->string()) return reject("rule_dates", id);
  }
  const Json* tiers = content.find("tiers");
  return tiers && tiers->items().empty() ? reject("tiers_empty", slug) : accept();
}

}  // namespace

Outcome check_content(const State& state, const std::string& slug, const Json& content) {
  Outcome outcome = check_prices(slug, content);
  if (outcome.accepted()) outcome = check_items(state, slug, content);
  if (outcome.accepted()) outcome = check_gate_rows(slug, content);
  if (outcome.accepted()) outcome = check_cycles(state, slug, content);
  if (outcome.accepted()) outcome = check_rules(slug, content);
  return outcome;
}

}  // namespace kontor::offer
