// SPDX-License-Identifier: Apache-2.0
// Small helpers for text. ASCII rules only: no locale, so that every replica sees the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

// Every part, empty ones too; "" is one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string_view trim(std::string_view text);  // space, tab, CR, LF at both ends
std::string lower(std::string_view text);      // A-Z alone

// "0", "17", "-3": the whole text, no leading zero or plus. Error(kData, "bad_number").
std::int64_t parse_integer(std::string_view text);

// Well-formed per RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);
// For messages and terminals: control characters and bytes that are not UTF-8 become \xNN.
std::string printable(std::string_view text);

// The candidate that a typing mistake most likely meant, or empty: at most a third of the letters
// (and at most 3) added, dropped, changed or swapped with a neighbour.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace kontor
