// SPDX-License-Identifier: Apache-2.0
// Settlements of a back-test: the reserve, the rules of periods, then what is open is paid.
#include <algorithm>

#include "lib/base/error.h"
#include "lib/commission/run_books.h"
#include "lib/commission/run_text.h"

namespace kontor::commission {
namespace {

// Takes what is dated up to `until` out of the sums by day.
std::int64_t take_until(std::map<Date, std::int64_t>& days, Date until) {
  std::int64_t out = 0;
  while (!days.empty() && days.begin()->first <= until) {
    out = checked_add(out, days.begin()->second);
    days.erase(days.begin());
  }
  return out;
}

void write_settled(const RunPayee& payee, const RunBalance& balance, const plan::Plan& plan,
                   Date until, std::int64_t total, bool paid, std::string& out) {
  LineText line(out);
  line.number("carried", paid ? 0 : total).text("currency", plan.currency);
  line.text("partner", payee.partner).text("payee", payee.id).number("period", balance.period);
  line.number("premium", balance.premium).number("release", balance.release);
  line.number("reserve", balance.reserve).text("role", payee.role());
  line.number("settled", paid ? total : 0).text("t", "settled").day("until", until);
  line.end_line();
}

}  // namespace

void Run::Books::reserve(RunOrderState& order, Date until) {
  for (RunAccount& account : order.accounts) {
    std::vector<Reserved> items;
    bool fresh = false;
    for (std::size_t i = 0; i < order.items.size(); ++i) {
      const RunItemState& item = order.items[i];
      const Rational left =
          item.discharged ? Rational(0) : liability_left(plan_.liability, item.vested, until);
      const std::int64_t open = item.open_of(account.payee, until);
      if (account.bases[i] == 0 && open > 0 && !left.zero()) {
        account.bases[i] = open;
        fresh = true;
      }
      items.push_back({account.bases[i], open, plan_.liability.reserve_rate, left});
    }
    RunBalance& balance = account.payee->second;
    if (fresh) {
      const std::int64_t more = std::max<std::int64_t>(reserve_due(items) - account.reserved, 0);
      account.reserved += more;
      account.held += more;
      balance.held += more;
      balance.reserve += more;
    }
    const std::int64_t surplus = account.held - reserve_justified(items, account.reserved);
    if (surplus <= 0) continue;
    account.held -= surplus;
    balance.held -= surplus;
    balance.release += surplus;
  }
}

void Run::Books::post_periods() {
  for (const PeriodMove& move : periods_.take_moves()) {
    for (auto* sums : {&move.payee->second.later, &move.payee->second.periods}) {
      std::int64_t& sum = (*sums)[move.date];
      sum = checked_add(sum, move.amount);
    }
  }
}

void Run::Books::settle(Date until, std::string& out) {
  const auto late = [&](Date than, const std::string& why) {
    if (until >= than) return;
    throw Error(Fault::kData, "bad_line", "until: " + why + " " + format_date(than));
  };
  late(settled_until_, "before the last settlement,");
  if (!plan_.liability.reserve_rate.zero()) {
    late(dropped_to_, "too late: lines were read by which orders were liable no more from");
  }
  periods_.may_settle(until);
  settled_until_ = until;
  for (auto order = orders_.begin(); order != orders_.end();) {
    reserve(order->second, until);
    const bool done = order->second.ends < std::min(until, clock_) && !order->second.is_held();
    order = done ? orders_.erase(order) : std::next(order);
  }
  periods_.evaluate(until, out);
  post_periods();
  for (auto& [payee, balance] : payees_) {
    balance.open = checked_add(balance.open, take_until(balance.later, until));
    balance.premium = take_until(balance.premiums, until) + balance.premium;
    balance.period = take_until(balance.periods, until);
    const std::int64_t total = balance.open - balance.held;
    const bool paid = total > 0 && total >= plan_.min_payout_minor;
    const bool idle =
        total == 0 && balance.reserve == 0 && balance.release == 0 && balance.period == 0;
    if (!idle) write_settled(payee, balance, plan_, until, total, paid, out);
    if (paid) {
      balance.open = balance.held;
      balance.premium = 0;
    }
    balance.period = balance.reserve = balance.release = 0;
  }
  advance(until, out);
}

void Run::Books::finish(std::string& out) { periods_.finish(out); }

Run::Run(const plan::Plan& plan, RunDetail detail) : plan_(plan), books_(new Books(plan, detail)) {}
Run::~Run() = default;

void Run::take(RunLine line, std::string& out) {
  if (auto* sale = std::get_if<RunSale>(&line)) return books_->order(std::move(*sale), out);
  if (auto* back = std::get_if<RunReturn>(&line)) return books_->back(*back, out);
  if (auto* again = std::get_if<RunRestore>(&line)) return books_->restore(again->of, out);
  books_->settle(std::get<RunSettle>(line).until, out);
}

void Run::take(const Json& line, std::string& out) { take(run_line(plan_, line), out); }

void Run::finish(std::string& out) { books_->finish(out); }

std::size_t Run::open_orders() const { return books_->open_orders(); }

}  // namespace kontor::commission
