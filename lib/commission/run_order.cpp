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
constexpr Date kNever{INT64_MAX / 2};

Date end_of_liability(const plan::Liability& liability, Date vested) {
  if (!liability.window) return kNever;
  const Date end = add(vested, *liability.window);
  return liability.window->months > 0 ? Date{end.days + kMonthEndDays} : end;
}

void fill(Sale& sale, const RunItem& item) {
  sale.item = item.item;
  sale.product = item.product;
  sale.group = item.group;
  sale.brand = item.brand;
  sale.price_point = item.price_point;
  sale.quantity = item.quantity;
  sale.recurring_minor = item.recurring_minor;
  sale.one_time_minor = item.one_time_minor;
  sale.list_minor = item.list_minor;
  sale.discount = item.discount;
  sale.term_months = item.term_months;
}

// The day from which settlements pay the item.
Date available(const plan::Plan& plan, const Sale& sale, const RunItem& item) {
  Date out = *item.vested;
  for (const plan::Hold& hold : plan.holds) {
    if (plan::first_failed(hold.when, lookup(sale))) continue;
    const Date end = hold.period ? add(*item.vested, *hold.period) : item.paid.value_or(kNever);
    out = std::max(out, end);
  }
  return out;
}

bool is_valid_on(const plan::Plan& plan, Date closed) {
  return plan.from <= closed && (!plan.to || closed <= *plan.to);
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
  for (const RunItem& item : line.items) periods_.may_add(*item.vested, "vested");
}

Run::Books::Judged Run::Books::judge_item(Sale& sale, const RunItem& item,
                                          std::set<std::string>& due) {
  fill(sale, item);
  const bool bundle = !sale.offer.empty();
  if (!bundle) sale.offer = item.item;
  Judged out;
  out.state.item = item.item;
  out.state.product = item.product;
  out.state.vested = *item.vested;
  out.state.available = available(plan_, sale, item);
  out.state.closed = sale.closed;
  out.state.claim = sale.order + "." + item.item;
  out.state.tiers = periods_.matching(sale);
  if (is_valid_on(plan_, sale.closed.date())) {
    spent_.fill(plan_, *item.vested, sale);
    out.result = compute(plan_, sale);
  } else {
    out.result.zero = "plan_not_valid";
  }
  for (PremiumResult& premium : out.result.premiums) {
    const bool pays = premium.amount != 0 && due.insert("premium." + premium.id).second;
    if (pays) out.premiums.push_back(&premium);
  }
  const std::set<std::string> before = due;
  for (const CreditResult& credit : out.result.credits) {
    const std::string name = "credit." + credit.id;
    if (!out.result.zero.empty() || !credit.zero.empty() || before.contains(name)) continue;
    due.insert(name);
    out.credits.push_back(credit);
  }
  if (!bundle) sale.offer.clear();
  return out;
}

void Run::Books::write(const Sale& sale, const Judged& item, std::string& out) const {
  ClaimLine line{plan_, sale, item.result, item.state.vested, {}, item.credits, nullptr};
  line.premiums.assign(item.premiums.begin(), item.premiums.end());
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

void Run::Books::order(RunOrder line, std::string& out) {
  may_take(line);
  Sale& sale = line.sale;
  std::vector<Judged> judged;
  judged.reserve(line.items.size());
  std::set<std::string> due;
  std::string text;
  for (const RunItem& item : line.items) {
    judged.push_back(judge_item(sale, item, due));
    write(sale, judged.back(), text);
  }
  advance(sale.closed.date(), out);
  RunOrderState state;
  for (Judged& one : judged) {
    if (keeps_) one.state.parts.reserve(one.result.shares.size() + one.result.overrides.size());
    for (const Share& share : one.result.shares) earn(share, state, one.state);
    for (const Share& share : one.result.overrides) earn(share, state, one.state);
    for (const PremiumResult* premium : one.premiums) pay(*premium, one.state.vested, state);
    if (!keeps_) continue;
    state.credits.insert(state.credits.end(), one.credits.begin(), one.credits.end());
    state.items.push_back(std::move(one.state));
  }
  keep(sale.order, std::move(state));
  out += text;
}

}  // namespace kontor::commission
