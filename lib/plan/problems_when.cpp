// SPDX-License-Identifier: Apache-2.0
// Conditions of a plan: what they may ask, and whether the literal fits the field.
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/problems.h"

namespace kontor::plan {
namespace {

bool is_decimal(const Json& value) {
  if (value.is_int()) return true;
  if (!value.is_string()) return false;
  try {
    Rational::parse(value.string());
    return value.string().find('/') == std::string::npos;
  } catch (const Error&) {
    return false;
  }
}

bool is_date(const Json& value) {
  try {
    if (!value.is_string()) return false;
    parse_date(value.string());
    return true;
  } catch (const Error&) {
    return false;
  }
}

// Empty: the literal can be compared with the field.
std::string_view misfit(Measured measured, const Json& value) {
  if (measured == Measured::kNumber) {
    return is_decimal(value) ? "" : "is compared with a whole number or a decimal string (\"2.5\")";
  }
  if (measured == Measured::kDate) return is_date(value) ? "" : "is compared with a date";
  return value.is_string() ? "" : "is compared with a text";
}

bool is_above(Measured measured, const Json& a, const Json& b) {
  if (measured != Measured::kNumber) return a.string() > b.string();
  const auto number = [](const Json& value) {
    return value.is_int() ? Rational(value.integer()) : Rational::parse(value.string());
  };
  return number(b) < number(a);
}

// Empty: good.
std::string operand(const Condition& condition, const ConditionField& field) {
  const Json& value = condition.value;
  const std::string name = "\"" + condition.field + "\" ";
  if (condition.op == "same_as") {
    const ConditionField* other = value.is_string() ? condition_field(value.string()) : nullptr;
    if (!other) return "same_as names no known field";
    return other->measured == field.measured ? "" : name + "and its other field differ in kind";
  }
  Json list = value;
  if (condition.op != "in" && condition.op != "range") list = Json::array({value});
  if (!list.is_array()) return "in needs a list";
  if (condition.op == "range" && list.items().size() != 2) return "a range needs two limits";
  for (const Json& one : list.items()) {
    const std::string_view wrong = misfit(field.measured, one);
    if (!wrong.empty()) return name + std::string(wrong);
  }
  if (condition.op == "range" && is_above(field.measured, list.items().at(0), list.items().at(1))) {
    return name + "has its lower limit above the upper";
  }
  return "";
}

std::string unknown(const std::string& field) {
  std::vector<std::string_view> names;
  for (const ConditionField& row : condition_fields()) names.push_back(row.name);
  const std::string_view near = nearest(field, names);
  return "unknown field \"" + field + "\"" +
         (near.empty() ? "" : ", did you mean \"" + std::string(near) + "\"");
}

}  // namespace

void check_conditions(const Conditions& when, FactorScope scope, const std::string& path,
                      std::vector<BodyProblem>& out) {
  for (std::size_t i = 0; i < when.size(); ++i) {
    const Condition& condition = when[i];
    const ConditionField* field = condition_field(condition.field);
    std::string wrong;
    std::string remedy;
    if (!field) {
      wrong = unknown(condition.field);
      remedy = "kontor-plan(5) lists the fields";
    } else if (condition.field.starts_with("touch.") && scope == FactorScope::kPool) {
      remedy = "a factor of scope \"share\" may ask it";
      wrong =
          "\"" + condition.field + "\" differs from touch to touch: only a share factor may ask";
    } else {
      wrong = operand(condition, *field);
      if (condition.op == "range") remedy = "from is the lower limit, to the upper";
    }
    if (wrong.empty()) continue;
    out.push_back({{row_path(path, i), std::move(wrong)}, std::move(remedy)});
  }
}

}  // namespace kontor::plan
