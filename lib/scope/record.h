// SPDX-License-Identifier: Apache-2.0
// scope/{slug} = {partner}. Never changed, never removed: a scope's history outlives the business
// relation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/change/noun.h"

namespace kontor::scope {

inline constexpr std::string_view kHq = "hq";

extern const Form add_form;     // scope.add
extern const Form record_form;  // what a record has beside the standard parts

// Empty for `hq` and for a scope that the state does not hold.
std::string partner_of(const State& state, std::string_view scope);
// The partner's scope: none or one.
std::vector<std::string> of_partner(const State& state, std::string_view partner);

// Projections that many nouns need.
void show_to_all(const State& hq, Projection& out);
void show_to_partner(const State& hq, std::string_view partner, Projection& out);

}  // namespace kontor::scope
