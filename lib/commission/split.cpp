// SPDX-License-Identifier: Apache-2.0
// Step "split": a touch's amount between the business and its seller, then one share per payee.
#include <algorithm>
#include <tuple>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
namespace {

const plan::SplitRow* row_of(const plan::Plan& plan, std::string_view name) {
  for (const plan::SplitRow& row : plan.split) {
    if (row.of == name) return &row;
  }
  return nullptr;
}

enum class Role { kBusiness, kSeller };

// A touch's part, to the payee's share of the stage if there is one.
void add(std::vector<Share>& shares, const StageResult& stage, const Touch& touch,
         std::size_t index, Role role, std::int64_t amount) {
  const bool is_seller = role == Role::kSeller;
  const std::string& payee = is_seller ? touch.seller : touch.partner;
  const std::string_view word = is_seller ? "seller" : "business";
  for (Share& other : shares) {
    if (other.payee == payee && other.role == word) {
      other.amount = checked_add(other.amount, amount);
      other.touches.push_back(index);
      return;
    }
  }
  Share& share = shares.emplace_back();
  share.stage = stage.name;
  share.payee = payee;
  share.role = word;
  share.partner = touch.partner;
  share.outlet = touch.outlet;
  share.amount = amount;
  share.touches = {index};
}

struct Halves {
  std::int64_t business = 0;
  std::int64_t seller = 0;
};

// largest_remainder of two, the business first, without a list of either: nothing is divided as
// often. The odd unit goes where the larger remainder is, and to the business where both are alike.
Halves halves(std::int64_t amount, const Split& split) {
  const Int128 sum = Int128{split.business} + split.seller;
  const Int128 magnitude = amount < 0 ? -Int128{amount} : Int128{amount};
  const Int128 business = magnitude * split.business;
  const Int128 rest = business % sum;
  const bool odd = rest != 0 && rest * 2 >= sum;
  const auto part = static_cast<std::int64_t>(business / sum + (odd ? 1 : 0));
  const std::int64_t signed_part = amount < 0 ? -part : part;
  return {signed_part, amount - signed_part};
}

// A touch's part of the sale counts whole for its seller and for its business.
void credit(const StageResult& stage, Share& share) {
  for (std::size_t i = 0; i < stage.touches.size(); ++i) {
    const auto& own = share.touches;
    if (std::find(own.begin(), own.end(), stage.touches[i]) == own.end()) continue;
    share.value = checked_add(share.value, stage.values[i]);
    share.units = checked_add(share.units, stage.units[i]);
  }
}

}  // namespace

Split split_of(const plan::Plan& plan, const Touch& touch) {
  Split out;
  if (const plan::SplitRow* row = row_of(plan, touch.outlet)) {
    out = {row->seller, row->business};
  } else if (touch.split) {
    out = *touch.split;
  } else if (const plan::SplitRow* channel = row_of(plan, touch.channel)) {
    out = {channel->seller, channel->business};
  } else if (const plan::SplitRow* usual = row_of(plan, "default")) {
    out = {usual->seller, usual->business};
  }
  // Where nobody sat at the counter, or the rule names no part, the business has all.
  if (touch.seller.empty() || out.seller + out.business == 0) out = {0, 1};
  return out;
}

bool payee_before(const Share& a, const Share& b) {
  const bool seller_a = a.role == "seller";
  const bool seller_b = b.role == "seller";
  return std::tie(a.partner, seller_a, a.payee) < std::tie(b.partner, seller_b, b.payee);
}

std::vector<Share> share_stage(const Sale& sale, const StageResult& stage,
                               const std::vector<std::int64_t>& amounts,
                               const std::vector<Split>& splits, Counted counted) {
  std::vector<Share> shares;
  shares.reserve(amounts.size() * 2);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const std::size_t index = stage.touches[i];
    const Touch& touch = sale.touches[index];
    const Halves parts = halves(amounts[i], splits[i]);
    if (splits[i].business > 0 || counted.business) {
      add(shares, stage, touch, index, Role::kBusiness, parts.business);
    }
    if (splits[i].seller > 0 || (counted.seller && !touch.seller.empty())) {
      add(shares, stage, touch, index, Role::kSeller, parts.seller);
    }
  }
  // Touches are in payee order, so that the shares nearly always are.
  if (!std::is_sorted(shares.begin(), shares.end(), payee_before)) {
    std::stable_sort(shares.begin(), shares.end(), payee_before);
  }
  return shares;
}

std::vector<Share> split_shares(const plan::Plan& plan, const Sale& sale,
                                const std::vector<StageResult>& stages) {
  std::vector<Share> out;
  Counted counted;
  for (const plan::Tier& tier : plan.tiers) {
    (tier.per == plan::Per::kSeller ? counted.seller : counted.business) = true;
  }
  std::size_t touches = 0;
  for (const StageResult& stage : stages) touches += stage.touches.size();
  out.reserve(touches * 2);
  std::vector<Split> splits;
  for (const StageResult& stage : stages) {
    splits.clear();
    for (const std::size_t touch : stage.touches)
      splits.push_back(split_of(plan, sale.touches[touch]));
    for (Share& share : share_stage(sale, stage, stage.amounts, splits, counted)) {
      credit(stage, share);
      out.push_back(std::move(share));
    }
  }
  return out;
}

}  // namespace kontor::commission
