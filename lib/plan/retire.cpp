// SPDX-License-Identifier: Apache-2.0
#include "lib/base/time.h"
#include "lib/plan/operations.h"
#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

constexpr Field kFields[] = {
    {.name = "since",
     .type = Type::kDate,
     .doc = "first day whose sales it does not judge; tomorrow unless told"},
};

Date day_of(const Operation& operation, const Context& context) {
  if (operation.payload.has("since")) return parse_date(operation.payload.str("since"));
  return Date{context.rule_time.date().days + 1};
}

}  // namespace

constinit const Form retire_form{"plan.retire", kFields};

Outcome check_retire(const State& state, const Operation& operation, const Context& context) {
  const Record present = state.get("plan", operation.on);
  const Date today = context.rule_time.date();
  const Date from = day_of(operation, context);
  if (from < today) return reject("date_in_past", format_date(from));
  const std::optional<Date> before = retired_from(*present, present->num("version"));
  const bool done = before && (*before <= today || *before == from);
  return done ? reject("nothing_to_do") : accept();
}

void apply_retire(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("plan", operation.on);
  record.set("retired", Json::object({{"version", record.num("version")},
                                      {"from", format_date(day_of(operation, context))}}));
  touch_record(record, operation, context);
  state.put("plan", operation.on, std::move(record));
}

}  // namespace kontor::plan
