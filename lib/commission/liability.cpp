// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/liability.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kontor::commission {
namespace {

bool names(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Rational step_part(const plan::Liability& liability, Date from, Date at) {
  for (const plan::CurveStep& step : liability.steps) {
    if (at < add(from, step.until)) return step.reverse;
  }
  return Rational(0);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWhy = {{
    {"never_causes", "for this cause nothing comes back"},
    {"full_causes", "for this cause all comes back"},
    {"window_over", "the time of liability is over"},
    {"curve", "what is left of the time of liability comes back"},
    {"before_vesting", "it came back before it was earned"},
}};

}  // namespace

Rational elapsed(const Period& window, Date from, Date at) {
  const std::int64_t whole = window.months > 0 ? window.months : window.days;
  const std::int64_t past = window.months > 0 ? months_between(from, at) : at.days - from.days;
  if (past <= 0) return Rational(0);
  return past >= whole ? Rational(1) : Rational(past) / Rational(whole);
}

Verdict judge(const plan::Liability& liability, std::string_view why, Date from, Date at) {
  if (names(liability.never_causes, why)) return {"never_causes", Rational(0)};
  if (names(liability.full_causes, why)) return {"full_causes", Rational(1)};
  if (!liability.window) return {"window_over", Rational(0)};
  const Rational past = elapsed(*liability.window, from, at);
  if (past == Rational(1)) return {"window_over", Rational(0)};
  if (liability.curve == plan::Curve::kFull) return {"curve", Rational(1)};
  if (liability.curve == plan::Curve::kStep) return {"curve", step_part(liability, from, at)};
  return {"curve", Rational(1) - past};
}

std::string_view why_back(std::string_view rule) {
  const auto row = std::find_if(kWhy.begin(), kWhy.end(),
                                [&](const auto& known) { return known.first == rule; });
  return row == kWhy.end() ? rule : row->second;
}

bool answers_for(const plan::Liability& liability, std::string_view why) {
  return names(liability.never_causes, why);
}

Rational left_after(const Rational& left, const Rational& part) {
  constexpr std::int64_t kBillion = 1'000'000'000;
  const Rational rest = left * (Rational(1) - part);
  return Rational((rest * Rational(kBillion)).round_half_away()) / Rational(kBillion);
}

Rational liability_left(const plan::Liability& liability, Date vested, Date until) {
  if (!liability.window) return Rational(0);
  const Rational past = elapsed(*liability.window, vested, until);
  if (liability.release_linear) return Rational(1) - past;
  return past == Rational(1) ? Rational(0) : Rational(1);
}

std::int64_t reserve_due(const std::vector<Reserved>& items) {
  Rational due(0);
  for (const Reserved& item : items) due = due + Rational(item.base_minor) * item.rate;
  return due.round_half_away();
}

std::int64_t reserve_justified(const std::vector<Reserved>& items, std::int64_t reserved_minor) {
  Rational whole(0);
  Rational left(0);
  for (const Reserved& item : items) {
    if (item.base_minor <= 0) continue;
    const std::int64_t open = std::clamp<std::int64_t>(item.open_minor, 0, item.base_minor);
    whole = whole + Rational(item.base_minor);
    left = left + Rational(open) * item.left;
  }
  if (whole.zero()) return 0;
  return (Rational(reserved_minor) * left / whole).round_half_away();
}

}  // namespace kontor::commission
