// SPDX-License-Identifier: Apache-2.0
#include "lib/target/attainment.h"

#include <algorithm>
#include <set>

namespace kontor::target {
namespace {

bool is_meant(const Item& item, const std::string& product) {
  return product.empty() || item.item == product || item.product == product ||
         item.group == product;
}

bool is_meant(const Entry& entry, const Target& target) {
  return (target.role.empty() || entry.role == target.role) &&
         is_of_unit(entry.outlet, target.unit);
}

// What the customer still has of the order on a day.
struct Kept {
  const Item* item = nullptr;
  std::int64_t amount_minor = 0;
  std::int64_t pieces = 0;
};
std::vector<Kept> kept(const std::vector<Item>& items, Date at) {
  std::map<std::string, Kept> sums;
  for (const Item& item : items) {
    if (item.date > at) continue;
    Kept& sum = sums[item.item];
    sum.item = &item;
    sum.amount_minor = checked_add(sum.amount_minor, item.amount_minor);
    sum.pieces += item.sold ? 1 : -1;
  }
  std::vector<Kept> out;
  for (const auto& [name, sum] : sums) {
    if (sum.pieces > 0) out.push_back(sum);
  }
  return out;
}

// An entry's items that the target asks for.
std::vector<const Kept*> asked(const std::vector<Kept>& items, const Entry& entry,
                               const Target& target) {
  std::vector<const Kept*> out;
  for (const Kept& one : items) {
    if (is_meant(*one.item, entry.product) && is_meant(*one.item, target.product)) {
      out.push_back(&one);
    }
  }
  return out;
}

std::string why_not(const Entry& entry, const std::vector<Kept>& items, const Target& target) {
  if (entry.date > target.to) return "after the period";
  if (entry.date < target.from) return "before the period";
  if (!target.role.empty() && entry.role != target.role) return "another role";
  if (!target.product.empty() && entry.value.sign() > 0 && asked(items, entry, target).empty()) {
    return "no item of the product is kept";
  }
  return target.measure == "orders" && !entry.counting ? "the plan counts the order elsewhere" : "";
}

}  // namespace

bool is_of_unit(const std::string& outlet, const std::string& unit) {
  return outlet == unit ||
         (outlet.size() > unit.size() && outlet.starts_with(unit) && outlet[unit.size()] == '/');
}

Books::Sum Books::standing(const Order& order, const std::vector<const Target*>& targets, Date at) {
  const std::vector<Kept> items = kept(order.items, at);
  const std::string& measure = targets.front()->measure;
  Sum out;
  std::set<const Kept*> counted;
  bool counts = false;
  for (const Target* target : targets) {
    Rational credits;
    Rational counting;
    for (const Entry& entry : order.entries) {
      if (entry.date > at || !is_meant(entry, *target)) continue;
      const std::vector<const Kept*> mine = asked(items, entry, *target);
      if (mine.empty() && !target->product.empty()) continue;
      Rational value = entry.value;
      if (measure == "revenue") {
        std::int64_t revenue = 0;
        for (const Kept* one : mine) revenue = checked_add(revenue, one->amount_minor);
        value = value * Rational(revenue);
      }
      credits = credits + value;
      if (!entry.counting) continue;
      counting = counting + entry.value;
      if (entry.value.sign() > 0) counted.insert(mine.begin(), mine.end());
    }
    const bool stands = counting.sign() > 0;
    counts = counts || stands;
    out.credited = out.credited + (measure == "orders" ? Rational(stands ? 1 : 0) : credits);
  }
  if (!counts) return out;
  out.counted = 1;
  if (measure != "revenue") return out;
  std::int64_t revenue = 0;
  for (const Kept* one : counted) revenue = checked_add(revenue, one->amount_minor);
  out.counted = revenue;
  return out;
}

Row Books::reached(std::vector<const Target*> targets) const {
  Row out;
  for (const Target* target : targets) out.value = out.value + target->value;
  const Date before{targets.front()->from.days - 1};
  const Date to = targets.front()->to;
  for (const auto& [id, order] : orders_) {
    const bool concerns =
        std::any_of(order.entries.begin(), order.entries.end(), [&](const Entry& entry) {
          return entry.date <= to &&
                 std::any_of(targets.begin(), targets.end(),
                             [&](const Target* target) { return is_meant(entry, *target); });
        });
    if (!concerns) continue;
    const Sum first = standing(order, targets, before);
    const Sum last = standing(order, targets, to);
    out.credited = out.credited + last.credited - first.credited;
    out.counted = out.counted + last.counted - first.counted;
  }
  out.targets = std::move(targets);
  return out;
}

std::vector<Part> Books::parts(const Target& target) const {
  std::vector<Part> out;
  for (const auto& [id, order] : orders_) {
    Part part{id, {}, {}, {}};
    const std::vector<Kept> items = kept(order.items, target.to);
    for (const Entry& entry : order.entries) {
      if (!is_of_unit(entry.outlet, target.unit)) continue;
      part.lines.push_back({&entry, why_not(entry, items, target)});
    }
    if (part.lines.empty()) continue;
    const Sum first = standing(order, {&target}, Date{target.from.days - 1});
    const Sum last = standing(order, {&target}, target.to);
    part.credited = last.credited - first.credited;
    part.counted = last.counted - first.counted;
    out.push_back(std::move(part));
  }
  return out;
}

std::string percent(const Row& row) {
  return (row.credited * Rational(100) / row.value).decimal(4);
}

}  // namespace kontor::target
