// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/tier.h"

#include <algorithm>

namespace kontor::commission {
namespace {

constexpr std::int64_t kPiece = 1000;  // thousandths

bool matches(const plan::Tier& tier, const Entry& entry) {
  if (tier.when.empty()) return true;
  return entry.lookup && plan::first_failed(tier.when, entry.lookup) == nullptr;
}

// How much of [low, high] lies in [from, to); no `to`: all above.
Rational overlap(const Rational& low, const Rational& high, const Rational* from,
                 const Rational* to) {
  const Rational& begin = from && low < *from ? *from : low;
  const Rational& end = to && *to < high ? *to : high;
  return begin < end ? end - begin : Rational(0);
}

std::size_t band_of(const std::vector<Rational>& bounds, const Rational& measure) {
  std::size_t band = 0;
  while (band < bounds.size() && !(measure < bounds[band])) ++band;
  return band;
}

struct Step {
  std::int64_t from = 0;  // measure before the entry
  std::int64_t by = 0;
  bool is_earned = false;  // the measure is what was earned
};

// Tells how an entry's amount lies in the bands that it passes through: visit(band, earned), band 0
// below the first. What is earned is cut exactly at the bounds. By another measure the entry's
// cents are divided as its measure is, so that sums stay in whole cents however often a bound is
// passed.
template <typename Visit>
void each_slice(const std::vector<Rational>& bounds, std::int64_t amount, const Step& step,
                Visit visit) {
  const Rational before(step.from);
  const Rational after(checked_add(step.from, step.by));
  const Rational& low = step.by < 0 ? after : before;
  const Rational& high = step.by < 0 ? before : after;
  const std::size_t lowest = band_of(bounds, low);
  if (lowest == band_of(bounds, high)) return visit(lowest, Rational(amount));
  std::vector<std::size_t> bands;
  std::vector<Rational> lengths;
  for (std::size_t band = 0; band <= bounds.size(); ++band) {
    const Rational length = overlap(low, high, band == 0 ? nullptr : &bounds[band - 1],
                                    band == bounds.size() ? nullptr : &bounds[band]);
    if (length.zero()) continue;
    bands.push_back(band);
    lengths.push_back(length);
  }
  if (step.is_earned) {
    for (std::size_t i = 0; i < bands.size(); ++i) {
      visit(bands[i], step.by < 0 ? Rational(0) - lengths[i] : lengths[i]);
    }
    return;
  }
  const std::vector<std::int64_t> cents = largest_remainder(amount, lengths);
  for (std::size_t i = 0; i < bands.size(); ++i) visit(bands[i], Rational(cents[i]));
}

}  // namespace

Climb::Climb(const plan::Tier& tier) : tier_(tier) {
  const Rational unit(tier.measure == plan::Measure::kUnits ? kPiece : 1);
  for (const plan::Band& band : tier.bands) bounds_.push_back(band.from * unit);
  if (tier.quota) {
    threshold_ = Rational(*tier.quota) * unit;
  } else if (!bounds_.empty()) {
    threshold_ = bounds_.front();
  }
}

std::int64_t Climb::measure_of(const Entry& entry) const {
  if (tier_.measure == plan::Measure::kValue) return entry.value;
  return tier_.measure == plan::Measure::kUnits ? entry.units : entry.amount;
}

std::size_t Climb::band_at(const Rational& measure) const { return band_of(bounds_, measure); }

// Beside what was earned: below the first band nothing changes.
Rational Climb::worth(std::size_t band, const Rational& earned, const Rational& measure) const {
  if (band == 0) return Rational(0);
  const plan::Band& row = tier_.bands[band - 1];
  if (row.factor) return earned * (*row.factor - Rational(1));
  if (row.rate) return measure * *row.rate;
  return row.amount_minor ? measure * Rational(*row.amount_minor) / Rational(kPiece) : Rational(0);
}

void Climb::add(const Entry& entry) {
  if (matches(tier_, entry)) take(entry);
}

void Climb::take(const Entry& entry) {
  empty_ = false;
  const Step step{measure_, measure_of(entry), tier_.measure == plan::Measure::kEarned};
  if (tier_.mode == plan::TierMode::kMarginal) {
    each_slice(bounds_, entry.amount, step, [&](std::size_t band, const Rational& earned) {
      const bool by_factor = band > 0 && tier_.bands[band - 1].factor;
      if (by_factor) gain_ = gain_ + worth(band, earned, Rational(0));
    });
  }
  if (tier_.mode == plan::TierMode::kStanding) {
    // What comes back, or comes anew, of a sale of this period is taken at that sale's own band.
    const std::size_t standing = band_at(Rational(measure_));
    const std::size_t band = own_bands_.emplace(entry.claim, standing).first->second;
    gain_ = gain_ + worth(band, Rational(entry.amount), Rational(step.by));
  }
  if (tier_.mode == plan::TierMode::kOverage) {
    each_slice({threshold_}, entry.amount, step, [&](std::size_t band, const Rational& earned) {
      if (band == 1) above_ = above_ + earned;
    });
  }
  measure_ = checked_add(measure_, step.by);
  earned_ = earned_ + Rational(entry.amount);
}

// Bands that pay a part of the measure, or an amount a piece: whatever order the entries had.
Rational Climb::marginal_gain() const {
  Rational out = gain_;
  for (std::size_t band = 1; band <= bounds_.size(); ++band) {
    if (tier_.bands[band - 1].factor) continue;
    const Rational* next = band == bounds_.size() ? nullptr : &bounds_[band];
    const Rational slice = overlap(bounds_[band - 1], Rational(measure_), &bounds_[band - 1], next);
    out = out + worth(band, Rational(0), slice);
  }
  return out;
}

Attained Climb::attained() const {
  const std::size_t band = band_at(Rational(measure_));
  Attained out{measure_, static_cast<std::int64_t>(band), Rational(0)};
  switch (tier_.mode) {
    case plan::TierMode::kMarginal:
      out.gain = marginal_gain();
      break;
    case plan::TierMode::kRetroactive:
      out.gain = worth(band, earned_, Rational(measure_));
      break;
    case plan::TierMode::kOverage:
      out.gain = worth(band, above_, overlap(threshold_, Rational(measure_), nullptr, nullptr));
      break;
    case plan::TierMode::kStanding:
      out.gain = gain_;
      break;
  }
  return out;
}

}  // namespace kontor::commission
