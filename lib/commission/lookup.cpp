// SPDX-License-Identifier: Apache-2.0
// What a plan's conditions may ask. The names are plan::condition_fields().
#include <algorithm>
#include <array>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
namespace {

using Answer = std::optional<Json>;

Answer text(const std::string& value) {
  if (value.empty()) return std::nullopt;
  return Json(value);
}

Answer number(const std::optional<Rational>& value) {
  if (!value) return std::nullopt;
  return Json(value->text());
}

struct SaleField {
  std::string_view name;
  Answer (*get)(const Sale&);
};
constexpr std::array kSaleFields = {
    SaleField{"item.offer", [](const Sale& s) { return text(s.item); }},
    SaleField{"item.product", [](const Sale& s) { return text(s.product); }},
    SaleField{"item.group", [](const Sale& s) { return text(s.group); }},
    SaleField{"item.brand", [](const Sale& s) { return text(s.brand); }},
    SaleField{"item.price_point", [](const Sale& s) { return text(s.price_point); }},
    SaleField{"item.quantity", [](const Sale& s) { return Answer(s.quantity); }},
    SaleField{"item.one_time", [](const Sale& s) { return Answer(s.one_time_minor); }},
    SaleField{"item.recurring", [](const Sale& s) { return Answer(s.recurring_minor); }},
    SaleField{"item.term_months", [](const Sale& s) { return Answer(s.term_months); }},
    SaleField{"item.value", [](const Sale& s) { return Answer(value_of(s).text()); }},
    SaleField{"item.discount", [](const Sale& s) { return number(discount_of(s)); }},
    SaleField{"order.offer", [](const Sale& s) { return text(s.offer); }},
    SaleField{"order.campaign", [](const Sale& s) { return text(s.campaign); }},
    SaleField{"order.closed", [](const Sale& s) { return Answer(format_date(s.closed.date())); }},
    SaleField{"order.close_channel", [](const Sale& s) { return text(s.channel); }},
    SaleField{"order.close_outlet", [](const Sale& s) { return text(s.outlet); }},
    SaleField{"order.close_partner", [](const Sale& s) { return text(s.partner); }},
    SaleField{"order.close_seller", [](const Sale& s) { return text(s.seller); }},
    SaleField{"order.close_tier", [](const Sale& s) { return text(s.tier); }},
    SaleField{"order.code", [](const Sale& s) { return text(s.code); }},
    SaleField{"order.contract_type", [](const Sale& s) { return text(s.contract_type); }},
    SaleField{"order.customer", [](const Sale& s) { return text(s.customer_type); }},
};

struct TouchField {
  std::string_view name;
  Answer (*get)(const Sale&, const Touch&);
};
constexpr std::array kTouchFields = {
    TouchField{"touch.age_days",
               [](const Sale& s, const Touch& t) { return Answer(age_days(s, t)); }},
    TouchField{"touch.channel", [](const Sale&, const Touch& t) { return text(t.channel); }},
    TouchField{"touch.code", [](const Sale&, const Touch& t) { return text(t.code); }},
    TouchField{"touch.evidence", [](const Sale&, const Touch& t) { return text(t.evidence); }},
    TouchField{"touch.minutes", [](const Sale&, const Touch& t) { return Answer(t.minutes); }},
    TouchField{"touch.outlet", [](const Sale&, const Touch& t) { return text(t.outlet); }},
    TouchField{"touch.partner", [](const Sale&, const Touch& t) { return text(t.partner); }},
    TouchField{"touch.seller", [](const Sale&, const Touch& t) { return text(t.seller); }},
    TouchField{"touch.tier", [](const Sale&, const Touch& t) { return text(t.tier); }},
};

}  // namespace

Rational value_of(const Sale& sale) {
  const std::int64_t months = std::max<std::int64_t>(sale.term_months, 1);
  const Rational piece =
      Rational(sale.recurring_minor) * Rational(months) + Rational(sale.one_time_minor);
  return piece * Rational(sale.quantity);
}

std::optional<Rational> discount_of(const Sale& sale) {
  if (sale.discount) return sale.discount;
  if (sale.list_minor <= 0 || sale.quantity <= 0) return std::nullopt;
  const Rational list = Rational(sale.list_minor) * Rational(sale.quantity);
  return (list - value_of(sale)) * Rational(100) / list;
}

std::int64_t age_days(const Sale& sale, const Touch& touch) {
  return sale.closed.date().days - touch.at.date().days;
}

plan::Lookup lookup(const Sale& sale, const Touch* touch) {
  return [&sale, touch](std::string_view field) -> Answer {
    for (const SaleField& row : kSaleFields) {
      if (row.name == field) return row.get(sale);
    }
    for (const TouchField& row : kTouchFields) {
      if (touch && row.name == field) return row.get(sale, *touch);
    }
    return std::nullopt;
  };
}

}  // namespace kontor::commission
