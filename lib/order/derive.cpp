// SPDX-License-Identifier: Apache-2.0
// What HQ concludes for an order from records of several scopes.
#include "lib/code/record.h"
#include "lib/order/items.h"
#include "lib/order/operations.h"
#include "lib/order/record.h"
#include "lib/outlet/record.h"
#include "lib/person/record.h"

namespace kontor::order {
namespace {

void store(Overlay& state, Json order, const Cause& cause) {
  touch_derived(order, cause);
  const std::string id = order.str("id");
  state.put("order", id, std::move(order));
}

// --- a redeemed code ---

// The draft learns by which code it was resumed and who holds it now. The code's price point is
// what the customer was promised: it counts unless the draft names one.
void bind_code(Overlay& state, Json& order, const Json& code, const Cause& cause) {
  if (!order.has("code")) order.set("code", code.str("id"));
  bool held = false;
  for (const Json& holder : order.list("holders"))
    held = held || holder.str("scope") == cause.scope;
  if (!held) {
    order["holders"].push(Json::object(
        {{"scope", cause.scope}, {"op", cause.id}, {"rule", format_instant(cause.rule_time)}}));
  }
  if (code.has("price_point") && !order.has("price_point")) {
    order.set("price_point", code.str("price_point"));
    price_items(state, order);
  }
}

// --- the contract type ---

// Where people met in person before the close, as the timeline of every scope tells.
struct Timeline {
  bool in_shop = false;           // advice on business premises
  bool outside_same_day = false;  // addressed elsewhere right before
  bool anywhere() const { return in_shop || outside_same_day || outside; }
  bool outside = false;
};

bool is_personal(const Json& interaction) {
  const std::string& type = interaction.str("type");
  if (type != "consultation" && type != "visit") return false;
  const std::string medium = interaction.str_or("medium", "personal");
  return medium == "personal" && !interaction.flag_or("imported", false);
}

Timeline timeline_of(const State& hq, const Json& order, Instant until) {
  Timeline out;
  if (!order.has("customer")) return out;
  for (const std::string& customer : person::same_human(hq, order.str("customer"))) {
    for (const std::string& id : hq.find("interaction", "customer", customer)) {
      const Record met = hq.get("interaction", id);
      const Instant when = parse_instant(met->at("created").str("rule"));
      if (when > until || !is_personal(*met)) continue;
      const std::string channel = outlet::channel_of(hq, met->at("created").str_or("outlet"));
      if (channel == "shop") out.in_shop = true;
      if (channel != "field" && channel != "popup") continue;
      out.outside = true;
      if (when.date() == until.date()) out.outside_same_day = true;
    }
  }
  return out;
}

struct Judgement {
  std::string type;
  std::string reason;  // a code without ids: the closing scope may not learn who else advised
};

// BGB sections 312b and 312c. A distance contract wants negotiation at a distance alone; where
// personal advice came before an online close that is in doubt, and in doubt the customer may
// withdraw.
Judgement judge(std::string_view channel, const Timeline& timeline) {
  if (channel == "field" || channel == "popup") return {"off_premises", "closed_outside"};
  if (channel == "shop") {
    if (timeline.outside_same_day) return {"off_premises", "addressed_outside_same_day"};
    return {"on_premises", timeline.in_shop ? "advice_in_shop" : "closed_in_shop"};
  }
  if (channel.empty()) return {"distance", "in_doubt"};
  return {"distance",
          timeline.anywhere() ? "in_doubt_after_personal_advice" : "closed_at_a_distance"};
}

void judge_contract(const State& hq, Json& order, const std::string& channel, Instant until) {
  const Judgement judgement = judge(channel, timeline_of(hq, order, until));
  order.set("contract_type", judgement.type);
  order.set("contract_type_channel", channel.empty() ? "unknown" : channel);
  order.set("contract_type_reason", judgement.reason);
}

std::string channel_of_replica(const State& hq, const std::string& id) {
  const Record replica = hq.get("replica", id);
  return replica ? outlet::channel_of(hq, replica->str_or("outlet")) : std::string();
}

// --- the submit ---

// Who held the draft and did not close it keeps a card: his grants end, and with them what they
// opened of the customer.
void shrink_grants(Overlay& state, const Json& order) {
  const std::string& closer = order.at("close").str("scope");
  const std::string& id = order.str("id");
  for (const std::string& scope : granted(state, id, "whole")) {
    if (scope != closer) drop_grant(state, id, scope);
  }
  for (const std::string& code_id : state.find("code", "order", id)) {
    const Record code = state.get("code", code_id);
    for (const Json& redemption : code->list("redeemed")) {
      const std::string& scope = redemption.str("scope");
      if (scope == closer) continue;
      for (const std::string& customer : {order.str_or("customer"), code->str_or("customer")}) {
        if (!customer.empty()) drop_grant(state, customer, scope, redemption.str("op"));
      }
    }
  }
}

void derive_redeem(Overlay& state, const Cause& cause) {
  const Record code = state.get("code", cause.operation->on);
  const Json* redemption = code ? code::redemption_by(*code, cause.scope) : nullptr;
  // A second redemption by the same scope says nothing new.
  if (!redemption || redemption->str("op") != cause.id || !code->has("order")) return;
  Json order = *state.get("order", code->str("order"));
  bind_code(state, order, *code, cause);
  judge_contract(state, order, channel_of_replica(state, cause.operation->id.replica),
                 cause.rule_time);
  store(state, std::move(order), cause);
}

void derive_submit(Overlay& state, const Cause& cause) {
  Json order = *state.get("order", cause.operation->on);
  const Json& close = order.at("close");
  const Instant at = parse_instant(close.str("at"));
  judge_contract(state, order, close.str("channel"), at);
  shrink_grants(state, order);
  store(state, std::move(order), cause);
}

}  // namespace

void derive(Overlay& state, const std::set<RecordKey>&, const Cause& cause) {
  if (!cause.operation) return;
  if (cause.operation->kind == "code.redeem") derive_redeem(state, cause);
  if (cause.operation->kind == "order.submit") derive_submit(state, cause);
}

}  // namespace kontor::order
