// SPDX-License-Identifier: Apache-2.0
// outlet/{partner}/{name} = {partner, channel, place, postcode, zone, state, split}. Its own scope
// holds it whole; every partner scope holds a directory_card/{same id} = {partner, channel, place},
// so that a customer can be sent there.
#pragma once

#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::outlet {

// Ways to sell; the words of offers' channel rules and of policies' evidence rows.
inline constexpr std::string_view kChannels = "shop|phone|online|field|popup|video";
inline constexpr std::string_view kStates = "open|paused|closed";
inline constexpr std::string_view kDefaultZone = "Europe/Berlin";

extern const Form apply_form;  // outlet.apply
extern const Form record_form;
extern const Form card_form;  // directory_card

// Empty when the state does not hold the outlet. A foreign outlet's channel is in its card.
std::string channel_of(const State& state, std::string_view outlet);
std::string partner_of(const State& state, std::string_view outlet);

}  // namespace kontor::outlet
