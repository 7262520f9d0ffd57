// SPDX-License-Identifier: Apache-2.0
// Step "overrides": money beside the pool for the businesses above those that have shares.
#include <map>
#include <set>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
namespace {

// What each business and its sellers have of the stage, or of all.
std::map<std::string, std::int64_t> sums_of(const plan::Override& row,
                                            const std::vector<Share>& shares) {
  std::map<std::string, std::int64_t> out;
  for (const Share& share : shares) {
    if (!row.stage.empty() && share.stage != row.stage) continue;
    out[share.partner] = checked_add(out[share.partner], share.amount);
  }
  return out;
}

const std::string* above(const plan::Override& row, const std::string& business) {
  for (const auto& [below, up] : row.above) {
    if (below == business) return &up;
  }
  return nullptr;
}

void add(const OverrideStep& step, const std::vector<Share>& shares, Share& out) {
  out.stage = "override." + step.id;
  out.payee = step.payee;
  out.role = "business";
  out.partner = step.payee;
  out.amount = checked_add(out.amount, step.amount);
  std::set<std::size_t> touches(out.touches.begin(), out.touches.end());
  for (const Share& share : shares) {
    if (share.partner == step.below) touches.insert(share.touches.begin(), share.touches.end());
  }
  out.touches.assign(touches.begin(), touches.end());
}

}  // namespace

std::vector<OverrideStep> override_steps(const plan::Plan& plan, const std::vector<Share>& shares) {
  std::vector<OverrideStep> out;
  for (const plan::Override& row : plan.overrides) {
    for (const auto& [business, sum] : sums_of(row, shares)) {
      const std::string* up = above(row, business);
      for (std::size_t k = 0; k < row.rates.size() && up; ++k, up = above(row, *up)) {
        const Rational part = Rational(sum) * row.rates[k];
        out.push_back({row.id, k + 1, business, *up, sum, row.rates[k], part.round_half_away()});
      }
    }
  }
  return out;
}

std::vector<Share> override_shares(const std::vector<OverrideStep>& steps,
                                   const std::vector<Share>& shares) {
  std::vector<Share> out;
  for (auto step = steps.begin(); step != steps.end();) {
    std::map<std::string, Share> payees;  // of one override
    const std::string& id = step->id;
    for (; step != steps.end() && step->id == id; ++step) add(*step, shares, payees[step->payee]);
    for (auto& [payee, share] : payees) out.push_back(std::move(share));
  }
  return out;
}

}  // namespace kontor::commission
