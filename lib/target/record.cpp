// SPDX-License-Identifier: Apache-2.0
#include "lib/target/record.h"

namespace kontor::target {
namespace {

constexpr Field kWanted[] = {
    {.name = "unit",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "outlet|partner",
     .doc = "outlet that is to reach it, or a partner with all its outlets"},
    {.name = "role",
     .type = Type::kEnum,
     .of = kRoles,
     .doc = "what the unit was in the sale, as in the plan's credit.to; else in any role"},
    {.name = "product",
     .type = Type::kWord,
     .doc = "of these sales alone: an offer, its product or its group; else of all"},
    {.name = "from",
     .type = Type::kDate,
     .need = Need::kRequired,
     .doc = "first day of the period, which is the first of a month"},
    {.name = "length",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kLengths,
     .doc = "of the period: a month, a quarter, a year"},
    {.name = "measure",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kMeasures,
     .doc = "credits of the unit; net revenue of what it is credited for, in proportion; orders "
            "that count for it"},
    {.name = "value", .type = Type::kDecimal, .doc = "of credits or orders: how many"},
    {.name = "revenue", .type = Type::kMoney, .doc = "of revenue: how much"},
};
constexpr Field kState[] = {
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "current|retired",
     .doc = "retired: nobody is measured by it any more"},
};
constexpr auto kRecordFields = join_fields(kWanted, kState);

}  // namespace

constinit const Form apply_form{"target.apply", kWanted};
constinit const Form retire_form{"target.retire", {}};
constinit const Form record_form{"target", kRecordFields};

Target target_of(const Json& record) {
  Target out;
  out.id = record.str("id");
  out.unit = record.str("unit");
  out.role = record.str_or("role");
  out.product = record.str_or("product");
  out.from = parse_date(record.str("from"));
  out.to = subtract(add(out.from, parse_period(record.str("length"))), Period{.days = 1});
  out.measure = record.str("measure");
  if (const Json* revenue = record.find("revenue")) {
    out.value = revenue->num("amount");
    out.currency = revenue->str("currency");
  } else {
    out.value = Rational::parse(record.str("value"));
  }
  return out;
}

}  // namespace kontor::target
