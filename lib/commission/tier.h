// SPDX-License-Identifier: Apache-2.0
// One tier over one of its periods: sales are added in order, and at any time it says how far they
// came and what that is worth. Pure, exact.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/plan/record.h"

namespace kontor::commission {

// What one claim brought the payee on one day. In order of (date, closed instant, order, item).
struct Entry {
  Date date;
  std::string claim;
  std::int64_t amount = 0;  // earned, less what was reversed that day
  std::int64_t value = 0;   // net value of the sale, minor units
  std::int64_t units = 0;   // thousandths of a piece
  plan::Lookup lookup;      // of the sale; may be empty: then only tiers without conditions match
};

struct Attained {
  std::int64_t measure = 0;  // minor units, or thousandths of a piece
  std::int64_t band = 0;     // reached, the first is 1; 0: below it
  Rational gain;             // beside what was earned, not rounded
};

class Climb {
 public:
  explicit Climb(const plan::Tier& tier);
  // An entry that the tier does not match leaves everything as it is.
  void add(const Entry& entry);
  void take(const Entry& entry);  // one that is known to match
  Attained attained() const;
  bool empty() const { return empty_; }  // nothing matched

 private:
  std::size_t band_at(const Rational& measure) const;
  Rational worth(std::size_t band, const Rational& earned, const Rational& measure) const;
  Rational marginal_gain() const;
  std::int64_t measure_of(const Entry& entry) const;

  const plan::Tier& tier_;
  std::vector<Rational> bounds_;  // in the measure's own unit
  Rational threshold_;            // of an overage
  std::int64_t measure_ = 0;
  Rational earned_;
  Rational above_;                                // the threshold, of what was earned
  Rational gain_;                                 // of the modes that take each entry by itself
  std::map<std::string, std::size_t> own_bands_;  // standing: claim -> band
  bool empty_ = true;
};

}  // namespace kontor::commission
