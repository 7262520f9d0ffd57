// SPDX-License-Identifier: Apache-2.0
#include "lib/offer/operations.h"

#include "lib/base/id.h"
#include "lib/offer/record.h"

namespace kontor::offer {
namespace {

bool is_retired(const Json& record) { return record.str("state") == "retired"; }

Outcome check_version(const Json& record, std::int64_t version) {
  const std::int64_t newest = record.num("version");
  if (version < 1 || version > newest + 1) {
    return reject("version_gap", std::to_string(newest + 1));
  }
  if (version == newest + 1) return accept();
  if (was_launched(record, version)) return reject("version_launched", std::to_string(version));
  return version == newest ? accept() : reject("version_gap", std::to_string(newest + 1));
}

std::int64_t version_to_launch(const Json& record, const Json& payload) {
  return payload.num_or("version", record.num("version"));
}

Outcome check_parts(const State& state, const Json& content) {
  for (const Json& item : content.list("items")) {
    const Record part = state.get("offer", item.str("offer"));
    if (!part || part->str("state") != "launched") {
      return reject("part_not_launched", item.str("offer"));
    }
  }
  return accept();
}

}  // namespace

Outcome check_apply(const State& state, const Operation& operation, const Context&) {
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  if (const Record before = state.get("offer", operation.on)) {
    if (is_retired(*before)) return reject("offer_retired", operation.on);
    const Outcome outcome = check_version(*before, operation.payload.num("version"));
    if (!outcome.accepted()) return outcome;
  }
  return check_content(state, operation.on, operation.payload);
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  const Record before = state.get("offer", operation.on);
  Json record = before ? *before
                       : new_record("offer", operation, context,
                                    Json::object({{"state", "inDesign"}, {"versions", Json()}}));
  const std::int64_t version = operation.payload.num("version");
  record.set("version", version);
  record["versions"].set(std::to_string(version), operation.payload);
  if (before) touch_record(record, operation, context);
  state.put("offer", operation.on, std::move(record));
}

Outcome check_launch(const State& state, const Operation& operation, const Context&) {
  const Record record = state.get("offer", operation.on);
  if (is_retired(*record)) return reject("offer_retired", operation.on);
  const std::int64_t version = version_to_launch(*record, operation.payload);
  const Json* content = version_of(*record, version);
  if (!content) return reject("version_unknown", std::to_string(version));
  if (launched_version(*record) == version) {
    return reject("already_launched", std::to_string(version));
  }
  const std::string policy = content->str_or("policy");
  // Without its policy nothing would gate the close.
  if (!policy.empty() && !state.has("policy", policy)) return reject("policy_unknown", policy);
  if (const Outcome outcome = check_parts(state, *content); !outcome.accepted()) return outcome;
  // An old version may no longer fit what the other offers have become.
  return check_content(state, operation.on, *content);
}

void apply_launch(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("offer", operation.on);
  const std::int64_t version = version_to_launch(record, operation.payload);
  record.set("state", "launched");
  record.set("launched", version);
  if (!was_launched(record, version)) {
    record["launches"].set(std::to_string(version), format_instant(context.rule_time));
  }
  touch_record(record, operation, context);
  state.put("offer", operation.on, std::move(record));
}

Outcome check_retire(const State& state, const Operation& operation, const Context&) {
  const Record record = state.get("offer", operation.on);
  if (is_retired(*record)) return reject("offer_retired", operation.on);
  for (const std::string& bundle : bundles_with(state, operation.on)) {
    if (state.get("offer", bundle)->str("state") == "launched") {
      return reject("part_in_use", bundle);
    }
  }
  return accept();
}

void apply_retire(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("offer", operation.on);
  record.set("state", "retired");
  touch_record(record, operation, context);
  state.put("offer", operation.on, std::move(record));
}

}  // namespace kontor::offer
