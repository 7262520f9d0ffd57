// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "lib/change/noun.h"

namespace kontor::customer {

// Rejected: source_missing (a source_id without its source).
Outcome check_add(const State& state, const Operation& operation, const Context& context);
void apply_add(Overlay& state, const Operation& operation, const Context& context);

// Rejected: nothing_to_do (no field, or every field as it is), source_missing.
Outcome check_set(const State& state, const Operation& operation, const Context& context);
void apply_set(Overlay& state, const Operation& operation, const Context& context);

// Its holders.
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// A grant on a customer carries its consents along.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

}  // namespace kontor::customer
