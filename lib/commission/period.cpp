// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/period.h"

#include <algorithm>
#include <array>

namespace kontor::commission {
namespace {

constexpr std::int64_t kYear = 12;                               // months
constexpr std::array<std::int64_t, 3> kLengths = {1, 3, kYear};  // shorter first
constexpr std::array<std::string_view, 5> kLineWords = {"tier", "cap", "floor", "draw", "recover"};

// Month n of the calendar, from 1970-01 on.
std::int64_t month_of(Date day) { return months_between(Date{0}, day); }
Date first_of(std::int64_t month) { return add_months(Date{0}, month); }

Span span_at(std::int64_t month, std::int64_t months) {
  const std::int64_t past = (month % months + months) % months;
  return {first_of(month - past), Date{first_of(month - past + months).days - 1}};
}

// What the payee has in each month of the window.
using Months = std::vector<std::int64_t>;

struct Rules {
  const plan::Plan* plan = nullptr;
  bool guarantees = false;  // floors and draws too
};

// The newest version that is valid on the period's first day; else the first that begins in it;
// else the last that ended before.
Rules rules_of(const std::vector<const plan::Plan*>& versions, const Span& span) {
  const plan::Plan* valid = nullptr;
  const plan::Plan* begins = nullptr;
  const plan::Plan* ended = nullptr;
  for (const plan::Plan* plan : versions) {
    if (plan->from > span.last || (plan->to && *plan->to < plan->from)) continue;
    if (plan->from > span.first) {
      const bool sooner = !begins || plan->from < begins->from ||
                          (plan->from == begins->from && plan->version > begins->version);
      if (sooner) begins = plan;
    } else if (plan->to && *plan->to < span.first) {
      const bool later = !ended || *plan->to > *ended->to ||
                         (*plan->to == *ended->to && plan->version > ended->version);
      if (later) ended = plan;
    } else if (!valid || plan->version > valid->version) {
      valid = plan;
    }
  }
  if (valid) return {valid, true};
  return begins ? Rules{begins, true} : Rules{ended, false};
}

// One tier in one of its periods.
struct Run {
  const plan::Tier* tier = nullptr;
  Line line;
  Months months;  // what it rises by in each month of the window
};

class Evaluation {
 public:
  explicit Evaluation(const PeriodInput& input)
      : input_(input),
        begin_(month_of(span_at(month_of(input.from), kYear).first)),
        end_(std::max(begin_, month_of(input.until) + 1)),
        totals_(static_cast<std::size_t>(end_ - begin_), 0) {
    // Whole years: the window begins one.
    const std::int64_t months = (end_ - begin_ + kYear - 1) / kYear * kYear;
    for (std::int64_t month = 0; month <= months; ++month) {
      first_days_.push_back(first_of(begin_ + month));
    }
    for (std::size_t i = 0; i < kLengths.size(); ++i) find_spans(kLengths[i], spans_[i]);
  }

  PeriodResult result() {
    for (const Entry& entry : input_.entries) {
      if (counts(entry)) add(totals_, month_in(entry.date), entry.amount);
    }
    for (std::size_t month = 0; input_.tally && month < totals_.size(); ++month) {
      totals_[month] = input_.tally->earned(month);
    }
    pay_charges();
    pay_tiers();
    for (Line& line : caps(totals_)) out_.lines.push_back(std::move(line));
    out_.debt = input_.debt;
    floors();
    draws();
    return std::move(out_);
  }

 private:
  bool counts(const Entry& entry) const {
    return entry.date >= input_.from && entry.date <= input_.until;
  }
  void add(Months& months, std::int64_t month, std::int64_t amount) const {
    std::int64_t& sum = months[static_cast<std::size_t>(month - begin_)];
    sum = checked_add(sum, amount);
  }
  std::int64_t at(const Months& months, std::int64_t month) const {
    return months[static_cast<std::size_t>(month - begin_)];
  }
  Date first_day(std::int64_t month) const {
    return first_days_[static_cast<std::size_t>(month - begin_)];
  }
  // Of a day in the window.
  std::int64_t month_in(Date day) const {
    const auto next = std::upper_bound(first_days_.begin(), first_days_.end(), day);
    return begin_ + (next - first_days_.begin()) - 1;
  }

  // A period of the window, its first month and its rules.
  struct Ruled {
    std::int64_t month = 0;
    Span span;
    Rules rules;
  };
  bool is_used(std::int64_t months) const {
    const auto has = [&](const auto& rules) {
      return std::any_of(rules.begin(), rules.end(),
                         [&](const auto& rule) { return rule.period.months == months; });
    };
    return std::any_of(input_.versions.begin(), input_.versions.end(), [&](const plan::Plan* plan) {
      return has(plan->tiers) || has(plan->caps) || has(plan->floors) || has(plan->draws);
    });
  }
  void find_spans(std::int64_t months, std::vector<Ruled>& out) const {
    if (!is_used(months)) return;
    for (std::int64_t month = begin_; month < end_; month += months) {
      const Span span{first_day(month), Date{first_day(month + months).days - 1}};
      const Rules rules = rules_of(input_.versions, span);
      if (rules.plan) out.push_back({month, span, rules});
    }
  }
  // Shorter periods first.
  template <typename Visit>
  void each_span(Visit visit) const {
    for (std::size_t i = 0; i < kLengths.size(); ++i) {
      for (const Ruled& ruled : spans_[i]) visit(kLengths[i], ruled);
    }
  }
  std::int64_t sum(const Months& totals, std::int64_t month, std::int64_t months) const {
    std::int64_t out = 0;
    for (std::int64_t m = month; m < std::min(month + months, end_); ++m) {
      out = checked_add(out, at(totals, m));
    }
    return out;
  }

  // What the business pays for its sellers is its own before any rule of its own.
  void pay_charges() {
    std::map<std::tuple<std::string, std::string, Span>, Line> lines;
    for (const Charge& charge : input_.charges) {
      if (charge.month < input_.from || charge.month > input_.until) continue;
      add(totals_, month_in(charge.month), -charge.amount);
      Line& line = lines[{charge.rule, charge.seller, charge.span}];
      line.rule = charge.rule;
      line.seller = charge.seller;
      line.span = charge.span;
      line.version = charge.version;
      line.amount = checked_add(line.amount, -charge.amount);
    }
    for (auto& [key, line] : lines) {
      if (line.amount != 0) out_.lines.push_back(std::move(line));
    }
  }

  Run run_of(const plan::Tier& tier, const Ruled& ruled) const {
    Run out;
    out.tier = &tier;
    out.line = line_of(LineKind::kTier, tier.id, ruled);
    out.line.reason = "nothing_sold";
    out.months.assign(totals_.size(), 0);
    std::int64_t month = ruled.month;
    for (const std::optional<Attained>& attained : climbed(tier, ruled)) {
      if (attained) take(*attained, month, out);
      ++month;
    }
    return out;
  }

  void take(const Attained& attained, std::int64_t month, Run& run) const {
    const std::int64_t gain = attained.gain.round_half_away();
    add(run.months, month, gain - run.line.amount);
    run.line.amount = gain;
    run.line.attainment = attained.measure;
    run.line.band = attained.band;
    run.line.reason = gain != 0 ? "" : attained.band == 0 ? "below_bands" : "no_change";
  }

  // How far the tier came by the end of each month of the period; nothing: no sale matched yet.
  std::vector<std::optional<Attained>> climbed(const plan::Tier& tier, const Ruled& ruled) const {
    std::vector<std::optional<Attained>> out;
    Climb climb(tier);
    auto entry = input_.entries.begin();
    for (std::int64_t m = ruled.month; m < last_month(ruled, tier.period); ++m) {
      if (input_.tally) {
        const auto place = static_cast<std::size_t>(&tier - ruled.rules.plan->tiers.data());
        out.push_back(
            input_.tally->attained(place, ruled.span.first, static_cast<std::size_t>(m - begin_)));
        continue;
      }
      const Date next = first_day(m + 1);
      for (; entry != input_.entries.end() && entry->date < next; ++entry) {
        if (entry->date >= ruled.span.first && counts(*entry)) climb.add(*entry);
      }
      out.push_back(climb.empty() ? std::nullopt : std::optional(climb.attained()));
    }
    return out;
  }

  void pay_tiers() {
    std::vector<Run> charged;
    each_span([&](std::int64_t months, const Ruled& ruled) {
      for (const plan::Tier& tier : ruled.rules.plan->tiers) {
        if (tier.per != input_.per || tier.period.months != months) continue;
        Run run = run_of(tier, ruled);
        const bool sold = run.line.reason != "nothing_sold";
        if (sold || input_.tell_zeros) out_.lines.push_back(run.line);
        if (!sold) continue;
        if (tier.charge_business && input_.per == plan::Per::kSeller) {
          charged.push_back(std::move(run));
        } else {
          add_all(totals_, run.months);
        }
      }
    });
    for (const Run& run : charged) charge(run);
  }

  void add_all(Months& totals, const Months& more) const {
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] = checked_add(totals[i], more[i]);
  }

  // What a cap takes of the gain the seller does not get, and the business does not pay.
  void charge(const Run& run) {
    Months without = totals_;
    caps(without);
    add_all(totals_, run.months);
    Months with = totals_;
    caps(with);
    for (std::int64_t month = begin_; month < end_; ++month) {
      const std::int64_t gain = at(with, month) - at(without, month);
      if (gain == 0) continue;
      out_.charges.push_back(
          {run.tier->id, input_.seller, run.line.span, run.line.version, first_of(month), gain});
    }
  }

  static Line line_of(LineKind kind, const std::string& rule, const Ruled& ruled) {
    return {.kind = kind, .rule = rule, .span = ruled.span, .version = ruled.rules.plan->version};
  }
  // One past the period's last month that is looked at.
  std::int64_t last_month(const Ruled& ruled, const Period& period) const {
    return std::min(ruled.month + period.months, end_);
  }

  Line cap_line(const plan::PeriodAmount& cap, const Ruled& ruled, Months& totals) const {
    Line line = line_of(LineKind::kCap, cap.id, ruled);
    for (std::int64_t m = ruled.month; m < last_month(ruled, cap.period); ++m) {
      line.attainment = checked_add(line.attainment, at(totals, m));
      const std::int64_t cut = std::min<std::int64_t>(0, cap.amount_minor - line.attainment);
      add(totals, m, cut - line.amount);
      line.amount = cut;
    }
    return line;
  }

  // Shorter periods first: what a longer one gives back after a bad month then never lifts a
  // shorter one above its own cap.
  std::vector<Line> caps(Months& totals) const {
    std::vector<Line> out;
    each_span([&](std::int64_t months, const Ruled& ruled) {
      for (const plan::PeriodAmount& cap : ruled.rules.plan->caps) {
        if (cap.per != input_.per || cap.period.months != months) continue;
        Line line = cap_line(cap, ruled, totals);
        if (line.amount == 0) line.reason = "below_cap";
        if (line.amount != 0 || input_.tell_zeros) out.push_back(std::move(line));
      }
    });
    return out;
  }

  bool is_member(const Span& span) const {
    return input_.member_since && *input_.member_since <= span.last &&
           (!input_.member_until || span.last <= *input_.member_until);
  }

  void post(LineKind kind, const plan::PeriodAmount& rule, const Ruled& ruled,
            std::int64_t attainment, std::int64_t amount, std::string_view reason = {}) {
    if (amount == 0 && (reason.empty() || !input_.tell_zeros)) return;
    Line line = line_of(kind, rule.id, ruled);
    line.attainment = attainment;
    line.amount = amount;
    if (amount == 0) line.reason = reason;
    out_.lines.push_back(std::move(line));
    if (amount != 0) add(totals_, month_in(ruled.span.last), amount);
  }

  // Visits a payee's rules of periods, with what the payee has in the period.
  template <typename Visit>
  void each_rule(const std::vector<plan::PeriodAmount> plan::Plan::* list, Visit visit) {
    each_span([&](std::int64_t months, const Ruled& ruled) {
      if (ruled.span.last > input_.until && !input_.tell_zeros) return;
      for (const plan::PeriodAmount& rule : ruled.rules.plan->*list) {
        if (rule.per != input_.per || rule.period.months != months) continue;
        visit(rule, ruled, sum(totals_, ruled.month, months));
      }
    });
  }

  // Why nothing is guaranteed for the period; empty: it is.
  std::string_view not_due(const Ruled& ruled) const {
    if (ruled.span.last > input_.until) return "not_over";
    if (!ruled.rules.guarantees) return "plan_ended";
    return is_member(ruled.span) ? "" : "no_member";
  }

  void floors() {
    each_rule(&plan::Plan::floors,
              [&](const plan::PeriodAmount& floor, const Ruled& ruled, std::int64_t has) {
                const std::string_view why = not_due(ruled);
                const std::int64_t missing =
                    why.empty() ? std::max<std::int64_t>(floor.amount_minor - has, 0) : 0;
                post(LineKind::kFloor, floor, ruled, has, missing, why.empty() ? "reached" : why);
              });
  }

  void draws() {
    each_rule(&plan::Plan::draws,
              [&](const plan::PeriodAmount& draw, const Ruled& ruled, std::int64_t has) {
                const std::int64_t missing = checked_add(draw.amount_minor, -has);
                const std::string_view why = not_due(ruled);
                const auto debt = out_.debt.find(draw.id);
                if (why == "not_over" || (missing > 0 && !why.empty())) {
                  post(LineKind::kDraw, draw, ruled, has, 0, why);
                } else if (missing > 0) {
                  post(LineKind::kDraw, draw, ruled, has, missing);
                  if (draw.recoverable) owe(draw.id, missing);
                } else if (debt != out_.debt.end()) {
                  const std::int64_t back = std::min(debt->second, -missing);
                  post(LineKind::kRecover, draw, ruled, has, -back, "reached");
                  owe(draw.id, -back);
                } else {
                  post(LineKind::kDraw, draw, ruled, has, 0, "reached");
                }
              });
  }

  void owe(const std::string& draw, std::int64_t amount) {
    std::int64_t& debt = out_.debt[draw];
    debt = checked_add(debt, amount);
    if (debt == 0) out_.debt.erase(draw);
  }

  const PeriodInput& input_;
  const std::int64_t begin_;  // months of the window
  const std::int64_t end_;
  Months totals_;
  std::vector<Date> first_days_;  // of the months of the window's years and the one after
  std::array<std::vector<Ruled>, kLengths.size()> spans_;
  PeriodResult out_;
};

}  // namespace

std::string_view line_word(LineKind kind) { return kLineWords[static_cast<std::size_t>(kind)]; }

Span span_of(Date day, const Period& period) { return span_at(month_of(day), period.months); }

PeriodResult evaluate(const PeriodInput& input) { return Evaluation(input).result(); }

}  // namespace kontor::commission
