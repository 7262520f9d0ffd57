// SPDX-License-Identifier: Apache-2.0
// From facts to entries. Money is the facts' own, on their own day. The value and the pieces that
// the sale credits its payee with come back as the claim's money does, in the same part.
#include <algorithm>

#include "lib/claim/book.h"
#include "lib/claim/derive.h"

namespace kontor::claim {
namespace {

struct Day {
  std::int64_t own = 0;    // of the payee
  std::int64_t gross = 0;  // earned by all
  std::int64_t net = 0;    // less what was reversed
};

struct Credited {
  std::int64_t value = 0;
  std::int64_t units = 0;
};

Credited credited_to(const Json& claim, const Member& member) {
  Credited out;
  for (const Json& share : claim.list("shares")) {
    if (share.str("payee") != member.payee || share.str("role") != member.role) continue;
    out.value = checked_add(out.value, share.num_or("value", 0));
    out.units = checked_add(out.units, share.num_or("units", 0));
  }
  return out;
}

// A claim of nothing has no money that tells: it stands until all of it came back.
bool came_back(const Json& claim, Date day) {
  for (const Json& row : claim.list("returns")) {
    const bool full = row.str("rule") == "full_causes" && !row.has("restored");
    if (full && parse_date(row.str("date")) <= day) return true;
  }
  return false;
}

class Walk {
 public:
  Walk(const State& state, const Json& claim, const Member& member)
      : claim_(claim), credited_(credited_to(claim, member)) {
    vested_ = parse_instant(claim.at("vest").str("at")).date();
    days_[vested_];
    each_fact(state, "claim", claim.str("id"), [&](const Json& fact) {
      Day& day = days_[parse_date(fact.str("date"))];
      const std::int64_t amount = fact.num("amount");
      const bool gross = fact.str("kind") == "earn" || fact.str("kind") == "adjust";
      if (fact.str("payee") == member.payee && fact.str("role") == member.role) {
        day.own = checked_add(day.own, amount);
      }
      if (gross) day.gross = checked_add(day.gross, amount);
      day.net = checked_add(day.net, amount);
    });
    for (const Json& row : claim.list("returns")) days_[parse_date(row.str("date"))];
  }

  std::vector<Entry> entries(Date from, Date until) {
    std::vector<Entry> out;
    for (const auto& [date, day] : days_) {
      if (date > until) break;
      gross_ = checked_add(gross_, day.gross);
      net_ = checked_add(net_, day.net);
      Entry entry{date,
                  claim_.str("id"),
                  day.own,
                  step(value_, credited_.value, date),
                  step(units_, credited_.units, date),
                  nullptr};
      const bool empty = entry.amount == 0 && entry.value == 0 && entry.units == 0;
      if (!empty && date >= from) out.push_back(std::move(entry));
    }
    return out;
  }

 private:
  // Part of the claim that stands on that day.
  Rational standing(Date date) const {
    if (date < vested_) return Rational(0);
    if (gross_ != 0) return Rational(net_) / Rational(gross_);
    return Rational(came_back(claim_, date) ? 0 : 1);
  }
  std::int64_t step(std::int64_t& before, std::int64_t whole, Date date) const {
    const std::int64_t now = (Rational(whole) * standing(date)).round_half_away();
    const std::int64_t by = now - before;
    before = now;
    return by;
  }

  const Json& claim_;
  const Credited credited_;
  Date vested_;
  std::map<Date, Day> days_;
  std::int64_t gross_ = 0;
  std::int64_t net_ = 0;
  std::int64_t value_ = 0;
  std::int64_t units_ = 0;
};

// Nothing was posted to a closed account since: none of its order's facts lies in the window.
bool is_past(const Json& account, Date from) {
  return account.str("standing") == "closed" &&
         parse_instant(account.at("changed").str("rule")).date() < from;
}

struct Placed {
  Entry entry;
  Instant closed;
};

}  // namespace

std::vector<Entry> entries_of(const State& state, const Member& member, std::string_view currency,
                              Date from, Date until) {
  std::vector<Placed> placed;
  for (const std::string& id : state.find("account", "payee", member.payee)) {
    const Record account = state.get("account", id);
    if (account->str("partner") != member.partner || is_past(*account, from)) continue;
    for (const std::string& claim_id : state.find("claim", "order", account->str("order"))) {
      const Record claim = state.get("claim", claim_id);
      const bool counts = claim->str_or("plan") == member.plan && claim->at("vest").has("at") &&
                          claim->str_or("currency") == currency;
      if (!counts) continue;
      const auto sale = std::make_shared<const Sale>(sale_of(*claim));
      for (Entry& entry : Walk(state, *claim, member).entries(from, until)) {
        entry.lookup = [sale](std::string_view field) { return lookup(*sale)(field); };
        placed.push_back({std::move(entry), sale->closed});
      }
    }
  }
  // The claim's id is order, then item.
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tie(a.entry.date, a.closed, a.entry.claim) <
           std::tie(b.entry.date, b.closed, b.entry.claim);
  });
  std::vector<Entry> out;
  for (Placed& one : placed) out.push_back(std::move(one.entry));
  return out;
}

}  // namespace kontor::claim
