// SPDX-License-Identifier: Apache-2.0
// Parts of body_problems (record.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/plan/record.h"

namespace kontor::plan {

// "factor[1]" or "factor[1].value"
std::string row_path(std::string_view list, std::size_t row, std::string_view member = {});
bool is_part(const Rational& value);  // within 0 to 1
std::vector<std::string_view> stage_names(const Plan& plan);
// What to do about a word that is none of the known: the nearest of them, else all.
std::string meant(std::string_view word, const std::vector<std::string_view>& known);

// Fields that exist and may be asked here, literals of their kind, ranges the right way round.
void check_conditions(const Conditions& when, FactorScope scope, const std::string& path,
                      std::vector<BodyProblem>& out);
// Overrides, tiers, caps, floors, draws, holds.
void check_rules(const Plan& plan, std::vector<BodyProblem>& out);
// Spellings that a form cannot check and a parsed plan does not show.
std::vector<BodyProblem> spelling_problems(const Json& body);

}  // namespace kontor::plan
