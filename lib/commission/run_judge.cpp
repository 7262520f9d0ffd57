// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/run_judge.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/commission/run_period.h"

namespace kontor::commission {
namespace {

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

RunJudged judge_item(const plan::Plan& plan, const Sale& sale, const RunItem& item) {
  RunJudged out;
  out.state.item = item.item;
  out.state.product = item.product;
  out.state.vested = *item.vested;
  out.state.available = available(plan, sale, item);
  out.state.closed = sale.closed;
  out.state.claim = sale.order + "." + item.item;
  out.state.tiers = matching_tiers(plan, sale);
  if (is_valid_on(plan, sale.closed.date())) {
    out.result = compute_alone(plan, sale);
  } else {
    out.result.is_computed = false;
    out.result.zero = "plan_not_valid";
  }
  return out;
}

RunSale judged(const plan::Plan& plan, RunOrder order) {
  RunSale out{std::move(order), {}};
  try {
    out.items = judge_items(plan, out.order);
  } catch (const Error&) {
    // Judged anew in its turn: what the lines before it made of it comes first.
  }
  return out;
}

}  // namespace

SaleOfItem::SaleOfItem(Sale& sale, const RunItem& item)
    : sale_(sale), is_bundle_(!sale.offer.empty()) {
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
  if (!is_bundle_) sale.offer = item.item;
}

SaleOfItem::~SaleOfItem() {
  if (!is_bundle_) sale_.offer.clear();
}

std::vector<RunJudged> judge_items(const plan::Plan& plan, RunOrder& order) {
  std::vector<RunJudged> out;
  out.reserve(order.items.size());
  for (const RunItem& item : order.items) {
    const SaleOfItem here(order.sale, item);
    out.push_back(judge_item(plan, order.sale, item));
  }
  return out;
}

RunLine run_line(const plan::Plan& plan, const Json& line) {
  const Json* kind = line.find("t");
  const std::string_view word = kind && kind->is_string() ? kind->string() : std::string_view();
  if (word == "order") return judged(plan, run_order(line));
  if (word == "return") return run_return(line);
  if (word == "restore") return RunRestore{run_restore(line)};
  if (word == "settle") return RunSettle{run_settle(line)};
  throw Error(Fault::kData, "bad_line",
              kind ? "t: is none of: order return restore settle" : "t: missing");
}

}  // namespace kontor::commission
