// SPDX-License-Identifier: Apache-2.0
// A plan in words: who gets what of a sale, by which rule, when it is earned and what comes back.
// For a seller who never saw the file.
#pragma once

#include <string>

#include "lib/change/state.h"
#include "lib/plan/record.h"

namespace kontor::plan {

// "if the campaign is autumn and the price point is list"; empty: always.
std::string in_words(const Conditions& when);
std::string in_words(const Period& period);  // "6 months"
std::string percent(const Rational& part);   // "12.5 %"

// {"step","rule","result","steps"}: a group a chapter, a node a rule; `result` is the sentence.
Json explain_plan(const Plan& plan);
// The same of a version that is kept: since when, whether retired, who answered what.
Json explain_version(const State& state, const Json& record, std::int64_t version);

}  // namespace kontor::plan
