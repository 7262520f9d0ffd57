// SPDX-License-Identifier: Apache-2.0
// Nobody writes statements: they follow from a settlement's run.
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::statement {

// For a run: one statement a payee and currency that has rows, or a balance that it carries. A row
// is a fact dated up to the run's day that no statement before holds; what each account's facts are
// stated up to stands in the account (`stated`).
void derive(Overlay& hq, const std::set<RecordKey>& changed, const Cause& cause);

void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
void of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out);

}  // namespace kontor::statement
