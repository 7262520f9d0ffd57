// SPDX-License-Identifier: Apache-2.0
// target/{slug} = {unit, role, product, from, length, measure, value | revenue, state}. What a unit
// is to reach in a period, measured in the credit books (claim/record.h): never in money that is
// paid. Seen by HQ and by the unit's own scope.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/change/noun.h"

namespace kontor::target {

// What a unit was in a sale; the words of a plan's `credit.to`.
inline constexpr std::string_view kRoles =
    "closing_unit|home_unit|consulting_units|tip_unit|steering_unit";
inline constexpr std::string_view kMeasures = "credits|revenue|orders";
inline constexpr std::string_view kLengths = "P1M|P3M|P1Y";

extern const Form apply_form;  // target.apply
extern const Form retire_form;
extern const Form record_form;

// The record as values.
struct Target {
  std::string id;
  std::string unit;     // outlet, or partner: all its outlets
  std::string role;     // empty: any
  std::string product;  // offer, product or group; empty: everything
  Date from;
  Date to;  // last day
  std::string measure;
  Rational value;  // credits and orders; revenue: minor units
  std::string currency;
};
Target target_of(const Json& record);

}  // namespace kontor::target
