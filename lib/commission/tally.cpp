// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/tally.h"

#include <algorithm>

#include "lib/commission/period.h"

namespace kontor::commission {

Tally::Tally(const plan::Plan& plan, plan::Per per, Date year)
    : plan_(plan), per_(per), year_(year) {}

std::size_t Tally::month_of(Date date) const {
  return static_cast<std::size_t>(months_between(year_, date));
}

void Tally::add(const Entry& entry, std::uint32_t tiers) {
  const std::size_t month = month_of(entry.date);
  months_[month] = checked_add(months_[month], entry.amount);
  for (std::size_t i = 0; i < plan_.tiers.size(); ++i) {
    const plan::Tier& tier = plan_.tiers[i];
    if (tier.per != per_ || (tiers >> i & 1U) == 0) continue;
    const std::pair key(i, span_of(entry.date, tier.period).first);
    auto found = tracks_.find(key);
    if (found == tracks_.end()) {
      found = tracks_.emplace(key, Track{.climb = Climb(tier), .from = month, .last = month}).first;
    }
    Track& track = found->second;
    if (track.last < month) {
      std::fill(track.ends.begin() + static_cast<std::ptrdiff_t>(track.last),
                track.ends.begin() + static_cast<std::ptrdiff_t>(month), track.climb.attained());
      track.last = month;
    }
    track.climb.take(entry);
  }
}

std::optional<Attained> Tally::attained(std::size_t tier, Date first, std::size_t month) const {
  const auto found = tracks_.find({tier, first});
  if (found == tracks_.end() || month < found->second.from) return std::nullopt;
  const Track& track = found->second;
  return month < track.last ? track.ends[month] : track.climb.attained();
}

}  // namespace kontor::commission
