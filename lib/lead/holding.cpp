// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/holding.h"

#include <algorithm>

#include "lib/base/time.h"
#include "lib/scope/record.h"

namespace kontor::lead {
namespace {

// A lead that changes hands more often than that is not worked on; git keeps the older ones.
constexpr std::size_t kMostEntries = 64;

Json with_entry(Json history, std::string_view how, std::string_view holder,
                const Operation& operation, Instant rule_time) {
  Json entry = Json::object({{"scope", holder},
                             {"how", how},
                             {"op", operation.id.text()},
                             {"at", format_instant(rule_time)}});
  if (const Json* reason = operation.payload.find("reason")) entry.set("reason", *reason);
  if (!history.has("entries")) history.set("entries", Json::array());
  auto& entries = history["entries"].items();
  if (entries.size() == kMostEntries) entries.erase(entries.begin());
  entries.push_back(std::move(entry));
  history.set("holder", holder);
  return history;
}

}  // namespace

void give(Overlay& hq, const Json& lead, const std::string& scope, const Operation& operation,
          const Context& context) {
  if (scope == scope::kHq) return;
  const auto grant = [&](std::string_view kind, const std::string& id) {
    const Record record = hq.get(kind, id);
    if (record && record->str("scope") != scope) {
      add_grant(hq, kind, id, scope, "whole", operation, context);
    }
  };
  grant("lead", lead.str("id"));
  for (std::string_view kind : {"customer", "consent"}) {
    if (const Json* named = lead.find(kind)) grant(kind, named->string());
  }
}

void take_back(Overlay& hq, const Json& lead) {
  const Record history = hq.get("lead_history", lead.str("id"));
  if (!history) return;
  const auto& entries = history->list("entries");
  const auto given = std::find_if(entries.rbegin(), entries.rend(), [](const Json& entry) {
    return entry.str("how") == "picked" || entry.str("how") == "assigned";
  });
  if (given == entries.rend()) return;
  const std::string& scope = given->str("scope");
  const std::string& by = given->str("op");
  drop_grant(hq, lead.str("id"), scope, by);
  for (std::string_view kind : {"customer", "consent"}) {
    if (const Json* named = lead.find(kind)) drop_grant(hq, named->string(), scope, by);
  }
}

void note(Overlay& hq, std::string_view how, std::string_view holder, const Operation& operation,
          const Context& context) {
  const Record present = hq.get("lead_history", operation.on);
  Json history = present ? *present : new_record("lead_history", operation, context, Json());
  history.set("scope", scope::kHq);
  if (present) touch_record(history, operation, context);
  hq.put("lead_history", operation.on,
         with_entry(std::move(history), how, holder, operation, context.rule_time));
}

void note(Overlay& hq, std::string_view how, std::string_view holder, const Cause& cause) {
  const std::string& id = cause.operation->on;
  const Record present = hq.get("lead_history", id);
  Json history = present ? *present : derived_record("lead_history", id, scope::kHq, cause);
  if (present) touch_derived(history, cause);
  hq.put("lead_history", id,
         with_entry(std::move(history), how, holder, *cause.operation, cause.rule_time));
}

}  // namespace kontor::lead
