// SPDX-License-Identifier: Apache-2.0
// statement/{settlement}.{payee}: what a payee is told of one settlement (Abrechnung). HQ's derive
// makes it with the run and never changes it; the scope of the payee's business holds it whole, so
// that it can be printed there without a line to HQ.
//   {settlement, payee, partner, role, currency, number, from, until, opening, rows, earned,
//    premium, reserve, release, total, settled, carried, waiting}
//   total = opening + earned + true_up + premium - reserve + release
//         = settled + carried + waiting + on_hold
// A payee with several currencies has a statement in each: {settlement}.{payee}.{currency}. More
// than kMaxRows rows go on in {id}.2, {id}.3, which name the first in `continues`.
// statement_series/{payee}: HQ's own: the last number, and what the next statement carries on.
#pragma once

#include <functional>
#include <string>

#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::statement {

inline constexpr std::size_t kMaxRows = 256;  // as many as a record holds facts

extern const Form record_form;
extern const Form series_form;

// The rows of the statement and of what continues it, in order.
void each_row(const State& state, const std::string& id,
              const std::function<void(const Json&)>& visit);
// The first record with all rows in it.
Json whole(const State& state, const std::string& id);

}  // namespace kontor::statement
