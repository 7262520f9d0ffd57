// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

// Numbers with numbers, texts with texts (dates sort as text); anything else is not ordered.
std::optional<int> compare(const Json& a, const Json& b) {
  if (a.is_int() && b.is_int()) return a.integer() < b.integer() ? -1 : a.integer() > b.integer();
  if (a.is_string() && b.is_string()) return a.string().compare(b.string());
  return std::nullopt;
}

bool holds(const Condition& condition, const Lookup& lookup) {
  const std::optional<Json> found = lookup(condition.field);
  if (!found) return condition.op == "ne";
  const Json& have = *found;
  const Json& want = condition.value;
  if (condition.op == "eq") return have == want;
  if (condition.op == "ne") return !(have == want);
  if (condition.op == "in") {
    return std::find(want.items().begin(), want.items().end(), have) != want.items().end();
  }
  if (condition.op == "same_as") {
    const std::optional<Json> other = lookup(want.string());
    return other && *other == have;
  }
  if (condition.op == "range") {
    const auto low = compare(have, want.items().at(0));
    const auto high = compare(have, want.items().at(1));
    return low && high && *low >= 0 && *high <= 0;
  }
  const auto order = compare(have, want);
  return order && (condition.op == "lt" ? *order < 0 : *order > 0);
}

}  // namespace

std::string Condition::text() const { return field + " " + op + " " + value.encode(); }

const std::vector<std::string_view>& condition_fields() {
  static const std::vector<std::string_view> fields = {
      "item.offer",         "item.product",   "item.price_point", "item.quantity",
      "item.term_months",   "order.campaign", "order.offer",      "order.close_channel",
      "order.close_outlet", "order.closed",   "order.code",       "order.contract_type",
      "order.customer",     "touch.age_days", "touch.channel",    "touch.code",
      "touch.evidence",     "touch.minutes",  "touch.outlet",     "touch.partner",
  };
  return fields;
}

const Condition* first_failed(const Conditions& conditions, const Lookup& lookup) {
  std::uint32_t held = 0;  // groups of which one condition holds; the form allows 16
  for (const Condition& condition : conditions) {
    if (condition.any > 0 && holds(condition, lookup)) held |= 1U << condition.any;
  }
  for (const Condition& condition : conditions) {
    const bool good =
        condition.any > 0 ? (held >> condition.any & 1U) != 0 : holds(condition, lookup);
    if (!good) return &condition;
  }
  return nullptr;
}

}  // namespace kontor::plan
