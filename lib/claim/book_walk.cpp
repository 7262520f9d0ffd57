// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/book_walk.h"

#include <algorithm>
#include <tuple>

#include "lib/commission/liability.h"

namespace kontor::claim {
Credited credited_to(const Json& claim, const std::string& payee, const std::string& role) {
  Credited out;
  for (const Json& share : claim.list("shares")) {
    if (share.str("payee") != payee || share.str("role") != role) continue;
    out.value = checked_add(out.value, share.num_or("value", 0));
    out.units = checked_add(out.units, share.num_or("units", 0));
  }
  return out;
}

Walk::Walk(const Json& claim, Date vested, Credited credited, Plans& plans, std::size_t returns)
    : claim_(claim), known_returns_(returns), vested_(vested), credited_(credited), plans_(plans) {
  days_[vested_];
  for (const Json& row : this->returns()) {
    days_[parse_date(row.str("date"))];
    if (row.has("restored_on")) days_[parse_date(row.str("restored_on"))];
  }
}

std::span<const Json> Walk::returns() const {
  const Json::Array& rows = claim_.list("returns");
  return std::span(rows).first(std::min(rows.size(), known_returns_));
}

void Walk::add(const Json& fact, bool own) {
  Day& day = days_[parse_date(fact.str("date"))];
  const std::int64_t amount = fact.num("amount");
  const bool gross = fact.str("kind") == "earn" || fact.str("kind") == "adjust";
  if (own) day.own = checked_add(day.own, amount);
  if (gross) day.gross = checked_add(day.gross, amount);
  day.net = checked_add(day.net, amount);
}

std::vector<commission::Entry> Walk::entries(Date from, Date until) {
  std::vector<commission::Entry> out;
  for (const auto& [date, day] : days_) {
    if (date > until) break;
    gross_ = checked_add(gross_, day.gross);
    net_ = checked_add(net_, day.net);
    const Rational part = standing(date);
    commission::Entry entry{date,
                            claim_.str("id"),
                            day.own,
                            step(value_, credited_.value, part),
                            step(units_, credited_.units, part),
                            nullptr};
    const bool empty = entry.amount == 0 && entry.value == 0 && entry.units == 0;
    if (!empty && date >= from) out.push_back(std::move(entry));
  }
  return out;
}

// Part of the claim that stands on that day.
Rational Walk::standing(Date date) const {
  if (date < vested_) return Rational(0);
  if (gross_ != 0) return Rational(net_) / Rational(gross_);
  return left_of(date);
}

// A claim of nothing has no money that tells: what its returns up to the day left of it does. A
// site that does not hold the plan knows what came back whole.
Rational Walk::left_of(Date day) const {
  Rational left(1);
  for (const Json& row : returns()) {
    const Date date = parse_date(row.str("date"));
    const bool restored = row.has("restored_on") && parse_date(row.str("restored_on")) <= day;
    if (restored || date > day) continue;
    const plan::Plan* plan = plans_.of(claim_);
    const Rational whole(row.str("rule") == "full_causes" ? 1 : 0);
    left = commission::left_after(
        left,
        plan ? commission::judge(plan->liability, row.str("cause"), vested_, date).part : whole);
  }
  return left;
}

std::int64_t Walk::step(std::int64_t& before, std::int64_t whole, const Rational& part) const {
  const std::int64_t now = (Rational(whole) * part).round_half_away();
  const std::int64_t by = now - before;
  before = now;
  return by;
}

std::vector<commission::Entry> in_order(std::vector<PlacedEntry> placed) {
  // The claim's id is order, then item.
  std::sort(placed.begin(), placed.end(), [](const PlacedEntry& a, const PlacedEntry& b) {
    return std::tie(a.entry.date, a.closed, a.entry.claim) <
           std::tie(b.entry.date, b.closed, b.entry.claim);
  });
  std::vector<commission::Entry> out;
  for (PlacedEntry& one : placed) out.push_back(std::move(one.entry));
  return out;
}

}  // namespace kontor::claim
