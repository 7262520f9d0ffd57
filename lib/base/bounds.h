// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace kontor {

// What one amount may be, in minor units: ten thousand million euros. No sale comes near it, and
// nine thousand such amounts still add up to less than 2^53, the end of the integers of a ledger.
inline constexpr std::int64_t kMostMinor = 1'000'000'000'000;

// The reason why something is not reckoned: an amount that is beyond what is kept exactly.
inline constexpr const char* kAmountOverflow = "amount_overflow";

}  // namespace kontor
