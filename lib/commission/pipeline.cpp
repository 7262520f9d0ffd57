// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/pipeline.h"

#include <algorithm>
#include <array>

#include "lib/base/bounds.h"
#include "lib/base/error.h"
#include "lib/base/proportion.h"

namespace kontor::commission {
namespace {

// The most specific name that has rows decides, and of its rows the first that holds; where none
// of them holds the next name is asked.
const plan::Base* base_row(const plan::Plan& plan, const Sale& sale,
                           std::vector<TriedBase>& tried) {
  const std::array<std::pair<plan::BaseFor, std::string_view>, 5> names = {
      {{plan::BaseFor::kItem, sale.item},
       {plan::BaseFor::kItem, sale.product},
       {plan::BaseFor::kGroup, sale.group},
       {plan::BaseFor::kBrand, sale.brand},
       {plan::BaseFor::kAny, ""}}};
  const plan::Lookup of_sale = lookup(sale);
  for (const auto& [of_what, name] : names) {
    if (name.empty() && of_what != plan::BaseFor::kAny) continue;
    for (const plan::Base& row : plan.base) {
      if (row.of_what != of_what || row.name != name) continue;
      tried.push_back({&row, plan::first_failed(row.when, of_sale)});
      if (!tried.back().failed) return &row;
    }
  }
  return nullptr;
}

std::int64_t amount_at(const plan::Base& row, const std::string& price_point) {
  for (const auto& [point, amount] : row.points) {
    if (point == price_point) return amount;
  }
  return row.amount_minor;
}

Rational percent_base(const plan::Base& row, const Sale& sale) {
  const Rational pieces(sale.quantity);
  if (row.of == "recurring") return Rational(sale.recurring_minor) * pieces;
  if (row.of == "one_time") return Rational(sale.one_time_minor) * pieces;
  return value_of(sale);
}

Rational base_amount(const plan::Base& row, const Sale& sale) {
  switch (row.kind) {
    case plan::BaseKind::kFixed:
      return Rational(amount_at(row, sale.price_point));
    case plan::BaseKind::kPerUnit:
      return Rational(amount_at(row, sale.price_point)) * Rational(sale.quantity);
    case plan::BaseKind::kPercent:
      return percent_base(row, sale) * row.rate;
    case plan::BaseKind::kMargin: {
      const Rational margin = Rational(sale.one_time_minor) - Rational(row.cost_minor);
      return margin.sign() < 0 ? Rational(0) : margin * Rational(sale.quantity) * row.rate;
    }
    case plan::BaseKind::kNone:
      return Rational(0);
  }
  return Rational(0);
}

Rational within(const plan::Base& row, const Rational& amount) {
  if (row.min_minor && amount < Rational(*row.min_minor)) return Rational(*row.min_minor);
  if (row.max_minor && Rational(*row.max_minor) < amount) return Rational(*row.max_minor);
  return amount;
}

// Whether there is anything to share out. A sale of nothing counts for tiers, by shares of 0; one
// that a row exempts, or no row is for, is no business of the plan.
bool is_shared(const plan::Plan& plan, const BaseResult& base) {
  return base.zero.empty() || (base.zero == "base_zero" && !plan.tiers.empty());
}

std::string share_out(const plan::Plan& plan, const Sale& sale, Result& result) {
  result.base = base_of(plan, sale);
  if (!is_shared(plan, result.base)) return result.base.zero;
  if (result.base.zero.empty()) {
    result.pool_factors = pool_factors(plan, sale);
    result.exact = result.base.amount * result.pool_factors.value;
    result.pool = result.exact.round_half_away();
  }
  result.stages.reserve(plan.stages.size());
  for (const plan::Stage& stage : plan.stages) {
    StageResult& part = result.stages.emplace_back(select_touches(stage, sale));
    attribute(stage, sale, part);
    share_factors(plan, sale, part);
  }
  if (result.pool == 0 && plan.tiers.empty()) return "pool_zero";
  divide_pool(plan, sale, result);
  result.shares = split_shares(plan, sale, result.stages);
  if (result.pool == 0) return result.base.zero.empty() ? "pool_zero" : result.base.zero;
  result.override_steps = override_steps(plan, result.shares);
  result.overrides = override_shares(result.override_steps, result.shares);
  return result.shares.empty() ? "no_stage" : "";
}

void say(std::string& out, const std::string& text) {
  if (!out.empty()) out += "; ";
  out += text;
}

// Beside the pool only where there could have been one.
const std::vector<StageResult>& beside_stages(const Result& result) {
  static const std::vector<StageResult> kNone;
  return result.base.zero.empty() ? result.stages : kNone;
}

// Odd figures of a plan must not stop the ledger: nothing is paid, and the claim says why.
Result not_computed(const Error& error) {
  Result out;
  out.is_computed = false;
  out.zero = error.code();
  return out;
}

// Exact, and yet more than the sums of a ledger have room for.
bool is_beyond(const Result& result) {
  const auto beyond = [](const Share& share) {
    return share.amount > kMostMinor || share.value > kMostMinor || share.units > kMostMinor;
  };
  return result.pool > kMostMinor ||
         std::any_of(result.shares.begin(), result.shares.end(), beyond) ||
         std::any_of(result.overrides.begin(), result.overrides.end(), beyond) ||
         std::any_of(result.premiums.begin(), result.premiums.end(),
                     [](const PremiumResult& row) { return row.amount > kMostMinor; });
}

// Which condition stood in the way of a claim that earns nothing.
std::string failed_words(const Result& result) {
  std::string out;
  if (result.zero == "base_missing") {
    for (const TriedBase& tried : result.base.tried) {
      say(out, tried.row->rule + ": " + tried.failed->text());
    }
    return out.empty() ? "no row of base, base_group, base_brand or base_any is for it" : out;
  }
  if (result.zero == "commission_free" || result.zero == "base_zero") return result.base.rule;
  if (result.zero == "pool_zero") {
    for (const Tried& tried : result.pool_factors.tried) {
      if (!tried.failed) {
        say(out, "factor." + tried.factor->id + ": " + tried.factor->value.text());
      }
    }
    return out.empty() ? result.base.rule : out;
  }
  for (const StageResult& stage : result.stages) {
    if (stage.absent.empty()) continue;
    std::string why = "stages." + stage.name + ": " + stage.absent;
    for (const LeftOut& row : stage.left_out) why += " " + std::string(row.reason);
    say(out, why);
  }
  return out;
}

}  // namespace

BaseResult base_of(const plan::Plan& plan, const Sale& sale) {
  BaseResult out;
  const plan::Base* row = base_row(plan, sale, out.tried);
  if (!row) {
    out.zero = "base_missing";
    return out;
  }
  out.rule = row->rule;
  if (row->kind == plan::BaseKind::kNone) {
    out.zero = "commission_free";
    return out;
  }
  out.amount = within(*row, base_amount(*row, sale));
  if (out.amount.sign() <= 0) out.zero = "base_zero";
  return out;
}

FactorResult apply_factors(const std::vector<const plan::Factor*>& factors,
                           const plan::Limits& limits, const plan::Lookup& lookup) {
  FactorResult out;
  out.tried.reserve(factors.size());
  for (const plan::Factor* factor : factors) {
    const plan::Condition* failed = plan::first_failed(factor->when, lookup);
    out.tried.push_back({factor, failed});
    if (!failed) out.product = out.product * factor->value;
  }
  out.value =
      out.product < limits.min ? limits.min : (limits.max < out.product ? limits.max : out.product);
  return out;
}

FactorResult pool_factors(const plan::Plan& plan, const Sale& sale) {
  std::vector<const plan::Factor*> factors;
  for (const plan::Factor& factor : plan.factors) {
    if (factor.scope == plan::FactorScope::kPool) factors.push_back(&factor);
  }
  return apply_factors(factors, plan.pool_limits, lookup(sale));
}

std::vector<Rational> stage_weights(const plan::Plan& plan,
                                    const std::vector<StageResult>& stages) {
  std::vector<Rational> weights;
  weights.reserve(stages.size());
  std::int64_t moved = 0;
  for (const StageResult& stage : stages) {
    const bool stays = stage.absent.empty() || plan.absent == plan::Absent::kForfeit;
    const bool moves = !stage.absent.empty() && plan.absent == plan::Absent::kTo;
    weights.emplace_back(stays ? stage.weight : 0);
    if (moves) moved += stage.weight;
  }
  for (std::size_t i = 0; i < stages.size() && moved > 0; ++i) {
    // An absent target keeps what moved to it: there is nobody to pay, so it is forfeited.
    if (stages[i].name == plan.absent_to) weights[i] = weights[i] + Rational(moved);
  }
  return weights;
}

void divide_pool(const plan::Plan& plan, const Sale& sale, Result& result) {
  const std::vector<Rational> weights = stage_weights(plan, result.stages);
  const bool nobody = std::all_of(weights.begin(), weights.end(),
                                  [](const Rational& weight) { return weight.zero(); });
  if (nobody) return;
  const Proportion among_stages(weights);
  const auto amounts = among_stages.parts_of(result.pool);
  const auto values = among_stages.parts_of(value_of(sale).round_half_away());
  const auto units = among_stages.parts_of(checked_mul(sale.quantity, kUnit));
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    StageResult& stage = result.stages[i];
    stage.amount = amounts[i];
    if (!stage.absent.empty()) {
      stage.forfeited = amounts[i] != 0;
      result.forfeited += amounts[i];
    } else {
      const Proportion among_touches(stage.weights);
      stage.amounts = among_touches.parts_of(amounts[i]);
      stage.values = among_touches.parts_of(values[i]);
      stage.units = among_touches.parts_of(units[i]);
    }
  }
}

std::vector<std::int64_t> reversal_parts(const std::vector<std::int64_t>& outstanding,
                                         const Rational& part) {
  std::vector<Rational> weights;
  std::int64_t total = 0;
  for (const std::int64_t amount : outstanding) {
    total = checked_add(total, amount);
    weights.emplace_back(amount);
  }
  return largest_remainder((Rational(total) * part).round_half_away(), weights);
}

std::int64_t reserve_of(std::int64_t total, const Rational& rate) {
  return (Rational(total) * rate).round_half_away();
}

Result compute_alone(const plan::Plan& plan, const Sale& sale) {
  Result result;
  try {
    result.zero = share_out(plan, sale, result);
    result.credits = credits(plan, sale, beside_stages(result));
    if (!result.zero.empty()) result.failed = failed_words(result);
  } catch (const Error& error) {
    result = not_computed(error);
  }
  return result;
}

void add_premiums(const plan::Plan& plan, const Sale& sale, Result& result) {
  if (!result.is_computed) return;
  try {
    result.premiums = premiums(plan, sale, beside_stages(result));
  } catch (const Error& error) {
    result = not_computed(error);
  }
}

Result compute(const plan::Plan& plan, const Sale& sale) {
  Result result = compute_alone(plan, sale);
  add_premiums(plan, sale, result);
  if (is_beyond(result)) {
    return not_computed(Error(Fault::kData, kAmountOverflow, "more than a ledger takes"));
  }
  return result;
}

}  // namespace kontor::commission
