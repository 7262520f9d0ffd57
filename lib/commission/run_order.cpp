// SPDX-License-Identifier: Apache-2.0
// An order of a back-test: judged as a whole, then posted, then kept while it is liable.
#include <algorithm>

#include "lib/base/error.h"
#include "lib/commission/explain.h"
#include "lib/commission/run_books.h"
#include "lib/commission/run_text.h"

namespace kontor::commission {
namespace {

// A month's end may lie a few days beyond the same day of another month.
constexpr std::int64_t kMonthEndDays = 3;

Date end_of_liability(const plan::Liability& liability, Date vested) {
  if (!liability.window) return kNever;
  const Date end = add(vested, *liability.window);
  return liability.window->months > 0 ? Date{end.days + kMonthEndDays} : end;
}

}  // namespace

Run::Books::Books(const plan::Plan& plan, RunDetail detail)
    : plan_(plan),
      detail_(detail),
      keeps_(plan.liability.window || !plan.liability.full_causes.empty()),
      periods_(plan, payees_),
      clock_{INT64_MIN / 2},
      settled_until_{INT64_MIN / 2},
      dropped_to_{INT64_MIN / 2} {}

PayeeNode* Run::Books::payee(const Share& share) {
  const bool is_seller = share.role == "seller";
  const std::hash<std::string_view> hash;
  std::vector<PayeeNode*>& row = known_[hash(share.payee) * 31 + hash(share.partner)];
  for (PayeeNode* node : row) {
    const RunPayee& payee = node->first;
    if (payee.is_seller == is_seller && payee.id == share.payee && payee.partner == share.partner) {
      return node;
    }
  }
  row.push_back(&*payees_.try_emplace({share.partner, is_seller, share.payee}).first);
  return row.back();
}

void Run::Books::book(PayeeNode* payee, const RunItemState& item, Date date, std::int64_t amount) {
  std::int64_t& sum = payee->second.later[std::max(date, item.available)];
  sum = checked_add(sum, amount);
}

void Run::Books::advance(Date date, std::string& out) {
  clock_ = std::max(clock_, date);
  while (!ends_.empty() && ends_.begin()->first < clock_) {
    const auto order = orders_.find(ends_.begin()->second);
    if (order != orders_.end() && !order->second.is_held()) {
      dropped_to_ = std::max(dropped_to_, order->second.ends);
      orders_.erase(order);
    }
    ends_.erase(ends_.begin());
  }
  periods_.advance(clock_, out);
  post_periods();
}

void Run::Books::may_take(const RunOrder& line) const {
  if (orders_.contains(line.sale.order)) {
    throw Error(Fault::kData, "bad_line", "order: \"" + line.sale.order + "\" came before");
  }
  for (const auto& [stage, weights] : line.sale.manual) {
    const bool known = std::any_of(plan_.stages.begin(), plan_.stages.end(),
                                   [&](const plan::Stage& row) { return row.name == stage; });
    if (!known) {
      throw Error(Fault::kData, "bad_line", "manual." + stage + ": the plan has no such stage");
    }
  }
  for (const RunItem& item : line.items) periods_.may_add(*item.vested, "vested");
}

Run::Books::Due Run::Books::pay_beside(Sale& sale, const RunItem& item, RunJudged& judged,
                                       Had& had) {
  {
    const SaleOfItem here(sale, item);
    spent_.fill(plan_, *item.vested, sale);
    add_premiums(plan_, sale, judged.result);
  }
  Due out;
  for (PremiumResult& premium : judged.result.premiums) {
    if (premium.amount == 0 || !had.premiums.insert(premium.id).second) continue;
    out.premiums.push_back(&premium);
  }
  for (const CreditResult& credit : judged.result.credits) {
    if (!judged.result.zero.empty() || !credit.zero.empty()) continue;
    if (!had.credits.contains(credit.id)) out.credits.push_back(&credit);
  }
  for (const CreditResult* credit : out.credits) had.credits.insert(credit->id);
  return out;
}

void Run::Books::write(const Sale& sale, const RunJudged& item, const Due& due,
                       std::string& out) const {
  ClaimLine line{plan_, sale, item.result, item.state.vested, due.premiums, due.credits, nullptr};
  Json tree;
  if (detail_ == RunDetail::kExplain) {
    tree = explain(plan_, sale);
    line.explain = &tree;
  }
  write_claim(line, out);
}

void Run::Books::earn(const Share& share, RunOrderState& order, RunItemState& item) {
  if (share.amount == 0 && share.value == 0 && share.units == 0) return;
  PayeeNode* node = payee(share);
  periods_.add(node, item, item.vested, {share.amount, share.value, share.units});
  if (keeps_ && periods_.is_active() && (share.value != 0 || share.units != 0)) {
    RunCredited& credited = item.credited_to(node);
    credited.value = credited.value_now = checked_add(credited.value, share.value);
    credited.units = credited.units_now = checked_add(credited.units, share.units);
  }
  if (share.amount == 0) return;
  book(node, item, item.vested, share.amount);
  if (!keeps_) return;
  item.parts.push_back({node, share.stage, share.amount});
  if (!plan_.liability.reserve_rate.zero() && !order.account(node)) {
    order.accounts.push_back({node, 0, 0, {}});
  }
}

void Run::Books::pay(const PremiumResult& premium, Date date, RunOrderState& order) {
  for (const Share& share : premium.shares) {
    if (share.amount == 0) continue;
    PayeeNode* node = payee(share);
    for (auto* sums : {&node->second.later, &node->second.premiums}) {
      std::int64_t& sum = (*sums)[date];
      sum = checked_add(sum, share.amount);
    }
    spent_.add(premium.id, share, date, share.amount);
    if (keeps_) order.premiums.push_back({premium.id, node, share, date});
  }
}

void Run::Books::keep(const std::string& id, RunOrderState order) {
  if (!keeps_ || order.items.empty()) return;
  for (RunAccount& account : order.accounts) account.bases.assign(order.items.size(), 0);
  for (const RunItemState& item : order.items) {
    order.ends = std::max(order.ends, end_of_liability(plan_.liability, item.vested));
  }
  if (order.ends < clock_) return;
  if (order.ends < kNever) ends_.emplace(order.ends, id);
  orders_.emplace(id, std::move(order));
}

void Run::Books::order(RunSale line, std::string& out) {
  may_take(line.order);
  if (line.items.empty()) line.items = judge_items(plan_, line.order);
  Sale& sale = line.order.sale;
  std::vector<Due> dues;
  dues.reserve(line.items.size());
  Had had;
  text_.clear();
  for (std::size_t i = 0; i < line.items.size(); ++i) {
    dues.push_back(pay_beside(sale, line.order.items[i], line.items[i], had));
    write(sale, line.items[i], dues.back(), text_);
  }
  advance(sale.closed.date(), out);
  RunOrderState state;
  for (std::size_t i = 0; i < line.items.size(); ++i) {
    auto& [result, item] = line.items[i];
    const std::size_t shares = result.shares.size() + result.overrides.size();
    if (keeps_) item.parts.reserve(shares);
    if (keeps_ && periods_.is_active()) item.credited.reserve(shares);
    for (const Share& share : result.shares) earn(share, state, item);
    for (const Share& share : result.overrides) earn(share, state, item);
    for (const PremiumResult* premium : dues[i].premiums) pay(*premium, item.vested, state);
    if (!keeps_) continue;
    for (const CreditResult* credit : dues[i].credits) state.credits.push_back(*credit);
    state.items.push_back(std::move(item));
  }
  keep(sale.order, std::move(state));
  out += text_;
}

}  // namespace kontor::commission
