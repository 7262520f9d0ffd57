// SPDX-License-Identifier: Apache-2.0
#include "lib/target/operations.h"

#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/target/record.h"

namespace kontor::target {
namespace {

bool is_positive(const Json& wanted) {
  if (const Json* revenue = wanted.find("revenue")) return revenue->num("amount") > 0;
  try {
    return Rational::parse(wanted.str("value")).sign() > 0;
  } catch (const Error&) {  // more digits than a fraction holds
    return false;
  }
}

}  // namespace

Outcome check_apply(const State&, const Operation& operation, const Context&) {
  const Json& wanted = operation.payload;
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  // Months of different lengths have no other first day in common.
  const std::string& from = wanted.str("from");
  if (!from.ends_with("-01")) return reject("period_start", from);
  const std::string& measure = wanted.str("measure");
  const bool money = measure == "revenue";
  if (wanted.has("value") == money || wanted.has("revenue") != money) {
    return reject("target_value", measure);
  }
  return is_positive(wanted) ? accept() : reject("target_value", measure);
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  Json record = applied_record("target", state.get("target", operation.on), operation, context,
                               operation.payload);
  record.set("state", "current");
  state.put("target", operation.on, std::move(record));
}

Outcome check_retire(const State& state, const Operation& operation, const Context&) {
  const Record present = state.get("target", operation.on);
  return present->str("state") == "retired" ? reject("nothing_to_do") : accept();
}

void apply_retire(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("target", operation.on);
  record.set("state", "retired");
  touch_record(record, operation, context);
  state.put("target", operation.on, std::move(record));
}

}  // namespace kontor::target
