// SPDX-License-Identifier: Apache-2.0
// A payee's entries of one year, added in their order and not kept: all that evaluate() needs of
// them, so that it can be asked at the end of each month, and on the last day that was added.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "lib/commission/tier.h"

namespace kontor::commission {

inline constexpr std::size_t kYearMonths = 12;

class Tally {
 public:
  // `year` is a first of January; the plan must outlive the tally.
  Tally(const plan::Plan& plan, plan::Per per, Date year);

  // `tiers` has a bit for each tier of the plan that matches the sale, by its place.
  void add(const Entry& entry, std::uint32_t tiers);

  std::int64_t earned(std::size_t month) const { return months_[month]; }
  // What the tier of that place came to by the end of the month, in its period that began on
  // `first`; nothing: no sale matched in the period until then.
  std::optional<Attained> attained(std::size_t tier, Date first, std::size_t month) const;

 private:
  struct Track {
    Climb climb;
    std::size_t from = 0;  // first and last month with an entry
    std::size_t last = 0;
    std::array<Attained, kYearMonths> ends = {};  // of the months before last
  };
  std::size_t month_of(Date date) const;

  const plan::Plan& plan_;
  const plan::Per per_;
  const Date year_;
  std::array<std::int64_t, kYearMonths> months_ = {};
  std::map<std::pair<std::size_t, Date>, Track> tracks_;
};

}  // namespace kontor::commission
