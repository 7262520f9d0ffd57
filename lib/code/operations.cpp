// SPDX-License-Identifier: Apache-2.0
#include "lib/code/operations.h"

#include <algorithm>

#include "lib/base/id.h"
#include "lib/code/record.h"
#include "lib/offer/record.h"

namespace kontor::code {
namespace {

// A code of a draft must fit it: who redeems it gets the draft, not what the code says.
Outcome check_order(const State& state, const Json& payload) {
  if (!payload.has("order")) return accept();
  const Record order = state.get("order", payload.str("order"));
  if (!order) return reject("not_visible", payload.str("order"));
  if (order->str("state") != "draft") return reject("not_draft", order->str("id"));
  if (order->str("offer") != payload.str("offer") ||
      order->num("version") != payload.num("version")) {
    return reject("offer_differs", order->str("offer"));
  }
  if (payload.has("customer") && payload.str("customer") != order->str_or("customer")) {
    return reject("customer_differs", payload.str("customer"));
  }
  return accept();
}

// The customer who comes with the code: the draft's own, else the code's.
std::string customer_of(const State& state, const Json& code) {
  if (code.has("order")) {
    const Record order = state.get("order", code.str("order"));
    if (order && order->has("customer")) return order->str("customer");
  }
  return code.str_or("customer");
}

bool has_price_point(const State& state, const Json& payload) {
  const std::string& wanted = payload.str("price_point");
  for (const offer::Component& part :
       offer::components(state, payload.str("offer"), payload.num("version"))) {
    const Record offer = state.get("offer", part.offer);
    const Json* content = offer ? offer::version_of(*offer, part.version) : nullptr;
    if (!content) continue;
    const std::vector<std::string> points = offer::price_points(*content);
    if (std::find(points.begin(), points.end(), wanted) != points.end()) return true;
  }
  return false;
}

bool redeemed_before(const Json& code, std::string_view scope) {
  return code.has("order") && redemption_by(code, scope) != nullptr;
}

}  // namespace

Outcome check_issue(const State& state, const Operation& operation, const Context& context) {
  const Json& payload = operation.payload;
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const Record offer = state.get("offer", payload.str("offer"));
  if (!offer || !offer::version_of(*offer, payload.num("version"))) {
    return reject("version_unknown",
                  payload.str("offer") + " " + std::to_string(payload.num("version")));
  }
  if (payload.has("price_point") && !has_price_point(state, payload)) {
    return reject("price_point_unknown", payload.str("price_point"));
  }
  if (parse_instant(payload.str("valid_until")) < context.rule_time) {
    return reject("valid_until_past", payload.str("valid_until"));
  }
  return check_order(state, payload);
}

void apply_issue(Overlay& state, const Operation& operation, const Context& context) {
  Json code = new_record("code", operation, context, operation.payload);
  if (operation.actor != context.replica) code.set("seller", operation.actor);
  if (!context.outlet.empty()) code.set("outlet", context.outlet);
  code.set("state", "issued");
  code.set("redeemed", Json::array());
  state.put("code", operation.on, std::move(code));
}

Outcome check_revoke(const State& state, const Operation& operation, const Context&) {
  const Record code = state.get("code", operation.on);
  if (code->str("state") == "revoked") return reject("code_revoked", operation.on);
  if (code->str("state") != "issued") return reject("code_used", operation.on);
  return accept();
}

void apply_revoke(Overlay& state, const Operation& operation, const Context& context) {
  Json code = *state.get("code", operation.on);
  code.set("state", "revoked");
  touch_record(code, operation, context);
  state.put("code", operation.on, std::move(code));
}

Outcome check_redeem(const State& state, const Operation& operation, const Context& context) {
  const Record code = state.get("code", operation.on);
  if (!code) return reject("code_unknown", operation.on);
  const std::string now = state_at(*code, context.rule_time);
  if (now == "revoked") return reject("code_revoked", operation.on);
  if (code->has("order")) {
    const Record order = state.get("order", code->str("order"));
    if (!order || order->str("state") != "draft") return reject("not_draft", operation.on);
  }
  if (redeemed_before(*code, context.scope)) return accept();
  if (now == "expired") return reject("code_expired", code->str("valid_until"));
  if (now != "issued") return reject("code_used", operation.on);
  return accept();
}

void apply_redeem(Overlay& state, const Operation& operation, const Context& context) {
  Json code = *state.get("code", operation.on);
  if (redeemed_before(code, context.scope)) return;
  code["redeemed"].push(Json::object({{"scope", context.scope},
                                      {"op", operation.id.text()},
                                      {"rule", format_instant(context.rule_time)}}));
  if (static_cast<std::int64_t>(code.list("redeemed").size()) >= code.num("uses")) {
    code.set("state", "redeemed");
  }
  touch_record(code, operation, context);

  const auto grant = [&](std::string_view kind, const std::string& id) {
    const Record record = id.empty() ? nullptr : state.get(kind, id);
    if (!record || record->str("scope") == context.scope) return;
    add_grant(state, kind, id, context.scope, "whole", operation, context);
  };
  grant("order", code.str_or("order"));
  grant("customer", customer_of(state, code));
  grant("code", operation.on);
  state.put("code", operation.on, std::move(code));
}

}  // namespace kontor::code
