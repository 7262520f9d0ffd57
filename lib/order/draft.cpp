// SPDX-License-Identifier: Apache-2.0
// The draft: who edits what, with the say of whom. Two sites may edit it at once; what one sets
// stands unless it was set over a value that its author had not seen.
#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/offer/record.h"
#include "lib/order/items.h"
#include "lib/order/operations.h"
#include "lib/order/record.h"
#include "lib/outlet/record.h"
#include "lib/policy/record.h"

namespace kontor::order {
namespace {

// Fields of the draft that rules read, whatever the policy says of them.
constexpr std::string_view kPricePoint = "price_point";
constexpr std::string_view kCampaign = "campaign";
constexpr std::string_view kStart = "contract.start";

bool is_built_in(std::string_view field) {
  return field == kPricePoint || field == kCampaign || field == kStart;
}

bool is_public(const std::vector<Rules>& rules, std::string_view field) {
  return is_built_in(field) || std::any_of(rules.begin(), rules.end(), [&](const Rules& rule) {
           return policy::is_public_field(*rule.body, field);
         });
}

Json& leaf_place(Json& order, std::string_view name) {
  const std::size_t dot = name.find('.');
  Json& node = order["fields"][name.substr(0, dot)];
  return dot == std::string_view::npos ? node : node[name.substr(dot + 1)];
}

// "delivery" cannot be both a value and a group of values.
bool shape_differs(const Json& order, std::string_view name) {
  const std::size_t dot = name.find('.');
  const bool group =
      order.at("fields").has(name.substr(0, dot)) && field(order, name.substr(0, dot)) == nullptr;
  const bool leaf = field(order, name.substr(0, dot)) != nullptr;
  return dot == std::string_view::npos ? group : leaf;
}

void store(Overlay& state, Json order, const Operation& operation, const Context& context) {
  update_step(state, order, outlet::channel_of(state, context.outlet), context.rule_time);
  touch_record(order, operation, context);
  state.put("order", operation.on, std::move(order));
}

// Every draft operation but order.add.
Outcome check_draft(const Json& order) {
  return is_draft(order) ? accept() : reject("not_draft", order.str("state"));
}

bool is_date(const std::string& text) {
  try {
    return format_date(parse_date(text)) == text;
  } catch (const Error&) {
    return false;
  }
}

Outcome check_built_in(const State& state, const Json& order, const Json& payload) {
  const std::string& field = payload.str("field");
  const std::string& value = payload.str("value");
  if (field == kStart && !is_date(value)) return reject("not_a_date", value);
  if (field == kPricePoint && !knows_price_point(state, order.at("items"), value)) {
    return reject("price_point_unknown", value);
  }
  return accept();
}

const Json* check_of(const std::vector<Rules>& rules, std::string_view id) {
  for (const Rules& rule : rules) {
    if (const Json* row = policy::check_row(*rule.body, id)) return row;
  }
  return nullptr;
}

// A result about a value that was replaced since says nothing.
bool is_about_present(const Json& order, const Json& check, const Json& result) {
  if (!result.has("of")) return true;
  return result.str("of") == setter_of(order, check.str("field"));
}

}  // namespace

Outcome check_add(const State& state, const Operation& operation, const Context& context) {
  const Json& payload = operation.payload;
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const std::string& slug = payload.str("offer");
  const std::string channel = outlet::channel_of(state, context.outlet);
  if (Outcome outcome =
          check_sale(state, slug, payload.num("version"), channel, context.rule_time.date());
      !outcome.accepted()) {
    return outcome;
  }
  if (payload.has("customer")) {
    const Record customer = state.get("customer", payload.str("customer"));
    if (customer && customer->str_or("state") == "erased") {
      return reject("customer_erased", payload.str("customer"));
    }
  }
  if (payload.has("price_point")) {
    const Json items = make_items(state, slug, payload.num("version"));
    if (!knows_price_point(state, items, payload.str("price_point"))) {
      return reject("price_point_unknown", payload.str("price_point"));
    }
  }
  return accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json order = new_record("order", operation, context, operation.payload);
  order.set("state", "draft");
  order.set("draft", "active");
  order.set("fields", Json());
  order.set("checks", Json());
  order.set("items",
            make_items(state, operation.payload.str("offer"), operation.payload.num("version")));
  order.set("holders", Json::array({Json::object({{"scope", context.scope},
                                                  {"op", operation.id.text()},
                                                  {"rule", format_instant(context.rule_time)}})}));
  const Record offer = state.get("offer", order.str("offer"));
  const Json& content = *offer::version_of(*offer, order.num("version"));
  if (!order.has("campaign") && content.has("campaign")) {
    order.set("campaign", content.str("campaign"));
  }
  price_items(state, order);
  update_step(state, order, outlet::channel_of(state, context.outlet), context.rule_time);
  state.put("order", operation.on, std::move(order));
}

Outcome check_set(const State& state, const Operation& operation, const Context&) {
  const Json& payload = operation.payload;
  const Record order = state.get("order", operation.on);
  if (Outcome outcome = check_draft(*order); !outcome.accepted()) return outcome;
  const std::string& name = payload.str("field");
  if (!is_field_name(name) || shape_differs(*order, name)) return reject("field_name", name);
  const bool open = payload.has("value");
  if (open == payload.has("c")) return reject("value_or_c", name);
  const bool listed = is_public(rules_of(state, *order), name);
  if (open && !listed) return reject("field_private", name);
  if (!open && listed) return reject("field_public", name);
  if (setter_of(*order, name) != payload.str_or("was")) {
    return reject("field_changed", name + " was set by " + setter_of(*order, name));
  }
  return is_built_in(name) ? check_built_in(state, *order, payload) : accept();
}

void apply_set(Overlay& state, const Operation& operation, const Context& context) {
  const Json& payload = operation.payload;
  Json order = *state.get("order", operation.on);
  const std::string& name = payload.str("field");
  Json leaf = Json::object({{"by", operation.id.text()},
                            {"actor", operation.actor},
                            {"at", operation.at},
                            {"source", payload.str_or("source", "seller")}});
  for (const char* key : {"value", "c"}) {
    if (payload.has(key)) leaf.set(key, payload.at(key));
  }
  leaf_place(order, name) = std::move(leaf);
  if (name == kPricePoint || name == kCampaign) {
    order.set(name, payload.str("value"));
    price_items(state, order);
  }
  store(state, std::move(order), operation, context);
}

Outcome check_check(const State& state, const Operation& operation, const Context&) {
  const Record order = state.get("order", operation.on);
  if (Outcome outcome = check_draft(*order); !outcome.accepted()) return outcome;
  const std::vector<Rules> rules = rules_of(state, *order);
  bool any = false;
  for (const Json& result : operation.payload.list("results")) {
    const std::string& id = result.str("check");
    const Json* check = check_of(rules, id);
    if (!check || result.str_or("field", check->str("field")) != check->str("field")) {
      return reject("check_unknown", id);
    }
    // A check that may only warn cannot block, and one that blocks cannot be waved through.
    if (result.str("result") != "pass" && result.str("result") != check->str("on_fail")) {
      return reject("check_result", id + " " + result.str("result"));
    }
    any = any || is_about_present(*order, *check, result);
  }
  return any ? accept() : reject("field_changed", "nothing that was checked stands any more");
}

void apply_check(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  const std::vector<Rules> rules = rules_of(state, order);
  for (const Json& result : operation.payload.list("results")) {
    const Json& check = *check_of(rules, result.str("check"));
    if (!is_about_present(order, check, result)) continue;
    const std::string& name = check.str("field");
    Json checked = Json::object({{"result", result.str("result")},
                                 {"version", result.num("version")},
                                 {"field", name},
                                 {"by", operation.id.text()}});
    if (const std::string of = setter_of(order, name); !of.empty()) checked.set("of", of);
    if (result.has("reason")) checked.set("reason", result.str("reason"));
    order["checks"].set(result.str("check"), std::move(checked));
  }
  store(state, std::move(order), operation, context);
}

Outcome check_hold(const State& state, const Operation& operation, const Context&) {
  const Record order = state.get("order", operation.on);
  if (Outcome outcome = check_draft(*order); !outcome.accepted()) return outcome;
  return order->str("draft") == "active" ? accept() : reject("draft_held", operation.on);
}

void apply_hold(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  order.set("draft", "hold");
  store(state, std::move(order), operation, context);
}

Outcome check_resume(const State& state, const Operation& operation, const Context&) {
  const Record order = state.get("order", operation.on);
  if (Outcome outcome = check_draft(*order); !outcome.accepted()) return outcome;
  return order->str("draft") == "hold" ? accept() : reject("draft_active", operation.on);
}

void apply_resume(Overlay& state, const Operation& operation, const Context& context) {
  Json order = *state.get("order", operation.on);
  order.set("draft", "active");
  store(state, std::move(order), operation, context);
}

}  // namespace kontor::order
