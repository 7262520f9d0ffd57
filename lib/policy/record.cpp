// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/record.h"

#include <algorithm>
#include <map>
#include <utility>

namespace kontor::policy {
namespace {

// A row without the member speaks for all; an unknown value may be any.
bool speaks_for(const Json& row, std::string_view member, std::string_view value) {
  const Json* named = row.find(member);
  return !named || value.empty() || named->string() == value;
}

bool in_force(const Json& row, Date date) {
  if (parse_date(row.str("valid_from")) > date) return false;
  const Json* last = row.find("valid_to");
  return !last || date <= parse_date(last->string());
}

const Json* row_with(const Json& body, std::string_view list, std::string_view member,
                     std::string_view value) {
  for (const Json& row : body.list(list)) {
    if (row.str(member) == value) return &row;
  }
  return nullptr;
}

}  // namespace

const Json* body_of(const Json& record, std::int64_t version) {
  for (const Json& body : record.list("versions")) {
    if (body.num("version") == version) return &body;
  }
  return nullptr;
}

const Json* newest(const Json& record) {
  const auto& bodies = record.list("versions");
  return bodies.empty() ? nullptr : &bodies.back();
}

std::vector<std::string> steps(const Json& body) {
  std::vector<std::string> out;
  for (const Json& step : body.list("steps")) out.push_back(step.string());
  return out;
}

const Json* field_row(const Json& body, std::string_view name) {
  return row_with(body, "fields", "name", name);
}

bool is_public_field(const Json& body, std::string_view name) {
  const Json* row = field_row(body, name);
  return row && row->flag_or("public", false);
}

std::vector<std::string> required_fields(const Json& body, std::string_view step) {
  std::vector<std::string> out;
  for (const Json& row : body.list("fields")) {
    if (!row.flag_or("required", false)) continue;
    if (step.empty() || row.str("step") == step) out.push_back(row.str("name"));
  }
  return out;
}

const Json* check_row(const Json& body, std::string_view id) {
  return row_with(body, "checks", "id", id);
}

std::vector<Evidence> missing_evidence(const Json& body, std::string_view channel,
                                       std::string_view contract_type, std::string_view customer,
                                       std::string_view stage, Date date,
                                       const std::set<std::string>& have) {
  std::map<std::string, Evidence> missing;
  for (const Json& row : body.list("evidence")) {
    const std::string& code = row.str("code");
    if (row.str("stage") != stage || have.contains(code) || !in_force(row, date) ||
        !speaks_for(row, "channel", channel) || !speaks_for(row, "contract_type", contract_type) ||
        !speaks_for(row, "customer", customer)) {
      continue;
    }
    Evidence wanted{code, row.str("strength"), row.str("source"), row.str_or("within")};
    const auto [had, added] = missing.try_emplace(code, wanted);
    if (!added && had->second.strength != "hard") had->second = std::move(wanted);
  }
  std::vector<Evidence> out;
  for (auto& [code, evidence] : missing) out.push_back(std::move(evidence));
  return out;
}

std::optional<Date> withdrawal_until(const Json& body, std::string_view contract_type,
                                     Date contract, std::optional<Date> delivery) {
  // Of the rows for one type and one start, the latest that already holds.
  std::map<std::pair<std::string, std::string>, const Json*> rows;
  for (const Json& row : body.list("withdrawal")) {
    if (parse_date(row.str("valid_from")) > contract ||
        !speaks_for(row, "contract_type", contract_type)) {
      continue;
    }
    const Json*& held = rows[{row.str_or("contract_type"), row.str("from")}];
    if (!held || held->str("valid_from") <= row.str("valid_from")) held = &row;
  }
  std::optional<Date> until;
  for (const auto& [key, row] : rows) {
    const std::optional<Date> start =
        row->str("from") == "delivery" ? delivery : std::optional<Date>(contract);
    if (!start) continue;
    const Date end{start->days + row->num("days")};
    until = until ? std::max(*until, end) : end;
  }
  return until;
}

}  // namespace kontor::policy
