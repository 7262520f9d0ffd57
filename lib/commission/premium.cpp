// SPDX-License-Identifier: Apache-2.0
// Steps "premiums" and "credits": money beside the pool, and targets that are no money.
#include <algorithm>
#include <map>
#include <set>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
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
  splits.reserve(stage.touches.size());
  for (const std::size_t touch : stage.touches) {
    splits.push_back(premium_split(plan, premium, sale.touches[touch]));
  }
  return share_stage(sale, stage, largest_remainder(amount, stage.weights), splits, {});
}

std::int64_t within(std::int64_t amount, std::int64_t limit_minor, std::int64_t spent_minor,
                    const std::string& name, PremiumResult& out) {
  if (limit_minor == 0) return amount;
  const std::int64_t left = std::max<std::int64_t>(limit_minor - spent_minor, 0);
  if (left < amount) out.cuts.push_back(name);
  return std::min(amount, left);
}

// What a payee's limit cuts stays in the budget: the others get no more for it.
void limit_payees(const plan::Premium& row, const PremiumSpent& spent, PremiumResult& out) {
  if (row.cap_payee_month_minor == 0) return;
  std::map<std::string, std::int64_t> paid = spent.payee_month_minor;
  out.amount = 0;
  for (Share& share : out.shares) {
    std::int64_t& before = paid[share.payee];
    share.amount = within(share.amount, row.cap_payee_month_minor, before,
                          "cap_payee_month " + share.payee, out);
    before = checked_add(before, share.amount);
    out.amount = checked_add(out.amount, share.amount);
  }
  std::erase_if(out.shares, [](const Share& share) { return share.amount == 0; });
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
  const auto found = sale.premium_spent.find(row.id);
  static const PremiumSpent kNothing;
  const PremiumSpent& spent = found == sale.premium_spent.end() ? kNothing : found->second;
  out.amount = within(row.amount_minor, row.cap_month_minor, spent.month_minor, "cap_month", out);
  out.amount = within(out.amount, row.budget_minor, spent.version_minor, "budget", out);
  if (out.amount > 0) {
    out.shares = premium_shares(plan, row, sale, *stage, out.amount);
    limit_payees(row, spent, out);
  }
  if (out.amount == 0) {
    out.zero = out.cuts.empty() ? "amount is 0" : out.cuts.back() + " is used up";
  }
  return out;
}

// Outlets elsewhere that issued the code with which the customer closed.
std::set<std::string> steering(const Sale& sale) {
  std::set<std::string> out;
  for (const Touch& touch : sale.touches) {
    const bool used = !sale.code.empty() && touch.code == sale.code;
    if (used && touch.channel != sale.channel) out.insert(touch.outlet);
  }
  return out;
}

std::set<std::string> units(const std::string& unit, const Sale& sale,
                            const std::vector<StageResult>& stages) {
  if (unit == "closing_unit") return {sale.outlet};
  if (unit == "home_unit") return {sale.home_unit};
  if (unit == "steering_unit") return steering(sale);
  std::set<std::string> outlets;
  const StageResult* stage = present(stages, unit == "tip_unit" ? "tip" : "consultation");
  if (stage) {
    for (const std::size_t touch : stage->touches) outlets.insert(sale.touches[touch].outlet);
  }
  return outlets;
}

std::string credit_zero(const plan::Credit& row, const Sale& sale) {
  if (!row.product.empty() && row.product != sale.item && row.product != sale.product) {
    return "product " + row.product;
  }
  const plan::Condition* failed = plan::first_failed(row.when, lookup(sale));
  return failed ? failed->text() : "";
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
    const std::string zero = credit_zero(row, sale);
    if (!zero.empty()) {
      out.push_back({row.id, zero, "", "", Rational(0), false});
      continue;
    }
    for (const auto& [unit, value] : row.to) {
      for (const std::string& outlet : units(unit, sale, stages)) {
        if (!outlet.empty()) out.push_back({row.id, "", unit, outlet, value, unit == row.counting});
      }
    }
  }
  return out;
}

}  // namespace kontor::commission
