// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/lint.h"

#include <algorithm>
#include <array>

#include "lib/plan/problems.h"

namespace kontor::plan {
namespace {

constexpr std::array<LintRow, 10> kRows = {{
    {"L1",
     "vesting later than the principal's performance needs an advance by the end of the next "
     "month, which no plan can pay",
     "HGB 87a(1)"},
    {"L2", "a customer who finally does not pay ends the claim: cause non_payment must be full",
     "HGB 87a(2)"},
    {"L3", "no clawback when the principal answers for the failure", "HGB 87a(3), 87a(5)"},
    {"L4",
     "insurance: clawback only with a follow-up record or a timely notice of cancellation risk",
     "HGB 92"},
    {"L5", "statement at least every 3 months, by the end of the following month", "HGB 87c(1)"},
    {"L6", "silence is not acceptance: no automatic approval of statements", "HGB 87c(5)"},
    {"L7", "the reserve is no higher than the open liability, and its release has a schedule",
     "case law"},
    {"L8", "the base says net or gross, and of a fixed-term contract it is the whole term",
     "HGB 87b"},
    {"L9",
     "stages that overlap are refused without a split, and the payees accept it: each by name, or "
     "in an agreement that the plan names",
     "HGB 87"},
    {"L10", "life and substitutive health: linear share over 5 years at least", "VAG 49"},
}};

constexpr std::int64_t kShortestLifeMonths = 60;
constexpr std::int64_t kShortestLifeDays = 5 * 366;
constexpr std::int64_t kLongestPeriodMonths = 3;
constexpr std::int64_t kDaysOfMonth = 31;

std::int64_t days_of(const Period& period) { return period.days + period.months * kDaysOfMonth; }

bool names(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// key = ["a", "b"]
std::string words_line(std::string_view key, const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "\"" : ", \"") + word + "\"";
  return std::string(key) + " = [" + out + "]";
}

std::vector<std::string> with(std::vector<std::string> list, std::string_view word) {
  list.emplace_back(word);
  return list;
}

std::vector<std::string> without(std::vector<std::string> list, std::string_view word) {
  std::erase(list, word);
  return list;
}

constexpr std::string_view kNonPayment = "non_payment";
constexpr std::string_view kPrincipalFault = "principal_fault";

class Linter {
 public:
  explicit Linter(const Plan& plan) : plan_(plan) {}

  std::vector<LintFinding> lint() {
    vesting();
    causes();
    insurance();
    statement();
    reserve();
    base();
    overlap();
    return std::move(findings_);
  }

 private:
  void add(std::size_t number, std::string path, std::string message, std::string remedy,
           Weight weight = Weight::kError) {
    findings_.push_back(
        {&kRows.at(number - 1), std::move(path), std::move(message), std::move(remedy), weight});
  }

  // Money that is due later than the end of the month after the performance needs an advance, and
  // nothing posts one. Earning it at once is the way: a customer who does not pay takes it back.
  void vesting() {
    if (plan_.earned == "payment.received") {
      add(1, "vest.earned", "vesting waits for the payment",
          "in [vest]: earned = \"order.delivered\"; the cause non_payment takes it back");
    }
    for (std::size_t i = 0; i < plan_.holds.size(); ++i) {
      const std::optional<Period>& period = plan_.holds[i].period;
      if (period && days_of(*period) <= kDaysOfMonth) continue;
      add(1, row_path("hold", i, "until"),
          period ? "a hold of more than a month" : "a hold until the payment",
          "in this [[hold]]: until = \"P30D\"; the cause non_payment takes back what it let go");
    }
  }

  void causes() {
    const Liability& liability = plan_.liability;
    if (!names(liability.full_causes, kNonPayment)) {
      add(2, "liability.full_causes", "non_payment is missing",
          "in [liability]: " + words_line("full_causes", with(liability.full_causes, kNonPayment)));
    }
    if (!names(liability.never_causes, kPrincipalFault)) {
      add(3, "liability.never_causes", "principal_fault is missing",
          "in [liability]: " +
              words_line("never_causes", with(liability.never_causes, kPrincipalFault)));
    }
    for (const std::string& cause : liability.never_causes) {
      if (!names(liability.full_causes, cause)) continue;
      const bool full = cause == kNonPayment;  // L2 wants it there
      add(3, "liability.full_causes", cause + " is also among never_causes",
          "in [liability]: " +
              (full ? words_line("never_causes", without(liability.never_causes, cause))
                    : words_line("full_causes", without(liability.full_causes, cause))));
    }
    for (std::size_t i = 0; i < plan_.tiers.size(); ++i) lower(plan_.tiers[i], i);
  }

  // A band that makes less of what was earned takes it back although the customer performs.
  void lower(const Tier& tier, std::size_t i) {
    for (std::size_t k = 0; k < tier.bands.size(); ++k) {
      const std::optional<Rational>& factor = tier.bands[k].factor;
      if (tier.mode != TierMode::kRetroactive || !factor || !(*factor < Rational(1))) continue;
      add(3, row_path(row_path("tier", i, "bands"), k) + ".factor",
          "a retroactive band below 1 takes back what was earned",
          "in this band: factor = \"1\"; or in this [[tier]]: mode = \"marginal\"",
          Weight::kWarning);
    }
  }

  void insurance() {
    const bool claws = plan_.liability.window.has_value();
    if (plan_.regime == "hgb_insurance_agent" && claws && plan_.liability.notice.empty()) {
      add(4, "liability.notice", "names neither follow_up nor cancellation_risk",
          "in [liability]: notice = \"cancellation_risk\"");
    }
    for (const Base& row : plan_.base) {
      if (row.line.empty()) continue;
      const Liability& liability = plan_.liability;
      const Period window = liability.window.value_or(Period{});
      const bool short_window =
          window.months < kShortestLifeMonths && window.days < kShortestLifeDays;
      if (short_window || liability.curve != Curve::kLinear) {
        add(10, "liability.window", row.rule + " needs curve linear over P60M or more",
            long_curve(short_window));
      }
    }
  }

  std::string long_curve(bool short_window) const {
    const bool bent = plan_.liability.curve != Curve::kLinear;
    std::string out = short_window ? "window = \"P60M\"" : "";
    if (bent) out += std::string(short_window ? " and " : "") + "curve = \"linear\"";
    if (!plan_.liability.steps.empty()) out += ", without steps";
    return "in [liability]: " + out;
  }

  void statement() {
    const Period& period = plan_.settle_period;
    if (period.months > kLongestPeriodMonths || period.days > 31 * kLongestPeriodMonths) {
      add(5, "settle.period", "longer than 3 months", "in [settle]: period = \"P1M\"");
    }
    if (plan_.settle_due == "days_60") {
      add(5, "settle.due", "later than the end of the next month",
          "in [settle]: due = \"end_of_next_month\"");
    }
    if (plan_.approval == "silence") {
      add(6, "settle.approval", "silence approves the statement",
          "in [settle]: approval = \"explicit\"");
    }
  }

  void reserve() {
    const Liability& liability = plan_.liability;
    if (liability.reserve_rate.zero()) return;
    if (!liability.window) {
      return add(7, "liability.reserve", "there is no window that it could cover",
                 "in [liability]: window = \"P6M\", or no reserve");
    }
    if (!liability.release_stated) {
      return add(7, "liability.reserve", "release names no schedule: linear or end_of_window",
                 "in reserve: release = \"linear\"");
    }
    if (liability.curve == Curve::kLinear && !liability.release_linear) {
      add(7, "liability.reserve.release",
          "the liability falls linearly and the reserve does not follow it",
          "in reserve: release = \"linear\"");
    }
    if (liability.curve == Curve::kStep) steps();
  }

  // At the start of each step, and after the last, what is held is no more than what may come back.
  void steps() {
    const Liability& liability = plan_.liability;
    const Rational window(days_of(*liability.window));
    Rational start(0);
    Rational most = liability.reserve_rate;
    std::size_t worst = 0;  // step that allows the least, from 1
    for (std::size_t i = 0; i < liability.steps.size() && start < Rational(1); ++i) {
      const Rational left = liability.release_linear ? Rational(1) - start : Rational(1);
      const Rational part = liability.steps[i].reverse / left;
      if (part < most) {
        most = part;
        worst = i + 1;
      }
      start = Rational(days_of(liability.steps[i].until)) / window;
    }
    if (start < Rational(1)) {
      add(7, "liability.reserve.rate", "is held after the last step, when nothing may come back",
          "let the last of steps end with the window: until = \"" + window_text() + "\"");
    }
    if (worst == 0) return;
    add(7, "liability.reserve.rate", "is above the part of step " + std::to_string(worst),
        most.zero() ? "no reserve, or a step that reverses more"
                    : "in reserve: rate = \"" + floored(most).decimal(kRatePlaces) + "\"");
  }

  static constexpr int kRatePlaces = 4;
  static Rational floored(const Rational& value) {
    constexpr std::int64_t kScale = 10000;  // 10 to the kRatePlaces
    return Rational((value * Rational(kScale)).floor()) / Rational(kScale);
  }

  std::string window_text() const {
    const Period& window = *plan_.liability.window;
    return window.months > 0 ? "P" + std::to_string(window.months) + "M"
                             : "P" + std::to_string(window.days) + "D";
  }

  void base() {
    for (std::size_t i = 0; i < plan_.base.size(); ++i) {
      const Base& row = plan_.base[i];
      if (row.kind == BaseKind::kNone) continue;
      if (row.tax.empty()) {
        add(8, row_path("base", i, "tax"), "says neither net nor gross",
            "in this row: tax = \"net\" (or \"gross\")");
      }
      if (row.kind == BaseKind::kPercent && row.of == "recurring") {
        add(8, row_path("base", i, "of"), "one month of a fixed term: the base is the whole term",
            "in this row: of = \"term\"", Weight::kWarning);
      }
    }
  }

  void overlap() {
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      for (std::size_t j = i + 1; j < plan_.stages.size(); ++j) {
        const Stage& a = plan_.stages[i];
        const Stage& b = plan_.stages[j];
        const bool shared = std::any_of(a.evidence.begin(), a.evidence.end(),
                                        [&](const auto& word) { return names(b.evidence, word); });
        if (shared && (a.weight == 0 || b.weight == 0)) {
          add(9, "stages." + b.name,
              "stages " + a.name + " and " + b.name +
                  " take the same evidence and one of them has no share of it",
              "in stages." + (a.weight == 0 ? a : b).name +
                  ": weight = 1 or more; or an evidence_any that shares no word");
        }
      }
    }
    if (plan_.acceptance == "framework_agreement" && plan_.agreement.empty()) {
      add(9, "plan.acceptance", "the framework agreements must contain this split",
          "in [plan]: agreement = \"...\" names where they do, or acceptance = "
          "\"named_payees\" asks each of them",
          Weight::kWarning);
    }
  }

  const Plan& plan_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::span<const LintRow> lint_rows() { return kRows; }

std::vector<LintFinding> lint(const Plan& plan) {
  if (!plan.regime.starts_with("hgb_")) return {};
  return Linter(plan).lint();
}

}  // namespace kontor::plan
