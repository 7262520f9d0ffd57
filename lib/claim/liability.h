// SPDX-License-Identifier: Apache-2.0
// How long a payee answers for what it earned. Pure arithmetic, the same for a claim in the ledger
// and for one of a back-test; what is held back meanwhile is in record.h.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/plan/record.h"

namespace kontor::claim {

struct Verdict {
  std::string rule;  // never_causes, full_causes, window_over, curve
  Rational part;     // of what is outstanding
};
// What comes back of a claim vested on `from` for the cause `why` on `at`.
Verdict judge(const plan::Liability& liability, std::string_view why, Date from, Date at);
// Such a rule in words, for those who ask why this much came back; also before_vesting.
std::string_view why_back(std::string_view rule);
// Whether the principal answers for the cause (HGB 87a(3)): nothing comes back, ever.
bool answers_for(const plan::Liability& liability, std::string_view why);
// What is left of `left` after a part of it came back: in billionths, so that many parts after
// another stay within bounds.
Rational left_after(const Rational& left, const Rational& part);

}  // namespace kontor::claim
