// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

constexpr Measured kNumber = Measured::kNumber;
constexpr Measured kDate = Measured::kDate;

// The closed vocabulary of `when`, in the order in which the manual prints it.
constexpr std::array kFields = {
    ConditionField{.name = "item.offer", .doc = "offer of the item: a bundle's part, or the offer"},
    ConditionField{.name = "item.product", .doc = "product that the offer names"},
    ConditionField{.name = "item.group", .doc = "group that the offer names"},
    ConditionField{.name = "item.brand", .doc = "brand that the offer names"},
    ConditionField{.name = "item.price_point", .doc = "price point of the item"},
    ConditionField{.name = "item.quantity", .measured = kNumber, .doc = "pieces"},
    ConditionField{.name = "item.one_time",
                   .measured = kNumber,
                   .doc = "one-time price of a piece, minor units"},
    ConditionField{.name = "item.recurring",
                   .measured = kNumber,
                   .doc = "monthly price of a piece, minor units"},
    ConditionField{
        .name = "item.term_months", .measured = kNumber, .doc = "months of the contract"},
    ConditionField{.name = "item.value",
                   .measured = kNumber,
                   .doc = "value of all pieces: one-time price and every month, minor units"},
    ConditionField{.name = "item.discount",
                   .measured = kNumber,
                   .doc = "percent below the list price; absent where no list price is known"},
    ConditionField{.name = "order.offer", .doc = "offer that was ordered, the bundle itself"},
    ConditionField{.name = "order.campaign", .doc = "campaign of the order"},
    ConditionField{.name = "order.closed", .measured = kDate, .doc = "day of the close"},
    ConditionField{.name = "order.close_channel", .doc = "channel of the close"},
    ConditionField{.name = "order.close_outlet", .doc = "outlet of the close"},
    ConditionField{.name = "order.close_partner", .doc = "business of the close"},
    ConditionField{.name = "order.close_seller", .doc = "seller who closed"},
    ConditionField{.name = "order.close_tier", .doc = "tier of the business of the close"},
    ConditionField{.name = "order.code", .doc = "code that was redeemed"},
    ConditionField{.name = "order.contract_type", .doc = "distance, on_premises or off_premises"},
    ConditionField{.name = "order.customer", .doc = "consumer or business"},
    ConditionField{.name = "touch.age_days", .measured = kNumber, .doc = "days before the close"},
    ConditionField{.name = "touch.channel", .doc = "channel of its outlet"},
    ConditionField{.name = "touch.code", .doc = "code that was issued in it"},
    ConditionField{.name = "touch.evidence", .doc = "what proves it: consultation, visit, ..."},
    ConditionField{.name = "touch.minutes", .measured = kNumber, .doc = "how long it took"},
    ConditionField{.name = "touch.outlet", .doc = "outlet"},
    ConditionField{.name = "touch.partner", .doc = "business"},
    ConditionField{.name = "touch.seller", .doc = "seller"},
    ConditionField{.name = "touch.tier", .doc = "tier of its business"},
};

std::optional<Rational> number(const Json& value) {
  if (value.is_int()) return Rational(value.integer());
  if (value.is_string()) return Rational::parse(value.string());
  return std::nullopt;
}

// Numbers as exact rationals, texts and dates as text; anything else is not ordered.
std::optional<int> compare(Measured measured, const Json& a, const Json& b) {
  if (measured == Measured::kNumber) {
    const auto left = number(a);
    const auto right = number(b);
    if (!left || !right) return std::nullopt;
    return *left < *right ? -1 : *right < *left;
  }
  if (a.is_string() && b.is_string()) return a.string().compare(b.string());
  return std::nullopt;
}

bool holds(const Condition& condition, const Lookup& lookup) {
  const ConditionField* field = condition_field(condition.field);
  const std::optional<Json> found = lookup(condition.field);
  if (!found || !field) return condition.op == "ne";
  const Json& want = condition.value;
  const auto against = [&](const Json& other) { return compare(field->measured, *found, other); };
  if (condition.op == "eq") return against(want) == 0;
  if (condition.op == "ne") return against(want) != 0;
  if (condition.op == "in") {
    return std::any_of(want.items().begin(), want.items().end(),
                       [&](const Json& one) { return against(one) == 0; });
  }
  if (condition.op == "same_as") {
    const std::optional<Json> other = lookup(want.string());
    return other && against(*other) == 0;
  }
  if (condition.op == "range") {
    const auto low = against(want.items().at(0));
    const auto high = against(want.items().at(1));
    return low && high && *low >= 0 && *high <= 0;
  }
  const auto order = against(want);
  return order && (condition.op == "lt" ? *order < 0 : *order > 0);
}

}  // namespace

std::string Condition::text() const { return field + " " + op + " " + value.encode(); }

std::span<const ConditionField> condition_fields() { return kFields; }

const ConditionField* condition_field(std::string_view name) {
  const auto found = std::find_if(kFields.begin(), kFields.end(),
                                  [&](const ConditionField& row) { return row.name == name; });
  return found == kFields.end() ? nullptr : &*found;
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
