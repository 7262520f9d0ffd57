// SPDX-License-Identifier: Apache-2.0
// How long a payee answers for what it earned. Pure arithmetic, the same for a claim in the ledger
// and for one of a back-test; and what is held back meanwhile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/plan/record.h"

namespace kontor::commission {

// 0 at `from`, 1 at the end of the window: whole months of a window in months, else days.
Rational elapsed(const Period& window, Date from, Date at);

// Why something comes back; a plan says what each means for the commission.
inline constexpr std::string_view kCauses =
    "withdrawal|non_payment|principal_fault|defect|goodwill|cancellation";

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

// --- the reserve of a payee's order

// Part of the liability that holds the reserve: 1 at the vesting, 0 at its end.
Rational liability_left(const plan::Liability& liability, Date vested, Date until);

// One item in the reserve of a payee's order.
struct Reserved {
  std::int64_t base_minor = 0;  // earned when it was reserved; 0: never
  std::int64_t open_minor = 0;  // earned less reversed
  Rational rate;                // of the plan's reserve
  Rational left;                // liability_left
};
// What must have been reserved: over all items together, so that the order is rounded once.
std::int64_t reserve_due(const std::vector<Reserved>& items);
// Part of `reserved_minor` that the liability left still justifies.
std::int64_t reserve_justified(const std::vector<Reserved>& items, std::int64_t reserved_minor);

}  // namespace kontor::commission
