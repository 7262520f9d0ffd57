// SPDX-License-Identifier: Apache-2.0
#include "lib/change/noun.h"

#include <algorithm>

#include "lib/base/time.h"
#include "lib/crypto/hash.h"

namespace kontor {
namespace {

Json stamp(std::string_view at, std::string_view by, std::string_view op, Instant rule) {
  Json out;
  out.set("at", at);
  out.set("by", by);
  out.set("op", op);
  out.set("rule", format_instant(rule));
  return out;
}

Json stamp(const Operation& operation, const Context& context) {
  Json out = stamp(operation.at, operation.actor, operation.id.text(), context.rule_time);
  if (!context.outlet.empty()) out.set("outlet", context.outlet);
  return out;
}

Json stamp(const Cause& cause) {
  const std::string when = format_instant(cause.rule_time);
  return stamp(when, "hq", cause.id, cause.rule_time);
}

// What gave `scope` its right, oldest first of each level, whole before card.
std::vector<Json> reasons_of(const Json& grant, std::string_view scope) {
  std::vector<Json> out;
  const Json* held = grant.at("scopes").find(scope);
  if (!held) return out;
  out = held->list("also");
  Json first = *held;
  first.erase("also");
  out.insert(out.begin(), std::move(first));
  return out;
}

void set_reasons(Json& grant, std::string_view scope, std::vector<Json> reasons) {
  if (reasons.empty()) return grant["scopes"].erase(scope);
  std::stable_partition(reasons.begin(), reasons.end(),
                        [](const Json& reason) { return reason.str("as") == "whole"; });
  Json held = std::move(reasons.front());
  reasons.erase(reasons.begin());
  if (!reasons.empty()) held.set("also", Json(std::move(reasons)));
  grant["scopes"].set(scope, std::move(held));
}

void put_reasons(Overlay& state, std::string_view id, Json grant, std::string_view scope,
                 std::vector<Json> reasons) {
  set_reasons(grant, scope, std::move(reasons));
  if (grant.at("scopes").members().empty()) return state.remove("grant", id);
  grant.set("rev", grant.num("rev") + 1);
  state.put("grant", id, std::move(grant));
}

}  // namespace

Roles parse_role(std::string_view role) {
  if (role == "hq_admin") return kHqAdmin;
  if (role == "shop") return kShop;
  if (role == "phone") return kPhone;
  if (role == "online") return kOnline;
  if (role == "auditor") return kAuditor;
  return 0;
}

Json new_record(std::string_view kind, const Operation& operation, const Context& context,
                const Json& payload) {
  Json record = payload;
  record.set("id", operation.on);
  record.set("kind", kind);
  record.set("rev", 1);
  record.set("scope", context.scope);
  record.set("created", stamp(operation, context));
  record.set("changed", record.at("created"));
  return record;
}

void touch_record(Json& record, const Operation& operation, const Context& context) {
  record.set("rev", record.num("rev") + 1);
  record.set("changed", stamp(operation, context));
}

Json applied_record(std::string_view kind, const Record& before, const Operation& operation,
                    const Context& context, const Json& payload) {
  Json record = new_record(kind, operation, context, payload);
  if (before) {
    for (const std::string_view kept : {"scope", "rev", "created"}) {
      record.set(kept, before->at(kept));
    }
    touch_record(record, operation, context);
  }
  return record;
}

Json derived_record(std::string_view kind, std::string_view id, std::string_view scope,
                    const Cause& cause) {
  Json record;
  record.set("id", id);
  record.set("kind", kind);
  record.set("rev", 1);
  record.set("scope", scope);
  record.set("created", stamp(cause));
  record.set("changed", record.at("created"));
  return record;
}

void touch_derived(Json& record, const Cause& cause) {
  record.set("rev", record.num("rev") + 1);
  record.set("changed", stamp(cause));
}

void set_timer(Overlay& state, const Cause& cause, std::int64_t ordinal, std::string_view name,
               std::string_view on, Instant due) {
  const std::string id = derived_id("timer", cause.id, ordinal);
  state.put("timer", id,
            Json::object({{"id", id},
                          {"kind", "timer"},
                          {"name", name},
                          {"on", on},
                          {"due", format_instant(due)}}));
}

void add_grant(Overlay& state, std::string_view kind, std::string_view id, std::string_view scope,
               std::string_view as, const Operation& operation, const Context& context) {
  Record present = state.get("grant", id);
  Json grant = present ? *present : new_record("grant", operation, context, Json());
  if (!present) {
    grant.set("id", id);
    grant.set("on", kind);
    grant.set("scopes", Json());
  }
  std::vector<Json> reasons = reasons_of(grant, scope);
  const std::string by = operation.id.text();
  if (std::any_of(reasons.begin(), reasons.end(), [&](const Json& reason) {
        return reason.str("by") == by && (reason.str("as") == "whole" || reason.str("as") == as);
      })) {
    return;
  }
  reasons.push_back(Json::object({{"as", as}, {"by", by}, {"index", context.index}}));
  set_reasons(grant, scope, std::move(reasons));
  if (present) touch_record(grant, operation, context);
  state.put("grant", id, std::move(grant));
}

void drop_grant(Overlay& state, std::string_view id, std::string_view scope) {
  Record present = state.get("grant", id);
  if (!present || !present->at("scopes").has(scope)) return;
  put_reasons(state, id, *present, scope, {});
}

void drop_grant(Overlay& state, std::string_view id, std::string_view scope, std::string_view by) {
  Record present = state.get("grant", id);
  if (!present || !present->at("scopes").has(scope)) return;
  std::vector<Json> reasons = reasons_of(*present, scope);
  if (std::erase_if(reasons, [&](const Json& reason) { return reason.str("by") == by; }) == 0) {
    return;
  }
  put_reasons(state, id, *present, scope, std::move(reasons));
}

std::set<std::string> granted(const State& state, std::string_view id, std::string_view as) {
  std::set<std::string> out;
  if (Record grant = state.get("grant", id)) {
    for (const auto& [scope, how] : grant->at("scopes").members()) {
      if (how.str("as") == as) out.insert(scope);
    }
  }
  return out;
}

std::vector<std::string> partner_scopes(const State& state) { return state.ids("scope"); }

}  // namespace kontor
