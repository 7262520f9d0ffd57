// SPDX-License-Identifier: Apache-2.0
// Bounds of what is read whole, from files and standard input.
#pragma once

#include <cstddef>
#include <string>

namespace kontor::cli {

// What a payload may be, and an end to what has none.
inline constexpr std::size_t kMaxInputBytes = 16u << 20;
[[noreturn]] void input_too_large(const std::string& name);  // Error(kData, "too_large")

}  // namespace kontor::cli
