// SPDX-License-Identifier: Apache-2.0
// Steps "premiums" and "credits": money beside the pool, and targets that are no money.
#include <algorithm>
#include <set>

#include "lib/claim/pipeline.h"

namespace kontor::claim {
namespace {

const StageResult* present(const std::vector<StageResult>& stages, std::string_view name) {
  for (const StageResult& stage : stages) {
    if (stage.name == name && stage.absent.empty()) return &stage;
  }
  return nullptr;
}

Split premium_split(const plan::Plan& plan, const plan::Premium& premium, const Touch& touch) {
  if (premium.to == plan::PremiumTo::kSplit) return split_of(plan, touch);
  const bool to_seller = premium.to == plan::PremiumTo::kSeller && !touch.seller.empty();
  return to_seller ? Split{1, 0} : Split{0, 1};
}

// A premium among a stage follows that stage's touch weights.
std::vector<Share> premium_shares(const plan::Plan& plan, const plan::Premium& premium,
                                  const Sale& sale, const StageResult& stage, std::int64_t amount) {
  std::vector<Split> splits;
  for (const std::size_t touch : stage.touches) {
    splits.push_back(premium_split(plan, premium, sale.touches[touch]));
  }
  return share_stage(sale, stage, largest_remainder(amount, stage.weights), splits);
}

PremiumResult premium(const plan::Plan& plan, const plan::Premium& row, const Sale& sale,
                      const std::vector<StageResult>& stages) {
  PremiumResult out;
  out.id = row.id;
  if (const plan::Condition* failed = plan::first_failed(row.when, lookup(sale))) {
    out.zero = failed->text();
    return out;
  }
  const StageResult* stage = present(stages, row.among);
  if (!stage) {
    out.zero = "stage " + row.among + " is absent";
    return out;
  }
  out.amount = row.amount_minor;
  if (row.cap_month_minor > 0) {
    const auto spent = sale.premium_spent_minor.find(row.id);
    const std::int64_t before = spent == sale.premium_spent_minor.end() ? 0 : spent->second;
    const std::int64_t left = std::max<std::int64_t>(row.cap_month_minor - before, 0);
    out.amount = std::min(out.amount, left);
    if (out.amount == 0) out.zero = "cap_month is used up";
  }
  if (out.amount > 0) out.shares = premium_shares(plan, row, sale, *stage, out.amount);
  return out;
}

std::vector<std::string> units(const std::string& unit, const Sale& sale,
                               const std::vector<StageResult>& stages) {
  if (unit == "closing_unit") return {sale.outlet};
  if (unit == "home_unit") return {sale.home_unit};
  std::set<std::string> outlets;
  const StageResult* stage = present(stages, unit == "tip_unit" ? "tip" : "consultation");
  if (stage) {
    for (const std::size_t touch : stage->touches) outlets.insert(sale.touches[touch].outlet);
  }
  return {outlets.begin(), outlets.end()};
}

}  // namespace

std::vector<PremiumResult> premiums(const plan::Plan& plan, const Sale& sale,
                                    const std::vector<StageResult>& stages) {
  std::vector<PremiumResult> out;
  for (const plan::Premium& row : plan.premiums) out.push_back(premium(plan, row, sale, stages));
  return out;
}

std::vector<CreditResult> credits(const plan::Plan& plan, const Sale& sale,
                                  const std::vector<StageResult>& stages) {
  std::vector<CreditResult> out;
  for (const plan::Credit& row : plan.credits) {
    if (plan::first_failed(row.when, lookup(sale))) continue;
    for (const auto& [unit, value] : row.to) {
      for (const std::string& outlet : units(unit, sale, stages)) {
        if (!outlet.empty()) out.push_back({unit, outlet, value, unit == row.counting});
      }
    }
  }
  return out;
}

}  // namespace kontor::claim
