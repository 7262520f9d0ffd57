// SPDX-License-Identifier: Apache-2.0
// The plan linter: what German commercial law asks of a plan: kontor-plan(5) lists them. Rules
// of regime hgb_agent and hgb_insurance_agent; other regimes have no findings. Engineering input,
// not legal advice.
#pragma once

#include <span>

#include "lib/plan/record.h"

namespace kontor::plan {

enum class Weight { kWarning, kError };  // an error refuses the plan, a warning is kept with it

struct LintRow {
  std::string_view id;      // "L7"
  std::string_view rule;    // one sentence
  std::string_view source;  // "HGB 87a(1)"
};
std::span<const LintRow> lint_rows();

struct LintFinding {
  const LintRow* row = nullptr;
  std::string path;  // in the body
  std::string message;
  std::string remedy;  // TOML that ends the finding, and where it stands
  Weight weight = Weight::kError;
};
// The record of a plan keeps the messages of warnings: to change one changes what old ledgers say.
std::vector<LintFinding> lint(const Plan& plan);

}  // namespace kontor::plan
