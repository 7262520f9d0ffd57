// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/run_period.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "lib/base/error.h"
#include "lib/commission/run_text.h"

namespace kontor::commission {
namespace {

constexpr Period kYear{0, 12};
constexpr Date kBefore{INT64_MIN / 2};

Date next_day(Date date) { return Date{date.days + 1}; }

void write_line(const RunPayee& payee, const Line& line, Date until, std::string& out) {
  LineText text(out);
  text.number("amount", line.amount).number("attainment", line.attainment);
  text.number("band", line.band).some("charged_for", line.seller);
  text.day("from", line.span.first).text("kind", line_word(line.kind));
  text.text("partner", payee.partner).text("payee", payee.id).some("reason", line.reason);
  text.text("role", payee.role()).text("rule", line.rule).text("t", "period");
  text.day("to", line.span.last).day("until", until).end_line();
}

}  // namespace

std::uint32_t matching_tiers(const plan::Plan& plan, const Sale& sale) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < plan.tiers.size(); ++i) {
    const bool matches = !plan::first_failed(plan.tiers[i].when, lookup(sale));
    if (matches) out |= std::uint32_t{1} << i;
  }
  return out;
}

RunPeriods::RunPeriods(const plan::Plan& plan, Payees& payees)
    : plan_(plan),
      payees_(payees),
      active_(!plan.tiers.empty() || !plan.caps.empty() || !plan.floors.empty() ||
              !plan.draws.empty()),
      counted_(kBefore),
      newest_(kBefore) {}

void RunPeriods::may_add(Date date, std::string_view field) const {
  if (!active_ || date >= counted_) return;
  throw Error(Fault::kData, "bad_line",
              std::string(field) + ": " + format_date(date) + " comes after a line of " +
                  format_date(counted_) + ", up to which periods are counted: sort by day");
}

void RunPeriods::may_settle(Date until) const {
  if (!active_ || !year_ || next_day(until) >= counted_) return;
  const bool month_ends = add_months(next_day(until), 0) == next_day(until) &&
                          format_date(next_day(until)).ends_with("-01");
  if (until >= *year_ && month_ends) return;
  throw Error(Fault::kData, "bad_line",
              "until: " + format_date(until) + " comes after lines up to " + format_date(counted_) +
                  ", and periods know the ends of this year's months alone");
}

void RunPeriods::add(PayeeNode* payee, const RunItemState& item, Date date,
                     const PeriodSums& sums) {
  const bool nothing = sums.amount == 0 && sums.value == 0 && sums.units == 0;
  if (!active_ || nothing) return;
  Day& day = waiting_[date];
  if (day.sold.empty() || day.sold.back().claim != item.claim) {
    day.sold.push_back({item.closed, item.claim, item.tiers});
  }
  day.rows.push_back({day.sold.size() - 1, payee, sums});
  newest_ = std::max(newest_, date);
}

void RunPeriods::open_year(Date date, std::string& out) {
  const Date wanted = span_of(date, kYear).first;
  if (!year_) year_ = wanted;
  while (*year_ < wanted) {
    evaluate_all(span_of(*year_, kYear).last, out, true);
    year_ = add_months(*year_, static_cast<std::int64_t>(kYearMonths));
  }
}

// A claim brings a payee one entry a day, of all its stages and what came back of them.
void RunPeriods::count(Date date, Day& day) {
  std::vector<std::size_t> order(day.sold.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Sold& left = day.sold[a];
    const Sold& right = day.sold[b];
    return std::tie(left.closed, left.claim, a) < std::tie(right.closed, right.claim, b);
  });
  std::vector<std::size_t> ranks(order.size());  // the same for rows of one claim
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && day.sold[order[i]].claim == day.sold[order[i - 1]].claim;
    ranks[order[i]] = same ? ranks[order[i - 1]] : i;
  }
  // The payee only puts what belongs together side by side: payees are counted apart.
  std::stable_sort(day.rows.begin(), day.rows.end(), [&](const Waiting& a, const Waiting& b) {
    return std::pair(ranks[a.sold], a.payee) < std::pair(ranks[b.sold], b.payee);
  });
  for (auto row = day.rows.begin(); row != day.rows.end();) {
    Waiting sum = *row++;
    for (; row != day.rows.end() && row->payee == sum.payee && ranks[row->sold] == ranks[sum.sold];
         ++row) {
      sum.sums.amount = checked_add(sum.sums.amount, row->sums.amount);
      sum.sums.value = checked_add(sum.sums.value, row->sums.value);
      sum.sums.units = checked_add(sum.sums.units, row->sums.units);
    }
    count(date, day.sold[sum.sold], sum);
  }
}

void RunPeriods::count(Date date, const Sold& sold, const Waiting& row) {
  Book& book = books_[row.payee];
  const plan::Per per = row.payee->first.is_seller ? plan::Per::kSeller : plan::Per::kBusiness;
  if (book.since.days == 0) book.since = date;
  if (!book.tally) book.tally.emplace(plan_, per, *year_);
  Entry entry;
  entry.date = date;
  entry.claim = sold.claim;
  entry.amount = row.sums.amount;
  entry.value = row.sums.value;
  entry.units = row.sums.units;
  book.tally->add(entry, sold.tiers);
}

void RunPeriods::advance(Date date, std::string& out) {
  if (!active_ || date <= counted_) return;
  counted_ = date;
  while (!waiting_.empty() && waiting_.begin()->first < date) {
    const auto first = waiting_.begin();
    open_year(first->first, out);
    count(first->first, first->second);
    waiting_.erase(first);
  }
}

void RunPeriods::tell(PayeeNode& payee, Book& book, const Line& line, Date until,
                      std::string& out) {
  Told& told = book.told[{line.span.first, line.span.last, line.kind, line.rule, line.seller}];
  const bool fresh = told.span.last.days == 0;
  if (!fresh && told.amount == line.amount && told.attainment == line.attainment) return;
  if (line.amount != told.amount) moves_.push_back({&payee, until, line.amount - told.amount});
  told = {line.amount, line.attainment, line.span};
  write_line(payee.first, line, until, out);
}

std::map<std::string, std::int64_t> RunPeriods::evaluate_payee(PayeeNode& payee, Book& book,
                                                               Date until,
                                                               std::vector<Charge>& charges,
                                                               std::string& out) {
  PeriodInput input;
  input.versions = {&plan_};
  input.per = payee.first.is_seller ? plan::Per::kSeller : plan::Per::kBusiness;
  input.from = *year_;
  input.until = until;
  input.tally = book.tally ? &*book.tally : nullptr;
  if (book.since.days != 0) input.member_since = book.since;
  input.debt = book.debt;
  input.seller = payee.first.is_seller ? payee.first.id : "";
  input.charges = std::move(charges);
  PeriodResult result = commission::evaluate(input);
  charges = std::move(result.charges);
  std::set<LineKey> told;
  for (const Line& line : result.lines) {
    told.insert({line.span.first, line.span.last, line.kind, line.rule, line.seller});
    tell(payee, book, line, until, out);
  }
  for (const auto& [key, row] : book.told) {
    const auto& [first, last, kind, rule, seller] = key;
    if (told.contains(key)) continue;  // what a rule gave before and gives no more
    tell(payee, book, {.kind = kind, .rule = rule, .seller = seller, .span = row.span}, until, out);
  }
  return std::move(result.debt);
}

// Sellers first: their gain may be charged to their business.
void RunPeriods::evaluate_all(Date until, std::string& out, bool year_ends) {
  std::map<std::string, std::vector<Charge>> charged;
  for (const bool sellers : {true, false}) {
    if (!sellers) {
      for (const auto& [partner, charges] : charged) {
        books_.try_emplace(&*payees_.try_emplace({partner, false, partner}).first);
      }
    }
    for (PayeeNode& payee : payees_) {
      const auto book = books_.find(&payee);
      if (payee.first.is_seller != sellers || book == books_.end()) continue;
      std::vector<Charge> charges;
      if (!sellers) charges = std::move(charged[payee.first.partner]);
      auto debt = evaluate_payee(payee, book->second, until, charges, out);
      if (sellers && !charges.empty()) {
        auto& all = charged[payee.first.partner];
        all.insert(all.end(), charges.begin(), charges.end());
      }
      if (!year_ends) continue;
      book->second.debt = std::move(debt);
      book->second.tally.reset();
      book->second.told.clear();
    }
  }
}

void RunPeriods::evaluate(Date until, std::string& out) {
  if (!active_) return;
  advance(next_day(until), out);
  if (!year_) return;
  open_year(until, out);
  evaluate_all(until, out, false);
}

void RunPeriods::finish(std::string& out) {
  if (newest_ == kBefore) return;
  evaluate(std::max(newest_, Date{counted_.days - 1}), out);
}

}  // namespace kontor::commission
