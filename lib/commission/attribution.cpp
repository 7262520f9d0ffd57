// SPDX-License-Identifier: Apache-2.0
// Steps "attribution" and "share factors": how much each touch of a stage weighs.
#include <algorithm>
#include <array>
#include <set>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
namespace {

constexpr int kRootBits = 62;  // fixed point of the roots below
constexpr int kFraction = 48;  // binary digits of the exponent: 8 more than the result shows

std::int64_t square_root(Int128 value) {  // floor
  std::int64_t low = 0;
  std::int64_t high = std::int64_t{1} << kRootBits;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (static_cast<Int128>(middle) * middle <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

// roots()[i] = 2^(-2^-i) in 62-bit fixed point: 1/2, its square root, the root of that, ...
const std::array<std::int64_t, kFraction + 1>& roots() {
  static const auto table = [] {
    std::array<std::int64_t, kFraction + 1> out{};
    out[0] = std::int64_t{1} << (kRootBits - 1);
    for (std::size_t i = 1; i < out.size(); ++i) {
      out[i] = square_root(static_cast<Int128>(out[i - 1]) << kRootBits);
    }
    return out;
  }();
  return table;
}

std::vector<Rational> equal(std::size_t count) { return std::vector<Rational>(count, Rational(1)); }

// Indexes into `touches` in the order of time.
std::vector<std::size_t> by_time(const Sale& sale, const std::vector<std::size_t>& touches) {
  std::vector<std::size_t> order(touches.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sale.touches[touches[a]].at < sale.touches[touches[b]].at;
  });
  return order;
}

std::vector<Rational> only(std::size_t count, std::size_t chosen) {
  std::vector<Rational> out(count, Rational(0));
  out[chosen] = Rational(1);
  return out;
}

// 40 to the first, 40 to the last, 20 to those between; two share alike.
std::vector<Rational> position(const std::vector<std::size_t>& order) {
  if (order.size() <= 2) return equal(order.size());
  const auto between = static_cast<std::int64_t>(order.size() - 2);
  std::vector<Rational> out(order.size(), Rational(20) / Rational(between));
  out[order.front()] = Rational(40);
  out[order.back()] = Rational(40);
  return out;
}

// Age of each touch beyond the youngest: in days, or in steps (touches of one instant share a
// step).
std::vector<std::int64_t> ages(const plan::Stage& stage, const Sale& sale,
                               const std::vector<std::size_t>& touches) {
  std::vector<std::int64_t> out;
  out.reserve(touches.size());
  if (stage.half_life_days > 0) {
    for (const std::size_t touch : touches) out.push_back(age_days(sale, sale.touches[touch]));
    const std::int64_t youngest = out.empty() ? 0 : *std::min_element(out.begin(), out.end());
    for (std::int64_t& age : out) age -= youngest;
    return out;
  }
  std::set<Instant> instants;
  for (const std::size_t touch : touches) instants.insert(sale.touches[touch].at);
  for (const std::size_t touch : touches) {
    out.push_back(std::distance(instants.upper_bound(sale.touches[touch].at), instants.end()));
  }
  return out;
}

std::vector<Rational> decayed(const plan::Stage& stage, const Sale& sale,
                              const std::vector<std::size_t>& touches) {
  const std::int64_t half = stage.half_life_days > 0 ? stage.half_life_days : stage.half_life_steps;
  std::vector<Rational> out;
  out.reserve(touches.size());
  for (const std::int64_t delta : ages(stage, sale, touches)) {
    out.emplace_back(Int128{decay_weight(delta, half)}, Int128{kDecayOne});
  }
  return out;
}

std::vector<Rational> named(const plan::Stage& stage, const Sale& sale,
                            const std::vector<std::size_t>& touches) {
  std::vector<Rational> out;
  for (const std::size_t touch : touches) {
    const bool roles = stage.model == plan::Model::kRoles;
    const std::string& name = roles ? sale.touches[touch].evidence : sale.touches[touch].partner;
    const auto row = std::find_if(stage.weights.begin(), stage.weights.end(),
                                  [&](const auto& weight) { return weight.first == name; });
    out.push_back(row == stage.weights.end() ? Rational(0) : row->second);
  }
  return out;
}

std::vector<Rational> by_hand(const std::map<std::string, std::int64_t>& weights, const Sale& sale,
                              const std::vector<std::size_t>& touches) {
  std::vector<Rational> out;
  for (const std::size_t touch : touches) {
    const auto row = weights.find(sale.touches[touch].partner);
    out.emplace_back(row == weights.end() ? 0 : row->second);
  }
  return out;
}

std::vector<Rational> model_weights(const plan::Stage& stage, const Sale& sale,
                                    const std::vector<std::size_t>& touches) {
  const auto manual = sale.manual.find(stage.name);
  if (manual != sale.manual.end()) return by_hand(manual->second, sale, touches);
  switch (stage.model) {
    case plan::Model::kLinear:
      return equal(touches.size());
    case plan::Model::kFirst:
      return only(touches.size(), by_time(sale, touches).front());
    case plan::Model::kLast:
      return only(touches.size(), by_time(sale, touches).back());
    case plan::Model::kPosition:
      return position(by_time(sale, touches));
    case plan::Model::kTimeDecay:
      return decayed(stage, sale, touches);
    case plan::Model::kRoles:
    case plan::Model::kManual:
      return named(stage, sale, touches);
  }
  return equal(touches.size());
}

}  // namespace

// The same on every machine: integers only, never pow().
//   delta = q * half + r with 0 <= r < half;  x = r / half in 48 binary digits, cut
//   2^-x = product of 2^(-2^-i) over the digits i of x that are 1; each product of two 62-bit fixed
//   points is cut to 62 bits, at most 48 times: the error stays below 2^-55
//   shifted right by q and rounded half up to 40 bits. r = 0 gives exactly 2^-q.
std::int64_t decay_weight(std::int64_t delta, std::int64_t half) {
  const std::int64_t q = delta / half;
  const auto x =
      static_cast<std::uint64_t>((static_cast<Int128>(delta % half) << kFraction) / half);
  if (q > 40) return 0;  // below half a unit of the last place
  Int128 product = Int128{1} << kRootBits;
  for (std::size_t i = 1; i <= static_cast<std::size_t>(kFraction); ++i) {
    const bool digit = ((x >> (static_cast<std::size_t>(kFraction) - i)) & 1U) != 0;
    if (digit) product = (product * roots()[i]) >> kRootBits;
  }
  const int drop = kRootBits - 40 + static_cast<int>(q);
  return static_cast<std::int64_t>((product + (Int128{1} << (drop - 1))) >> drop);
}

void attribute(const plan::Stage& stage, const Sale& sale, StageResult& result) {
  if (result.touches.empty()) return;
  result.attribution = model_weights(stage, sale, result.touches);
}

void share_factors(const plan::Plan& plan, const Sale& sale, StageResult& result) {
  std::vector<const plan::Factor*> factors;
  const bool by_hand = sale.manual.contains(result.name);  // what a hand decided is final
  for (const plan::Factor& factor : plan.factors) {
    const bool here = !by_hand && (factor.stage.empty() || factor.stage == result.name);
    if (factor.scope == plan::FactorScope::kShare && here) factors.push_back(&factor);
  }
  bool weighs = false;
  result.factors.reserve(result.touches.size());
  result.weights.reserve(result.touches.size());
  for (std::size_t i = 0; i < result.touches.size(); ++i) {
    const Touch& touch = sale.touches[result.touches[i]];
    result.factors.push_back(apply_factors(factors, plan.share_limits, lookup(sale, &touch)));
    result.weights.push_back(result.attribution[i] * result.factors[i].value);
    weighs = weighs || !result.weights[i].zero();
  }
  if (!weighs && result.absent.empty()) result.absent = "no_weight";
}

}  // namespace kontor::commission
