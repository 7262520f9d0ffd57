// SPDX-License-Identifier: Apache-2.0
// From the facts of one claim to what it brought one payee, day by day. Money is the facts' own, on
// their own day. The value and the pieces that the sale credits its payee with come back as the
// claim's money does, in the same part.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/claim/record.h"
#include "lib/commission/tier.h"

namespace kontor::claim {

// What the shares of a claim, or of an earning, credit a payee with.
struct Credited {
  std::int64_t value = 0;
  std::int64_t units = 0;
};
Credited credited_to(const Json& claim, const std::string& payee, const std::string& role);

class Walk {
 public:
  // Of a claim or an earning, which must outlive this, as the plans. Of its returns the first
  // `returns` count.
  Walk(const Json& claim, Date vested, Credited credited, Plans& plans,
       std::size_t returns = SIZE_MAX);
  void add(const Json& fact, bool own);
  // Once, after all facts. Without lookups.
  std::vector<commission::Entry> entries(Date from, Date until);

 private:
  struct Day {
    std::int64_t own = 0;    // of the payee
    std::int64_t gross = 0;  // earned by all
    std::int64_t net = 0;    // less what was reversed
  };
  Rational standing(Date date) const;
  Rational left_of(Date day) const;
  std::int64_t step(std::int64_t& before, std::int64_t whole, const Rational& part) const;

  std::span<const Json> returns() const;

  const Json& claim_;
  const std::size_t known_returns_;
  const Date vested_;
  const Credited credited_;
  Plans& plans_;
  std::map<Date, Day> days_;
  std::int64_t gross_ = 0;
  std::int64_t net_ = 0;
  std::int64_t value_ = 0;
  std::int64_t units_ = 0;
};

// Entries of several claims in the order that tiers ask for: by day, the close, the claim.
struct PlacedEntry {
  commission::Entry entry;
  Instant closed;
};
std::vector<commission::Entry> in_order(std::vector<PlacedEntry> placed);

}  // namespace kontor::claim
