// SPDX-License-Identifier: Apache-2.0
// What a plan's conditions may ask. The names are plan::condition_fields().
#include <array>

#include "lib/claim/pipeline.h"

namespace kontor::claim {
namespace {

using Answer = std::optional<Json>;

Answer text(const std::string& value) {
  if (value.empty()) return std::nullopt;
  return Json(value);
}

struct SaleField {
  std::string_view name;
  Answer (*get)(const Sale&);
};
constexpr std::array<SaleField, 13> kSaleFields = {{
    {"item.offer", [](const Sale& s) { return text(s.item); }},
    {"item.product", [](const Sale& s) { return text(s.product); }},
    {"item.price_point", [](const Sale& s) { return text(s.price_point); }},
    {"item.quantity", [](const Sale& s) { return Answer(s.quantity); }},
    {"item.term_months", [](const Sale& s) { return Answer(s.term_months); }},
    {"order.campaign", [](const Sale& s) { return text(s.campaign); }},
    {"order.offer", [](const Sale& s) { return text(s.offer); }},
    {"order.close_channel", [](const Sale& s) { return text(s.channel); }},
    {"order.close_outlet", [](const Sale& s) { return text(s.outlet); }},
    {"order.closed", [](const Sale& s) { return Answer(format_date(s.closed.date())); }},
    {"order.code", [](const Sale& s) { return text(s.code); }},
    {"order.contract_type", [](const Sale& s) { return text(s.contract_type); }},
    {"order.customer", [](const Sale& s) { return text(s.customer_type); }},
}};

struct TouchField {
  std::string_view name;
  Answer (*get)(const Sale&, const Touch&);
};
constexpr std::array<TouchField, 7> kTouchFields = {{
    {"touch.age_days", [](const Sale& s, const Touch& t) { return Answer(age_days(s, t)); }},
    {"touch.channel", [](const Sale&, const Touch& t) { return text(t.channel); }},
    {"touch.code", [](const Sale&, const Touch& t) { return text(t.code); }},
    {"touch.evidence", [](const Sale&, const Touch& t) { return text(t.evidence); }},
    {"touch.minutes", [](const Sale&, const Touch& t) { return Answer(t.minutes); }},
    {"touch.outlet", [](const Sale&, const Touch& t) { return text(t.outlet); }},
    {"touch.partner", [](const Sale&, const Touch& t) { return text(t.partner); }},
}};

}  // namespace

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

}  // namespace kontor::claim
