// SPDX-License-Identifier: Apache-2.0
// The graph of an order's items: parts, prices, gates.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/time.h"
#include "lib/change/noun.h"

namespace kontor::order {

// Whether the offer and its parts may be sold in the channel on that day: version_unknown,
// part_not_launched, channel_rule (detail: the rule). An empty channel, HQ's own, has no rules.
Outcome check_sale(const State& state, std::string_view offer, std::int64_t version,
                   std::string_view channel, Date date);
// The same for what a draft holds: its versions stand, though newer ones may be sold by now.
Outcome check_sale(const State& state, const Json& order, std::string_view channel, Date date);

// Items of a draft of this offer version, unpriced: the parts that are in by default, or the offer.
Json make_items(const State& state, std::string_view offer, std::int64_t version);
// Prices the items of a draft by its price point and campaign.
void price_items(const State& state, Json& order);
// Whether an item has a price at the point.
bool knows_price_point(const State& state, const Json& items, std::string_view point);

// Opens the gates that may open, and lets what hangs on a failed item be cancelled, re-priced or
// asked about, until nothing moves.
void settle_gates(const State& state, Json& order);
// The order's state, and how much came back, follow from its items.
void roll_up(Json& order);

}  // namespace kontor::order
