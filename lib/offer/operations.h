// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::offer {

// Problems of a content alone, and against the other offers that the state holds. Reasons:
//   price_missing price_empty price_negative price_twice price_self currency_mixed bundle_price
//   item_twice item_self item_limits nested_bundle
//   gate_item_unknown gate_twice gate_cycle
//   rule_twice rule_empty rule_dates tiers_empty
Outcome check_content(const State& state, const std::string& slug, const Json& content);

// rejected: not_a_slug, offer_retired, version_gap, version_launched, and those of check_content.
Outcome check_apply(const State& state, const Operation& operation, const Context& context);
void apply_apply(Overlay& state, const Operation& operation, const Context& context);

// Sells a version from now on; an earlier one again is the way back. rejected: offer_retired,
// version_unknown, already_launched, part_not_launched, policy_unknown, gate_cycle.
Outcome check_launch(const State& state, const Operation& operation, const Context& context);
void apply_launch(Overlay& state, const Operation& operation, const Context& context);

// Ends the sale; orders keep their version. rejected: offer_retired, part_in_use.
Outcome check_retire(const State& state, const Operation& operation, const Context& context);
void apply_retire(Overlay& state, const Operation& operation, const Context& context);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// A bundle is shown only where all its parts are.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

}  // namespace kontor::offer
