// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/operations.h"

#include <algorithm>

#include "lib/base/time.h"
#include "lib/customer/record.h"
#include "lib/lead/holding.h"
#include "lib/lead/record.h"
#include "lib/scope/record.h"

namespace kontor::lead {
namespace {

Json changed_lead(const State& state, const Operation& operation, const Context& context,
                  std::string_view assignment) {
  Json record = *state.get("lead", operation.on);
  record.set("assignment", assignment);
  record.erase("reason");  // of an earlier release
  customer::touch_shared(record, operation, context);
  return record;
}

bool holds_whole(const State& state, const Json& lead, const std::string& scope) {
  return lead.str("scope") == scope || granted(state, lead.str("id"), "whole").contains(scope);
}

}  // namespace

Outcome check_add(const State& state, const Operation& operation, const Context&) {
  const Json& payload = operation.payload;
  if (payload.has("source_id") && !payload.has("source")) return reject("source_missing");
  const Json* customer = payload.find("customer");
  const Json* consent = payload.find("consent");
  if (!customer || !consent) return accept();
  const Record given = state.get("consent", consent->string());
  if (!given) return reject("not_visible", consent->string());
  if (given->str("customer") != customer->string()) {
    return reject("consent_mismatch", consent->string());
  }
  return accept();
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("lead", operation, context, operation.payload);
  record.set("state", "acknowledged");
  record.set("assignment", "none");
  record.set("holder", context.scope);
  state.put("lead", operation.on, std::move(record));
}

Outcome check_pool(const State& state, const Operation& operation, const Context&) {
  const Record lead = state.get("lead", operation.on);
  if (!lead) return reject("not_visible");
  const std::string& assignment = lead->str("assignment");
  if (assignment == "pooled") return reject("nothing_to_do");
  if (assignment != "none" && assignment != "released") return reject("lead_held");
  const auto scopes = partner_scopes(state);
  if (is_personal(*lead) &&
      std::none_of(scopes.begin(), scopes.end(), [&](const std::string& scope) {
        return admits(state, *lead, scope::partner_of(state, scope));
      })) {
    return reject("consent_missing");
  }
  return accept();
}

void apply_pool(Overlay& state, const Operation& operation, const Context& context) {
  Json record = changed_lead(state, operation, context, "pooled");
  set_holder(record, record.str("scope"));
  note(state, "pooled", record.str("scope"), operation, context);
  state.put("lead", operation.on, std::move(record));
}

// A scope that holds the lead anyway takes it up again without anybody's data moving.
Outcome check_pick(const State& hq, const Operation& operation, const Context& context) {
  const Record lead = hq.get("lead", operation.on);
  if (!lead || lead->str("assignment") != "pooled") return reject("not_visible");
  const std::string partner = scope::partner_of(hq, context.scope);
  if (partner.empty()) return reject("no_partner");
  if (holds_whole(hq, *lead, context.scope)) return accept();
  if (!admits(hq, *lead, partner, context.rule_time.date())) return reject("consent_forbids");
  return accept();
}

void apply_pick(Overlay& hq, const Operation& operation, const Context& context) {
  Json record = changed_lead(hq, operation, context, "picked");
  set_holder(record, context.scope);
  give(hq, record, context.scope, operation, context);
  note(hq, "picked", context.scope, operation, context);
  hq.put("lead", operation.on, std::move(record));
}

Outcome check_assign(const State& state, const Operation& operation, const Context& context) {
  const Record lead = state.get("lead", operation.on);
  if (!lead) return reject("not_visible");
  const std::string& to = operation.payload.str("to");
  const std::string& assignment = lead->str("assignment");
  const bool free = assignment == "pooled" || assignment == "released";
  if (!free && holder(state, *lead) == to) return reject("nothing_to_do");
  if (holds_whole(state, *lead, to)) return accept();
  if (!admits(state, *lead, scope::partner_of(state, to), context.rule_time.date())) {
    return reject("consent_forbids");
  }
  return accept();
}

void apply_assign(Overlay& state, const Operation& operation, const Context& context) {
  Json record = changed_lead(state, operation, context, "assigned");
  const std::string& to = operation.payload.str("to");
  take_back(state, record);
  set_holder(record, to);
  give(state, record, to, operation, context);
  note(state, "assigned", to, operation, context);
  state.put("lead", operation.on, std::move(record));
}

Outcome check_release(const State& state, const Operation& operation, const Context& context) {
  const Record lead = state.get("lead", operation.on);
  if (!lead) return reject("not_visible");
  if (context.scope != scope::kHq && !held_by(*lead, context.scope)) return reject("not_holder");
  const std::string& assignment = lead->str("assignment");
  if (assignment == "released") return reject("nothing_to_do");
  if (assignment == "pooled" && context.scope != scope::kHq) return reject("lead_pooled");
  return accept();
}

void apply_release(Overlay& state, const Operation& operation, const Context& context) {
  Json record = changed_lead(state, operation, context, "released");
  record.set("reason", operation.payload.at("reason"));
  set_holder(record, record.str("scope"));
  state.put("lead", operation.on, std::move(record));
}

}  // namespace kontor::lead
