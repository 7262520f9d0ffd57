// SPDX-License-Identifier: Apache-2.0
// Finds customers of several scopes that are one human, from plaintext that HQ alone holds. A value
// is normalised and hashed with a key of HQ's own (HMAC-SHA256), so that the digests, which a job
// may keep between its runs, tell nothing without the key, and nothing at all after the key is
// changed:
//   digest = HMAC-SHA256(key, framed("kontor-match", rule, normal value))
// Rules: email/1 (same address), phone/1 (same number). A rule's number changes when its normal
// form does.
#pragma once

#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/id.h"

namespace kontor::customer {

inline constexpr std::string_view kByEmail = "email/1";
inline constexpr std::string_view kByPhone = "phone/1";

// Trimmed, in lower case (ASCII); empty when it is no address.
std::string normal_email(std::string_view typed);
// "+" and digits with the country code; a number without one is of `country`. Empty when it is no
// number (7 to 15 digits, E.164).
std::string normal_phone(std::string_view typed, std::string_view country = "49");

struct Contact {
  std::string customer;
  std::string email;      // as typed, or empty
  std::string phone;      // as typed, or empty
  bool imported = false;  // known from imported leads alone: never matched
};
struct MatchKey {
  std::string rule;
  Bytes digest;
  std::string customer;
  friend auto operator<=>(const MatchKey&, const MatchKey&) = default;
};
std::vector<MatchKey> match_keys(std::string_view key, const Contact& contact);

// One link to make. The reason names the rule's words, never a value.
struct Match {
  std::vector<std::string> members;  // sorted, two or more
  std::string rule;
  std::string reason;
  friend bool operator==(const Match&, const Match&) = default;
};
// Customers with the same digest, by rule (email before phone), then by members: the order of
// `keys` does not matter. Customers of a pair in `apart` (lower id first) are never in one match. A
// value that more than kMostShared customers have is a switchboard's or a placeholder, no human's.
inline constexpr std::size_t kMostShared = 16;
std::vector<Match> matches(std::vector<MatchKey> keys,
                           const std::set<std::pair<std::string, std::string>>& apart = {});

}  // namespace kontor::customer
