// SPDX-License-Identifier: Apache-2.0
// What a book rests on: the plan, the runs that posted it, the sales that it counts.
#include <set>

#include "lib/claim/reckon.h"
#include "lib/claim/sources.h"

namespace kontor::claim {
namespace {

// A reckoned member with its entries; one more for each seller whom its business answers for.
struct Asked {
  Member member;
  std::vector<Record> books;
  std::vector<commission::Entry> entries;
};
std::vector<Asked> asked_of(const State& state, const std::string& id, Date until) {
  const Seat seat = seat_of(state);
  const Record book = book_of(state, id);
  Reckoning reckoning(state, seat, until);
  std::vector<Asked> out;
  for (const Member& member : reckoning.asked_for(member_of(*book))) {
    const std::vector<Record> books = reckoning.books(member);
    Reckoned reckoned = reckoning.reckon(member, books, noted_left(books));
    out.push_back({member, books, std::move(reckoned.input.entries)});
  }
  return out;
}

// A record whose facts go on in others, with all of them.
void add_chain(const State& state, const std::string& kind, const std::string& id,
               std::set<RecordKey>& out) {
  out.emplace(kind, id);
  for (int part = 2;; ++part) {
    const std::string next = id + "." + std::to_string(part);
    const Record record = state.get(kind, next);
    if (!record || record->str_or("continues") != id) return;
    out.emplace(kind, next);
  }
}

}  // namespace

std::vector<Source> book_sources(const State& state, const std::string& id) {
  const Seat seat = seat_of(state);
  const Record book = book_of(state, id);
  const std::string name = std::string(book_kind(seat)) + "/" + id;
  std::set<Source> out;
  std::set<std::int64_t> versions;
  each_fact(state, book_kind(seat), id, [&](const Json& fact) {
    if (fact.has("version")) versions.insert(fact.num("version"));
    if (fact.has("because")) out.insert({"period", name, fact.str("because")});
  });
  const Record plan = state.get("plan", book->str("plan"));
  const Json* ops = plan ? plan->find("ops") : nullptr;
  for (const std::int64_t version : versions) {
    const std::string op = ops ? ops->str_or(std::to_string(version)) : "";
    if (!op.empty()) out.insert({"plan", "plan/" + book->str("plan"), op});
  }
  return {out.begin(), out.end()};
}

std::vector<Source> book_sale_sources(const State& state, const std::string& id) {
  const Seat seat = seat_of(state);
  const Record book = book_of(state, id);
  std::set<Source> out;
  for (const Asked& asked : asked_of(state, id, reckoned_until(state, seat, *book))) {
    for (const commission::Entry& entry : asked.entries) {
      if (year_of(entry.date) != book->str("year")) continue;
      if (seat == Seat::kSite) {
        for (const Source& source : earning_sources(state, entry.claim)) out.insert(source);
        continue;
      }
      each_fact(state, "claim", entry.claim, [&](const Json& fact) {
        const bool own =
            fact.str("payee") == asked.member.payee && fact.str("date") == format_date(entry.date);
        if (own) out.insert({"sale", "claim/" + entry.claim, fact.str("because")});
      });
    }
  }
  return {out.begin(), out.end()};
}

std::set<RecordKey> book_records(const State& state, const std::string& id) {
  const Seat seat = seat_of(state);
  const std::string kind(book_kind(seat));
  const Record book = book_of(state, id);
  std::set<RecordKey> out = {{"plan", book->str("plan")}};
  const Date until = known_until(state, seat, *book).until;
  if (const std::string newest = seat == Seat::kHq ? newest_account(state, *book) : "";
      !newest.empty()) {
    out.emplace("account", newest);
  }
  for (const Asked& asked : asked_of(state, id, until)) {
    for (const Record& each : asked.books) add_chain(state, kind, each->str("id"), out);
    for (const commission::Entry& entry : asked.entries) {
      if (seat == Seat::kSite) {
        out.emplace("earning", entry.claim);
        continue;
      }
      add_chain(state, "claim", entry.claim, out);
      const Record claim = state.get("claim", entry.claim);
      out.emplace("account", account_id(claim->str("order"), asked.member.payee));
    }
  }
  return out;
}

}  // namespace kontor::claim
