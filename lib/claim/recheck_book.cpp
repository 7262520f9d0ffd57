// SPDX-License-Identifier: Apache-2.0
// A book, or the card of it, held against the sales that it counts.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/claim/recheck.h"
#include "lib/claim/reckon.h"

namespace kontor::claim {
namespace {

std::string name_of(const std::string& kind, const std::string& rule,
                    const commission::Span& span) {
  return kind + " " + rule + " of " + format_date(span.first) + " to " + format_date(span.last);
}

// What does not come out as it was posted.
std::vector<std::string> differences(const std::vector<LinePair>& lines, const Knew& knew) {
  std::vector<std::string> out;
  for (const LinePair& pair : lines) {
    const std::string name = pair.posted
                                 ? name_of(pair.posted->kind, pair.posted->rule, pair.posted->span)
                                 : name_of(std::string(commission::line_word(pair.reckoned->kind)),
                                           pair.reckoned->rule, pair.reckoned->span);
    if (pair.reckoned_minor() != pair.posted_minor()) {
      out.push_back(name + " is " + std::to_string(pair.posted_minor()) + ", computed " +
                    std::to_string(pair.reckoned_minor()));
      continue;
    }
    // What an earlier run measured need not be what is measured now.
    const bool both = pair.reckoned && pair.posted && pair.posted->counted;
    const bool last = both && pair.posted->changed == knew.until && !knew.again;
    if (!last || !pair.posted->seller.empty()) continue;
    const bool same = pair.posted->attainment == pair.reckoned->attainment &&
                      pair.posted->band == pair.reckoned->band;
    if (!same) {
      out.push_back(name + " measures " + std::to_string(pair.posted->attainment) + ", computed " +
                    std::to_string(pair.reckoned->attainment));
    }
  }
  return out;
}

struct Attempt {
  BookRecheck result;
  std::vector<std::string> wrong;
};

Attempt attempt(const State& state, Seat seat, const Json& book, Facts facts) {
  Attempt out;
  const BookLines posted = lines_of(state, book_kind(seat), book.str("id"));
  const Knew knew = known_until(state, seat, book);
  out.result.until = knew.until;
  Reckoning reckoning(state, seat, out.result.until, facts);
  const Member member = member_of(book);
  for (const Member& each : reckoning.asked_for(member)) {
    const std::vector<Record> known = reckoning.books(each);
    const Reckoned reckoned = reckoning.reckon(each, known, noted_left(known));
    out.result.entries += reckoned.input.entries.size();
    if (member < each || each < member) continue;
    out.result.lines = pair_lines(reckoned.result.lines, posted.lines, book.str("year"));
    if (seat == Seat::kSite) out.result.unsure = unsure_of(state, member, reckoned);
  }
  out.wrong = differences(out.result.lines, knew);
  return out;
}

// What conditions ask that an earning does not tell.
constexpr std::array<std::string_view, 6> kHidden = {"order.offer",         "order.close_outlet",
                                                     "order.close_partner", "order.close_seller",
                                                     "order.close_tier",    "order.code"};

std::string hidden_field(const plan::Conditions& conditions) {
  for (const plan::Condition& condition : conditions) {
    std::vector<std::string> fields = {condition.field};
    if (condition.op == "same_as") fields.push_back(condition.value.string());
    for (const std::string& field : fields) {
      if (std::find(kHidden.begin(), kHidden.end(), field) != kHidden.end()) return field;
    }
  }
  return {};
}

// Whether two sales of one day may stand the other way round at HQ, where the minute is known.
bool has_ties(const State& site, const std::vector<commission::Entry>& entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i - 1].date != entries[i].date) continue;
    const Record before = site.get("earning", entries[i - 1].claim);
    const Record after = site.get("earning", entries[i].claim);
    const bool same_order = before->str("order") == after->str("order");
    if (!same_order && before->str("closed") == after->str("closed")) return true;
  }
  return false;
}

bool asks_for_order(const plan::Tier& tier) {
  if (tier.mode == plan::TierMode::kStanding) return true;
  return tier.mode != plan::TierMode::kRetroactive && tier.measure != plan::Measure::kEarned;
}

bool came_back_in_part(const Json& earning, const std::string& payee) {
  std::map<std::string, std::array<std::int64_t, 2>> days;  // gross, net
  for (const Json& fact : earning.list("facts")) {
    if (fact.str("payee") != payee) continue;
    auto& [gross, net] = days[fact.str("date")];
    const bool given = fact.str("kind") == "earn" || fact.str("kind") == "adjust";
    if (given) gross += fact.num("amount");
    net += fact.num("amount");
  }
  std::int64_t gross = 0;
  std::int64_t net = 0;
  for (const auto& [day, sums] : days) {
    gross += sums[0];
    net += sums[1];
    if (net != 0 && net != gross) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> unsure_of(const State& site, const Member& member,
                                   const Reckoned& reckoned) {
  std::set<std::string> out;
  for (const plan::Plan* plan : reckoned.input.versions) {
    for (const plan::Tier& tier : plan->tiers) {
      if (tier.per != member.per() && !tier.charge_business) continue;
      const std::string hidden = hidden_field(tier.when);
      if (!hidden.empty())
        out.insert("tier " + tier.id + " asks for " + hidden + ", which this scope is not told");
      if (asks_for_order(tier) && has_ties(site, reckoned.input.entries)) {
        out.insert("tier " + tier.id +
                   " asks which of the sales of a day was first, and this scope knows the day");
      }
      if (tier.measure == plan::Measure::kEarned) continue;
      for (const commission::Entry& entry : reckoned.input.entries) {
        if (!came_back_in_part(*site.get("earning", entry.claim), member.payee)) continue;
        out.insert("of " + entry.claim +
                   " a part came back: how much of its value stands for tier " + tier.id +
                   " is told by the own amounts alone");
      }
    }
  }
  return {out.begin(), out.end()};
}

BookRecheck recheck_book(const State& state, const std::string& id) {
  const Seat seat = seat_of(state);
  const Record book = book_of(state, id);
  Attempt all = attempt(state, seat, *book, Facts::kAll);
  if (all.wrong.empty()) return std::move(all.result);
  if (seat == Seat::kSite) {
    all.result.everything = false;
    all.result.why_not =
        join(all.wrong, "; ") + " from the own earnings: " +
        (all.result.unsure.empty() ? "facts that came after the run are posted by the next one"
                                   : join(all.result.unsure, "; "));
    return std::move(all.result);
  }
  // Facts that came after the run are posted by the next one.
  Attempt known = attempt(state, seat, *book, Facts::kStated);
  known.result.late = true;
  if (!known.wrong.empty()) known.result.wrong = std::move(all.wrong);
  return std::move(known.result);
}

}  // namespace kontor::claim
