// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/plan/explain.h"

namespace kontor::plan {
namespace {

// Each field of condition_fields() as a person says it.
struct Phrase {
  std::string_view field;
  std::string_view words;
};
constexpr std::array kPhrases = {
    Phrase{"item.offer", "the item"},
    Phrase{"item.product", "the product"},
    Phrase{"item.group", "the group of the item"},
    Phrase{"item.brand", "the brand of the item"},
    Phrase{"item.price_point", "the price point"},
    Phrase{"item.quantity", "the number of pieces"},
    Phrase{"item.one_time", "the one-time price in minor units"},
    Phrase{"item.recurring", "the monthly price in minor units"},
    Phrase{"item.term_months", "the term in months"},
    Phrase{"item.value", "the value of the item in minor units"},
    Phrase{"item.discount", "the discount in percent"},
    Phrase{"order.offer", "what was ordered"},
    Phrase{"order.campaign", "the campaign"},
    Phrase{"order.closed", "the day of the close"},
    Phrase{"order.close_channel", "the channel of the close"},
    Phrase{"order.close_outlet", "the outlet of the close"},
    Phrase{"order.close_partner", "the business of the close"},
    Phrase{"order.close_seller", "the seller of the close"},
    Phrase{"order.close_tier", "the tier of the business of the close"},
    Phrase{"order.code", "the redeemed code"},
    Phrase{"order.contract_type", "the contract"},
    Phrase{"order.customer", "the customer"},
    Phrase{"touch.age_days", "the age of the touch in days"},
    Phrase{"touch.channel", "the channel of the touch"},
    Phrase{"touch.code", "the code that was issued in the touch"},
    Phrase{"touch.evidence", "the touch"},
    Phrase{"touch.minutes", "the length of the touch in minutes"},
    Phrase{"touch.outlet", "the outlet of the touch"},
    Phrase{"touch.partner", "the business of the touch"},
    Phrase{"touch.seller", "the seller of the touch"},
    Phrase{"touch.tier", "the tier of the business of the touch"},
};

std::string phrase_of(std::string_view field) {
  for (const Phrase& row : kPhrases) {
    if (row.field == field) return std::string(row.words);
  }
  return std::string(field);
}

std::string value_of(const Json& value) {
  return value.is_string() ? value.string() : value.encode();
}

std::string list_of(const Json& list) {
  std::vector<std::string> out;
  for (const Json& one : list.items()) out.push_back(value_of(one));
  return join(out, ", ");
}

std::string in_words(const Condition& condition) {
  const std::string field = phrase_of(condition.field);
  const Json& value = condition.value;
  if (condition.op == "eq") return field + " is " + value_of(value);
  if (condition.op == "ne") return field + " is not " + value_of(value);
  if (condition.op == "in") return field + " is one of " + list_of(value);
  if (condition.op == "lt") return field + " is below " + value_of(value);
  if (condition.op == "gt") return field + " is above " + value_of(value);
  if (condition.op == "same_as") return field + " is " + phrase_of(value.string());
  return field + " is from " + value_of(value.items().at(0)) + " to " +
         value_of(value.items().at(1));
}

std::string counted(std::int64_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace

// Those of a group of `any` stand together, in the place of its first.
std::string in_words(const Conditions& when) {
  std::vector<std::string> all;
  std::int64_t told = 0;
  for (const Condition& condition : when) {
    if (condition.any == 0) {
      all.push_back(in_words(condition));
      continue;
    }
    if (condition.any <= told) continue;
    told = condition.any;
    std::vector<std::string> any;
    for (const Condition& other : when) {
      if (other.any == told) any.push_back(in_words(other));
    }
    all.push_back(any.size() > 1 ? "either " + join(any, " or ") : any.front());
  }
  return all.empty() ? "" : "if " + join(all, " and ");
}

std::string in_words(const Period& period) {
  if (period.months > 0 && period.months % 12 == 0) return counted(period.months / 12, "year");
  return period.months > 0 ? counted(period.months, "month") : counted(period.days, "day");
}

std::string percent(const Rational& part) {
  constexpr int kPlaces = 4;  // of a rate there are 6
  return (part * Rational(100)).decimal(kPlaces) + " %";
}

}  // namespace kontor::plan
