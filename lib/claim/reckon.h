// SPDX-License-Identifier: Apache-2.0
// What the rules of periods come to for a payee on a day. A settlement run posts the difference to
// what stands; explanations and proofs hold what stands against it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/claim/book.h"
#include "lib/claim/book_lines.h"

namespace kontor::claim {

// HQ reckons from claims, accounts and books; a payee's site from its earnings and the cards of its
// books.
enum class Seat { kHq, kSite };
std::string_view book_kind(Seat seat);

struct Reckoned {
  std::string currency;
  commission::PeriodInput input;  // points to the reckoning's versions
  commission::PeriodResult result;
};

class Reckoning {
 public:
  // `facts` as entries_of takes it; a site knows all it has.
  Reckoning(const State& state, Seat seat, Date until, Facts facts = Facts::kAll);

  Date from() const { return from_; }  // a first of January: what is earlier is not looked at
  Date until() const { return until_; }
  Versions& versions() { return versions_; }
  std::vector<Record> books(const Member& member) const;  // of all years, in order
  // Sellers are to be asked for before the business that answers for them. `known` are its books;
  // `left` is the day on which it left.
  Reckoned reckon(const Member& member, const std::vector<Record>& known, std::optional<Date> left);
  // The same with the day of leaving that the books note, after all sellers of a business that
  // answers for them, and with the lines that come to nothing.
  Reckoned reckon_whole(const Member& member);
  // The members whose entries that takes: sellers first.
  std::vector<Member> asked_for(const Member& member);

  std::string currency_of(const Member& member, const std::vector<Record>& known);

 private:
  std::map<std::string, std::int64_t> debt(const std::vector<Record>& known,
                                           const std::vector<plan::Plan>& versions) const;

  const State& state_;
  const Seat seat_;
  const Facts facts_;
  Versions versions_;
  const Date from_;
  const Date until_;
  bool zeros_ = false;
  std::map<std::pair<std::string, std::string>, std::vector<commission::Charge>>
      charges_;  // plan, payee
};

// A line as it is reckoned beside what stands posted of it, of a book's year.
struct LinePair {
  std::optional<commission::Line> reckoned;
  std::optional<BookLine> posted;
  std::int64_t reckoned_minor() const { return reckoned ? reckoned->amount : 0; }
  std::int64_t posted_minor() const { return posted ? posted->posted() : 0; }
};
std::vector<LinePair> pair_lines(const std::vector<commission::Line>& reckoned,
                                 const std::vector<BookLine>& posted, const std::string& year);

// Who holds these records.
Seat seat_of(const State& state);
// The book, or the card of it; of a payee to whom no rule gave or took anything, one without facts.
// `id` is PLAN.PAYEE.YEAR of a plan, a partner or seller, and a year; nullptr: it is not.
Record book_of(const State& state, const std::string& id);
// The payee of a book or of its card.
Member member_of(const Json& book);
std::optional<Date> noted_left(const std::vector<Record>& books);

// The last day that a run worked the book's lines out for: of the runs, else of what it posted.
Date reckoned_until(const State& state, Seat seat, const Json& book);
// The last day up to which a run that found something new worked the book's lines out: of what it
// posted, else of what it stated of the sales. For what is held against what a run knew.
struct Knew {
  Date until;
  bool again = false;  // by a second run of the day
};
Knew known_until(const State& state, Seat seat, const Json& book);
// The account that tells of that day, of all that are asked for; empty: none does.
std::string newest_account(const State& state, const Json& book);
// The newest day of what was posted.
Date posted_until(const std::vector<BookLine>& lines, Date otherwise);

}  // namespace kontor::claim
