// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/match.h"

#include <algorithm>
#include <tuple>

#include "lib/base/text.h"
#include "lib/crypto/hash.h"

namespace kontor::customer {
namespace {

using Pairs = std::set<std::pair<std::string, std::string>>;
using Members = std::vector<std::string>;

// Shortest subscriber number with a country code, and the longest that E.164 allows.
constexpr std::size_t kLeastDigits = 7;
constexpr std::size_t kMostDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits alone; empty when anything else than the usual separators stands among them.
std::string digits_of(std::string_view text) {
  constexpr std::string_view kSeparators = " -/.()";
  std::string out;
  for (char c : text) {
    if (is_digit(c)) {
      out.push_back(c);
    } else if (kSeparators.find(c) == std::string_view::npos) {
      return {};
    }
  }
  return out;
}

void add_key(std::vector<MatchKey>& out, std::string_view key, std::string_view rule,
             const std::string& value, const std::string& customer) {
  if (value.empty()) return;
  out.push_back(
      {std::string(rule), hmac_sha256(key, framed({"kontor-match", rule, value})), customer});
}

bool fits(const Members& group, const std::string& member, const Pairs& apart) {
  return std::none_of(group.begin(), group.end(), [&](const std::string& other) {
    return apart.contains(std::minmax(other, member));
  });
}

// Each member, in order, joins the first group without one that it is kept apart from.
std::vector<Members> split(const Members& members, const Pairs& apart) {
  std::vector<Members> groups;
  for (const std::string& member : members) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const Members& candidate) {
      return fits(candidate, member, apart);
    });
    if (group == groups.end()) {
      groups.push_back({member});
    } else {
      group->push_back(member);
    }
  }
  return groups;
}

std::string reason_of(std::string_view rule) {
  return rule == kByEmail ? "same e-mail address" : "same telephone number";
}

}  // namespace

std::string normal_email(std::string_view typed) {
  const std::string out = lower(trim(typed));
  const std::size_t at = out.find('@');
  if (at == 0 || at == std::string::npos || out.find('@', at + 1) != std::string::npos) return {};
  const std::size_t dot = out.rfind('.');
  if (dot == std::string::npos || dot <= at + 1 || dot + 1 == out.size()) return {};
  if (out.find_first_of(" \t") != std::string::npos) return {};
  return out;
}

std::string normal_phone(std::string_view typed, std::string_view country) {
  std::string text(trim(typed));
  bool international = false;
  if (text.starts_with('+')) {
    international = true;
    text.erase(0, 1);
    // The trunk zero that people write beside a country code: +49 (0)30.
    if (const std::size_t trunk = text.find("(0)"); trunk != std::string::npos)
      text.erase(trunk, 3);
  }
  std::string digits = digits_of(text);
  if (!international && digits.starts_with("00")) {
    international = true;
    digits.erase(0, 2);
  }
  if (!international) {
    if (!digits.starts_with('0')) return {};
    digits.replace(0, 1, country);
  }
  if (digits.size() < kLeastDigits || digits.size() > kMostDigits) return {};
  return "+" + digits;
}

std::vector<MatchKey> match_keys(std::string_view key, const Contact& contact) {
  std::vector<MatchKey> out;
  if (contact.imported) return out;
  add_key(out, key, kByEmail, normal_email(contact.email), contact.customer);
  add_key(out, key, kByPhone, normal_phone(contact.phone), contact.customer);
  return out;
}

std::vector<Match> matches(std::vector<MatchKey> keys, const Pairs& apart) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<Match> out;
  for (auto first = keys.begin(); first != keys.end();) {
    const auto last = std::find_if(first, keys.end(), [first](const MatchKey& other) {
      return other.rule != first->rule || other.digest != first->digest;
    });
    Members members;
    for (auto at = first; at != last; ++at) members.push_back(at->customer);
    if (members.size() <= kMostShared) {
      for (Members& group : split(members, apart)) {
        if (group.size() > 1)
          out.push_back({std::move(group), first->rule, reason_of(first->rule)});
      }
    }
    first = last;
  }
  // Not by digest: the key must not decide an order that history shows.
  std::sort(out.begin(), out.end(), [](const Match& a, const Match& b) {
    return std::tie(a.rule, a.members) < std::tie(b.rule, b.members);
  });
  return out;
}

}  // namespace kontor::customer
