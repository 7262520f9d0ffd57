// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/operations.h"

#include <set>

#include "lib/base/id.h"
#include "lib/policy/record.h"

namespace kontor::policy {
namespace {

Outcome check_version(const State& state, const Operation& operation) {
  const Record before = state.get("policy", operation.on);
  if (!before) return accept();  // a policy kept elsewhere until now may start at any number
  const std::int64_t version = operation.payload.num("version");
  const std::int64_t newest = before->num("version");
  if (version <= newest) return reject("version_exists", std::to_string(version));
  return version == newest + 1 ? accept() : reject("version_gap", std::to_string(newest + 1));
}

Outcome check_fields(const Json& body) {
  std::set<std::string> known_steps;
  for (const std::string& step : steps(body)) {
    if (!known_steps.insert(step).second) return reject("step_twice", step);
  }
  std::set<std::string> names;
  for (const Json& row : body.list("fields")) {
    const std::string& name = row.str("name");
    if (!names.insert(name).second) return reject("field_twice", name);
    if (!known_steps.contains(row.str("step"))) return reject("step_unknown", row.str("step"));
    const std::string check = row.str_or("check");
    if (!check.empty() && !check_row(body, check)) return reject("check_unknown", check);
  }
  return accept();
}

Outcome check_checks(const Json& body) {
  std::set<std::string> ids;
  for (const Json& row : body.list("checks")) {
    if (!ids.insert(row.str("id")).second) return reject("check_twice", row.str("id"));
    if (!field_row(body, row.str("field"))) return reject("field_unknown", row.str("field"));
  }
  return accept();
}

Outcome check_evidence(const Json& body) {
  for (const Json& row : body.list("evidence")) {
    const Json* last = row.find("valid_to");
    if (last && last->string() < row.str("valid_from")) return reject("row_dates", row.str("code"));
    // A deadline before the close would be none: the gate itself is the deadline.
    if (row.has("within") && row.str("stage") == "before_close") {
      return reject("row_period", row.str("code"));
    }
  }
  return accept();
}

}  // namespace

Outcome check_apply(const State& state, const Operation& operation, const Context&) {
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  Outcome outcome = check_version(state, operation);
  if (outcome.accepted()) outcome = check_fields(operation.payload);
  if (outcome.accepted()) outcome = check_checks(operation.payload);
  if (outcome.accepted()) outcome = check_evidence(operation.payload);
  return outcome;
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  const Record before = state.get("policy", operation.on);
  Json record = before ? *before
                       : new_record("policy", operation, context,
                                    Json::object({{"versions", Json::array()}}));
  record.set("version", operation.payload.at("version"));
  record["versions"].push(operation.payload);
  if (before) touch_record(record, operation, context);
  state.put("policy", operation.on, std::move(record));
}

}  // namespace kontor::policy
