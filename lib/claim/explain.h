// SPDX-License-Identifier: Apache-2.0
// Why a claim earns what it earns, and what it would earn otherwise. Read by `claim explain` and
// `plan simulate`; computed from the claim's own inputs, so that it can be held against the facts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/change/state.h"
#include "lib/commission/pipeline.h"

namespace kontor::claim {

// A claim at HQ: the steps of commission::explain, and below them what became of it: vesting,
// facts, returns, review. A claim without a plan says why there is none.
Json explain_claim(const State& hq, const std::string& claim);
// What a payee's scope knows of a claim: its earning, and the operations behind its own records.
Json explain_earning(const State& site, const std::string& earning);

// What the rules of periods made of a payee's year, and why: of its book at HQ, of the card of it
// at the payee's site. Below it the sales that count, by month; every rule of the plan in every
// period, with what it comes to on the day of the last run and what stands posted, zeros with their
// reason. Error(kNoInput).
Json explain_book(const State& state, const std::string& book);

// Why each unit has its credit of an order, or why there is none: at HQ, or of what a payee's scope
// knows. Error(kNoInput) when nothing of the order is here.
Json explain_credits(const State& state, const std::string& order);

}  // namespace kontor::claim
