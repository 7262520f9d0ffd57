// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/explain.h"

#include <algorithm>
#include <map>
#include <vector>

#include "lib/base/money.h"

namespace kontor::commission {

Json step_node(std::string_view step, const std::string& rule, Json inputs, Json result) {
  Json out =
      Json::object({{"step", step}, {"inputs", std::move(inputs)}, {"result", std::move(result)}});
  if (!rule.empty()) out.set("rule", rule);
  return out;
}

void below(Json& parent, std::vector<Json> steps) {
  if (!steps.empty()) parent.set("steps", Json(Json::Array(steps.begin(), steps.end())));
}

namespace {

Json strings_of(const std::vector<Rational>& values) {
  Json out = Json::array();
  for (const Rational& value : values) out.push(value.text());
  return out;
}

Json integers(const std::vector<std::int64_t>& values) {
  Json out = Json::array();
  for (const std::int64_t value : values) out.push(value);
  return out;
}

Json party(const Touch& touch) {
  Json out = Json::object({{"partner", touch.partner}, {"record", touch.record}});
  if (!touch.seller.empty()) out.set("seller", touch.seller);
  if (!touch.outlet.empty()) out.set("outlet", touch.outlet);
  return out;
}

// What a row says, so that its amount can be held against the inputs above it.
Json base_row_node(const TriedBase& tried) {
  const plan::Base& row = *tried.row;
  Json inputs;
  if (!row.rate.zero()) inputs = Json::object({{"rate", row.rate.text()}, {"of", row.of}});
  if (row.amount_minor != 0) inputs.set("amount", row.amount_minor);
  if (row.cost_minor != 0) inputs.set("cost", row.cost_minor);
  if (row.min_minor) inputs.set("min", *row.min_minor);
  if (row.max_minor) inputs.set("max", *row.max_minor);
  Json outcome = Json::object({{"applies", tried.failed == nullptr}});
  if (tried.failed) outcome.set("failed", tried.failed->text());
  return step_node("base row", row.rule, std::move(inputs), std::move(outcome));
}

Json base_node(const Sale& sale, const Result& result) {
  Json inputs = Json::object({{"item", sale.item},
                              {"price_point", sale.price_point},
                              {"quantity", sale.quantity},
                              {"recurring", sale.recurring_minor},
                              {"one_time", sale.one_time_minor},
                              {"term_months", sale.term_months},
                              {"value", value_of(sale).text()}});
  if (!sale.product.empty()) inputs.set("product", sale.product);
  if (!sale.group.empty()) inputs.set("group", sale.group);
  if (!sale.brand.empty()) inputs.set("brand", sale.brand);
  if (const auto discount = discount_of(sale)) inputs.set("discount", discount->text());
  Json out = Json::object({{"amount", result.base.amount.text()}});
  if (!result.base.zero.empty()) out.set("zero", result.base.zero);
  Json tree = step_node("base", result.base.rule, std::move(inputs), std::move(out));
  std::vector<Json> steps;
  for (const TriedBase& tried : result.base.tried) steps.push_back(base_row_node(tried));
  below(tree, std::move(steps));
  return tree;
}

Json factor_nodes(std::string_view step, const FactorResult& result) {
  std::vector<Json> steps;
  for (const Tried& tried : result.tried) {
    Json outcome = Json::object({{"applies", tried.failed == nullptr}});
    if (tried.failed) outcome.set("failed", tried.failed->text());
    steps.push_back(step_node("factor", "factor." + tried.factor->id,
                              Json::object({{"value", tried.factor->value.text()}}),
                              std::move(outcome)));
  }
  Json out = step_node(step, "factor_limits", Json::object({{"product", result.product.text()}}),
                       Json::object({{"factor", result.value.text()}}));
  below(out, std::move(steps));
  return out;
}

Json touch_node(const Sale& sale, const StageResult& stage, std::size_t i) {
  const Touch& touch = sale.touches[stage.touches[i]];
  Json inputs = party(touch);
  inputs.set("at", format_instant(touch.at));
  inputs.set("age_days", age_days(sale, touch));
  inputs.set("minutes", touch.minutes);
  inputs.set("code_used", !sale.code.empty() && touch.code == sale.code);
  Json result = Json::object({{"attribution", stage.attribution[i].text()},
                              {"factor", stage.factors[i].value.text()},
                              {"weight", stage.weights[i].text()}});
  if (i < stage.amounts.size()) result.set("amount", stage.amounts[i]);
  Json out = step_node("touch", touch.evidence, std::move(inputs), std::move(result));
  out.set("because", Json::strings(touch.because));
  if (!stage.factors[i].tried.empty()) {
    below(out, {factor_nodes("share factors", stage.factors[i])});
  }
  return out;
}

Json stage_node(const Sale& sale, const StageResult& stage) {
  std::vector<Json> steps;
  for (std::size_t i = 0; i < stage.touches.size(); ++i)
    steps.push_back(touch_node(sale, stage, i));
  for (const LeftOut& row : stage.left_out) {
    Json out = step_node("touch", sale.touches[row.touch].evidence, party(sale.touches[row.touch]),
                         Json::object({{"left_out", row.reason}}));
    out.set("because", Json::strings(sale.touches[row.touch].because));
    steps.push_back(std::move(out));
  }
  Json result = Json::object({{"amount", stage.amount},
                              {"weights", strings_of(stage.weights)},
                              {"amounts", integers(stage.amounts)}});
  if (!stage.absent.empty()) result.set("absent", stage.absent);
  if (stage.forfeited) result.set("forfeited", true);
  Json out = step_node("stage", "stages." + stage.name, Json::object({{"weight", stage.weight}}),
                       std::move(result));
  below(out, std::move(steps));
  return out;
}

Json split_node(const plan::Plan& plan, const Sale& sale, const Result& result) {
  std::vector<Json> steps;
  for (const Share& share : result.shares) {
    const Split split = split_of(plan, sale.touches[share.touches[0]]);
    steps.push_back(step_node("share", "split",
                              Json::object({{"stage", share.stage},
                                            {"role", share.role},
                                            {"seller", split.seller},
                                            {"business", split.business}}),
                              Json::object({{"payee", share.payee},
                                            {"amount", share.amount},
                                            {"value", share.value},
                                            {"units", share.units}})));
  }
  Json out = step_node("split", "split", Json(), Json::object({{"shares", result.shares.size()}}));
  below(out, std::move(steps));
  return out;
}

Json premium_node(const PremiumResult& premium) {
  Json result = Json::object({{"amount", premium.amount}});
  if (!premium.zero.empty()) result.set("zero", premium.zero);
  if (!premium.cuts.empty()) result.set("cuts", Json::strings(premium.cuts));
  Json out = step_node("premium", "premium." + premium.id, Json(), std::move(result));
  std::vector<Json> steps;
  for (const Share& share : premium.shares) {
    steps.push_back(step_node("share", "premium." + premium.id,
                              Json::object({{"role", share.role}}),
                              Json::object({{"payee", share.payee}, {"amount", share.amount}})));
  }
  below(out, std::move(steps));
  return out;
}

Json credit_node(const CreditResult& credit) {
  const std::string rule = "credit." + credit.id;
  if (!credit.zero.empty()) {
    return step_node("credit", rule, Json(), Json::object({{"zero", credit.zero}}));
  }
  return step_node("credit", rule, Json::object({{"unit", credit.unit}, {"outlet", credit.outlet}}),
                   Json::object({{"value", credit.value.text()}, {"counting", credit.counting}}));
}

Json override_node(const OverrideStep& step) {
  return step_node("override", "override." + step.id,
                   Json::object({{"level", step.level},
                                 {"below", step.below},
                                 {"of", step.of_minor},
                                 {"rate", step.rate.text()}}),
                   Json::object({{"payee", step.payee}, {"amount", step.amount}}));
}

// Over periods: what the sale counts towards, each with the condition that leaves it out.
Json period_node(const plan::Plan& plan, const Sale& sale) {
  std::vector<Json> steps;
  for (const plan::Tier& tier : plan.tiers) {
    const plan::Condition* failed = plan::first_failed(tier.when, lookup(sale));
    Json outcome = Json::object({{"applies", failed == nullptr}});
    if (failed) outcome.set("failed", failed->text());
    steps.push_back(step_node("tier", "tier." + tier.id, Json(), std::move(outcome)));
  }
  for (const plan::Hold& hold : plan.holds) {
    const plan::Condition* failed = plan::first_failed(hold.when, lookup(sale));
    Json outcome = Json::object({{"applies", failed == nullptr}});
    if (failed) outcome.set("failed", failed->text());
    steps.push_back(step_node("hold", "hold." + hold.id, Json(), std::move(outcome)));
  }
  Json out = step_node("periods", "", Json(), Json::object({{"count", steps.size()}}));
  below(out, std::move(steps));
  return out;
}

template <typename Item, typename Make>
Json list_node(std::string_view step, const std::vector<Item>& items, Make make) {
  std::vector<Json> steps;
  for (const Item& item : items) steps.push_back(make(item));
  Json out = step_node(step, "", Json(), Json::object({{"count", items.size()}}));
  below(out, std::move(steps));
  return out;
}

std::string absent_rule(const plan::Plan& plan) {
  if (plan.absent == plan::Absent::kForfeit) return "if_absent forfeit";
  if (plan.absent == plan::Absent::kTo) return "if_absent to:" + plan.absent_to;
  return "if_absent redistribute";
}

// What each payee of the claim has reserved of it by the plan: the order as a whole decides.
Json reserve_node(const plan::Plan& plan, const Result& result) {
  std::map<std::string, std::int64_t> sums;
  for (const Share& share : result.shares) sums[share.payee] += share.amount;
  for (const Share& share : result.overrides) sums[share.payee] += share.amount;
  std::vector<Json> steps;
  for (const auto& [payee, sum] : sums) {
    steps.push_back(
        step_node("payee", "liability.reserve", Json::object({{"payee", payee}, {"earned", sum}}),
                  Json::object({{"reserve", reserve_of(sum, plan.liability.reserve_rate)}})));
  }
  Json out = step_node(
      "reserve", "liability.reserve", Json::object({{"rate", plan.liability.reserve_rate.text()}}),
      Json::object({{"rounded", "per payee and order, with the order's other items"}}));
  below(out, std::move(steps));
  return out;
}

}  // namespace

Json explain(const plan::Plan& plan, const Sale& sale) {
  const Result result = compute(plan, sale);
  std::vector<Json> steps = {base_node(sale, result),
                             factor_nodes("pool factors", result.pool_factors)};
  Json stages = step_node("stages", absent_rule(plan), Json::object({{"pool", result.pool}}),
                          Json::object({{"forfeited", result.forfeited}}));
  std::vector<Json> rows;
  for (const StageResult& stage : result.stages) rows.push_back(stage_node(sale, stage));
  below(stages, std::move(rows));
  steps.push_back(std::move(stages));
  steps.push_back(split_node(plan, sale, result));
  steps.push_back(list_node("overrides", result.override_steps, override_node));
  steps.push_back(step_node("rounding", "largest_remainder",
                            Json::object({{"exact", result.exact.text()}}),
                            Json::object({{"pool", result.pool}})));
  steps.push_back(list_node("premiums", result.premiums, premium_node));
  steps.push_back(list_node("credits", result.credits, credit_node));
  steps.push_back(reserve_node(plan, result));
  steps.push_back(period_node(plan, sale));
  Json out = Json::object({{"pool", result.pool}, {"currency", plan.currency}});
  if (!result.zero.empty()) out.set("zero", result.zero);
  if (!result.failed.empty()) out.set("failed", result.failed);
  if (!result.overrides.empty()) {
    std::int64_t beside = 0;
    for (const Share& share : result.overrides) beside += share.amount;
    out.set("overrides", beside);
  }
  Json tree = step_node("claim", plan.id + " " + std::to_string(plan.version),
                        Json::object({{"order", sale.order}, {"item", sale.item}}), std::move(out));
  below(tree, std::move(steps));
  return tree;
}

}  // namespace kontor::commission
