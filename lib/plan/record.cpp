// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/record.h"

#include <algorithm>

#include "lib/scope/record.h"

namespace kontor::plan {

const Stage* Plan::stage(std::string_view name) const {
  for (const Stage& candidate : stages) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

std::optional<Date> retired_from(const Json& record, std::int64_t version) {
  const Json* retired = record.find("retired");
  if (!retired || version > retired->num("version")) return std::nullopt;
  return parse_date(retired->str("from"));
}

Plan version_of(const Json& record, std::int64_t version) {
  Plan out = parse_plan(body_of(record, version));
  if (const std::optional<Date> retired = retired_from(record, version)) {
    const Date last{retired->days - 1};
    out.to = out.to ? std::min(*out.to, last) : last;
  }
  return out;
}

std::optional<std::int64_t> version_for(const Json& record, Date closed) {
  std::optional<std::int64_t> best;
  for (const auto& [number, body] : record.map("versions")) {
    const Json& head = body.at("plan");
    const Json& valid = head.at("valid");
    if (closed < parse_date(valid.str("from"))) continue;
    if (valid.has("to") && closed > parse_date(valid.str("to"))) continue;
    const std::int64_t version = head.num("version");
    const std::optional<Date> retired = retired_from(record, version);
    if (retired && closed >= *retired) continue;
    if (!best || version > *best) best = version;
  }
  return best;
}

const Json& body_of(const Json& record, std::int64_t version) {
  return record.at("versions").at(std::to_string(version));
}

std::string acceptance_id(std::string_view plan, std::int64_t version, std::string_view scope) {
  return std::string(plan) + "." + std::to_string(version) + "." + std::string(scope);
}

bool is_accepted(const State& state, const Plan& plan, std::string_view partner,
                 std::string_view seller) {
  if (plan.acceptance != "named_payees") return true;
  const std::vector<std::string> scopes = scope::of_partner(state, partner);
  return std::any_of(scopes.begin(), scopes.end(), [&](const std::string& scope) {
    const Record record = state.get("acceptance", acceptance_id(plan.id, plan.version, scope));
    if (!record || record->str_or("state") == kRejected) return false;
    const auto& sellers = record->list("sellers");
    return seller.empty() ||
           std::find(sellers.begin(), sellers.end(), Json(seller)) != sellers.end();
  });
}

}  // namespace kontor::plan
