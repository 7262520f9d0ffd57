// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "lib/plan/advice.h"
#include "lib/plan/problems.h"

namespace kontor::plan {
namespace {

constexpr Int128 power_of_ten(int digits) {
  Int128 out = 1;
  for (; digits > 0; --digits) out *= 10;
  return out;
}

// A fraction has 127 bits, 38 digits, above and below the line. 14 of them are for an amount (10^12
// minor units) and for a limit that it is compared with; the weights of a decay are binary
// fractions of 40 digits, which are 12 decimal ones, and share nothing with a decimal factor.
constexpr int kDigits = 24;
constexpr int kDecayDigits = 14;

// No product of these is above the bound by itself: a factor has 6 places at the most.
Int128 capped_product(Int128 a, Int128 b) {
  constexpr Int128 kMost = power_of_ten(30);
  Int128 out;
  return __builtin_mul_overflow(a, b, &out) || out > kMost ? kMost : out;
}

Int128 fineness(const Rational& value) { return std::max(value.num(), value.den()); }

// Factors that ask one field for different texts do not hold together: the field by which `factor`
// is one of several, and its text; empty: it may hold beside any other.
std::pair<std::string, std::string> choice_of(const Factor& factor) {
  for (const Condition& condition : factor.when) {
    if (condition.op == "eq" && condition.any == 0 && condition.value.is_string()) {
      return {condition.field, condition.value.string()};
    }
  }
  return {};
}

// The greatest product of numerators or denominators that may come about.
Int128 fineness_of(const std::vector<const Factor*>& factors) {
  Int128 out = 1;
  std::map<std::string, std::map<std::string, Int128>> choices;
  for (const Factor* factor : factors) {
    const auto [field, text] = choice_of(*factor);
    if (field.empty()) {
      out = capped_product(out, fineness(factor->value));
    } else {
      Int128& product = choices[field].try_emplace(text, 1).first->second;
      product = capped_product(product, fineness(factor->value));
    }
  }
  for (const auto& [field, texts] : choices) {
    Int128 most = 1;
    for (const auto& [text, product] : texts) most = std::max(most, product);
    out = capped_product(out, most);
  }
  return out;
}

std::string zeros(int digits) { return "10^" + std::to_string(digits); }

}  // namespace

std::vector<Advice> exact_advice(const Plan& plan) {
  std::vector<Advice> out;
  for (const FactorScope scope : {FactorScope::kPool, FactorScope::kShare}) {
    std::vector<const Factor*> factors;
    std::size_t last = 0;
    for (std::size_t i = 0; i < plan.factors.size(); ++i) {
      if (plan.factors[i].scope != scope) continue;
      factors.push_back(&plan.factors[i]);
      last = i;
    }
    const bool pool = scope == FactorScope::kPool;
    const bool decays = !pool && std::any_of(plan.stages.begin(), plan.stages.end(), [](auto& row) {
      return row.model == Model::kTimeDecay;
    });
    const int digits = decays ? kDecayDigits : kDigits;
    Int128 product = fineness_of(factors);
    if (pool) {
      Int128 rate = 1;
      for (const Base& row : plan.base) rate = std::max(rate, row.rate.den());
      product = capped_product(product, rate);
    }
    if (product <= power_of_ten(digits)) continue;
    out.push_back({"exact", row_path("factor", last, "value"),
                   std::to_string(factors.size()) + " " + (pool ? "pool" : "share") +
                       " factors are too fine together: a sale for which they all hold may earn "
                       "nothing (amount_overflow)",
                   "round them: the denominators (\"1.05\" has 20) multiply to " + zeros(digits) +
                       " at most, as of " + std::to_string(digits / 2) + " factors of 2 places",
                   Weight::kWarning});
  }
  return out;
}

}  // namespace kontor::plan
