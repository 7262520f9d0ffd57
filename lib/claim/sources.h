// SPDX-License-Identifier: Apache-2.0
// What a claim rests on, record by record: the signed operations and timers behind its touches, its
// plan, its vesting, its facts. Whoever holds the history finds the change set of each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/change/state.h"

namespace kontor::claim {

struct Source {
  std::string what;    // touch, consent, plan, customer_link, ... (kSourceWords)
  std::string record;  // "kind/id" that it made or changed
  std::string cause;   // operation or timer
  friend auto operator<=>(const Source&, const Source&) = default;
};
inline constexpr std::string_view kSourceWords =
    "touch|consent|plan|acceptance|order|field|close|code|redemption|customer_link|confirmation|"
    "return|fact|account|dispute|decision|period|sale";

// At HQ: of the whole claim. Sorted, each once.
std::vector<Source> sources(const State& hq, const std::string& claim);
// At a payee's site: of its earning, as far as its own records tell. Nobody else's.
std::vector<Source> earning_sources(const State& site, const std::string& earning);

// Of a book, or of the card of it: its plan and the runs that posted it; at a site the plan alone.
std::vector<Source> book_sources(const State& state, const std::string& book);
// Of the sales that it counts: what posted their facts; at a site what its own part rests on.
std::vector<Source> book_sale_sources(const State& state, const std::string& book);
// Records that a book's lines are computed from, the book among them.
std::set<RecordKey> book_records(const State& state, const std::string& book);

// Records that the sources name: what a proof shows beside the claim.
std::set<RecordKey> records_of(const std::vector<Source>& sources);

}  // namespace kontor::claim
