// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/model.h"

#include <algorithm>
#include <array>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::commission {
namespace {

struct ModelRow {
  std::string_view name;
  plan::Model model;
  std::int64_t half_life_steps;
};
constexpr std::array<ModelRow, 6> kModels = {{{"first", plan::Model::kFirst, 0},
                                              {"last", plan::Model::kLast, 0},
                                              {"linear", plan::Model::kLinear, 0},
                                              {"position", plan::Model::kPosition, 0},
                                              {"time_decay", plan::Model::kTimeDecay, 0},
                                              {"time_decay_by_step", plan::Model::kTimeDecay, 1}}};
constexpr std::int64_t kUsualHalfLifeDays = 7;
constexpr std::string_view kPlanItself = "plan";

// The plan with all its stages in one, shared by one model: what the plan counts as a touch stays
// what it is, who has how much of it does not.
plan::Plan journey(const plan::Plan& plan, const ModelRow& row) {
  plan::Stage all;
  all.name = "journey";
  all.weight = 1;
  all.model = row.model;
  all.max = static_cast<std::int64_t>(plan::kMaxShares / 2);
  all.half_life_steps = row.half_life_steps;
  std::set<std::string> evidence;
  for (const plan::Stage& stage : plan.stages) {
    evidence.insert(stage.evidence.begin(), stage.evidence.end());
    if (stage.half_life_days > 0) all.half_life_days = stage.half_life_days;
  }
  if (all.half_life_days == 0) all.half_life_days = kUsualHalfLifeDays;
  if (row.model != plan::Model::kTimeDecay || row.half_life_steps > 0) all.half_life_days = 0;
  all.evidence.assign(evidence.begin(), evidence.end());
  plan::Plan out = plan;
  out.stages = {all};
  std::erase_if(out.factors, [](const plan::Factor& factor) {
    return factor.scope == plan::FactorScope::kShare;
  });
  return out;
}

}  // namespace

std::vector<std::string_view> model_names() {
  std::vector<std::string_view> out = {kPlanItself};
  for (const ModelRow& row : kModels) out.push_back(row.name);
  return out;
}

plan::Plan by_model(const plan::Plan& plan, std::string_view model) {
  if (model == kPlanItself) return plan;
  for (const ModelRow& row : kModels) {
    if (row.name == model) return journey(plan, row);
  }
  std::vector<std::string> names;
  for (const std::string_view name : model_names()) names.emplace_back(name);
  throw Error(Fault::kUsage, "bad_usage", "no model \"" + printable(model) + "\"",
              "one of " + join(names, ", ") + ", or all of them");
}

Sale closed_at(Sale sale, const Touch& close) {
  std::erase_if(sale.touches, [](const Touch& touch) { return touch.evidence == "close"; });
  sale.closed = close.at;
  sale.channel = close.channel;
  sale.outlet = close.outlet;
  sale.partner = close.partner;
  sale.seller = close.seller;
  sale.tier = close.tier;
  sale.touches.push_back(close);
  sale.touches.back().evidence = "close";
  return sale;
}

}  // namespace kontor::commission
