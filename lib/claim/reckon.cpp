// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/reckon.h"

#include <algorithm>
namespace kontor::claim {

std::string_view book_kind(Seat seat) { return seat == Seat::kHq ? "book" : "book_card"; }

Seat seat_of(const State& state) {
  return state.ids("earning").empty() && state.ids("book_card").empty() ? Seat::kHq : Seat::kSite;
}

Record book_of(const State& state, const std::string& id) {
  const std::string_view kind = book_kind(seat_of(state));
  if (Record book = state.get(kind, id))
    return book->has("continues") ? state.get(kind, book->str("continues")) : book;
  const std::size_t first = id.find('.');
  const std::size_t last = id.rfind('.');
  if (first == std::string::npos || first == last) return nullptr;
  const std::string payee = id.substr(first + 1, last - first - 1);
  const std::string year = id.substr(last + 1);
  const Record plan = state.get("plan", id.substr(0, first));
  const Record seller = state.get("seller", payee);
  const bool is_year = year.size() == 4 && year.find_first_not_of("0123456789") == year.npos;
  if (!plan || !is_year || (!seller && !state.has("partner", payee))) return nullptr;
  const plan::Plan newest = plan::parse_plan(plan::body_of(*plan, plan->num("version")));
  return std::make_shared<const Json>(
      Json::object({{"id", id},
                    {"kind", kind},
                    {"plan", newest.id},
                    {"partner", seller ? seller->str("partner") : payee},
                    {"role", seller ? "seller" : "business"},
                    {"payee", payee},
                    {"currency", newest.currency},
                    {"year", year},
                    {"facts", Json::array()}}));
}

Member member_of(const Json& book) {
  return {book.str("plan"), book.str("partner"), book.str("role"), book.str("payee")};
}

std::optional<Date> noted_left(const std::vector<Record>& books) {
  if (books.empty() || !books.back()->has("left")) return std::nullopt;
  return parse_date(books.back()->str("left"));
}

Reckoning::Reckoning(const State& state, Seat seat, Date until, Facts facts)
    : state_(state),
      seat_(seat),
      facts_(facts),
      versions_(state),
      from_(add_months(new_year(until), -12)),
      until_(until) {}

std::vector<Record> Reckoning::books(const Member& member) const {
  std::vector<Record> out;
  for (const std::string& id : state_.find(book_kind(seat_), "payee", member.payee)) {
    Record book = state_.get(book_kind(seat_), id);
    if (book->str("plan") == member.plan) out.push_back(std::move(book));
  }
  return out;  // by year
}

std::string Reckoning::currency_of(const Member& member, const std::vector<Record>& known) {
  return known.empty() ? versions_.of(member.plan).back().currency : known.back()->str("currency");
}

Reckoned Reckoning::reckon(const Member& member, const std::vector<Record>& known,
                           std::optional<Date> left) {
  const std::vector<plan::Plan>& versions = versions_.of(member.plan);
  Reckoned out;
  out.currency = currency_of(member, known);
  commission::PeriodInput& input = out.input;
  for (const plan::Plan& plan : versions) {
    if (plan.currency == out.currency) input.versions.push_back(&plan);
  }
  input.per = member.per();
  input.from = from_;
  input.until = until_;
  input.seller = member.payee;
  input.entries = seat_ == Seat::kHq
                      ? entries_of(state_, member, out.currency, from_, until_, facts_)
                      : seen_entries_of(state_, member, out.currency, from_, until_);
  input.charges = std::move(charges_[{member.plan, member.payee}]);
  for (const Record& book : known) {
    if (!input.member_since && book->has("since"))
      input.member_since = parse_date(book->str("since"));
  }
  if (!input.member_since && !input.entries.empty())
    input.member_since = input.entries.front().date;
  input.member_until = left;
  input.debt = debt(known, versions);
  input.tell_zeros = zeros_;
  out.result = commission::evaluate(input);
  for (const commission::Charge& charge : out.result.charges) {
    charges_[{member.plan, member.partner}].push_back(charge);
  }
  return out;
}

Reckoned Reckoning::reckon_whole(const Member& member) {
  zeros_ = true;
  Reckoned out;
  for (const Member& each : asked_for(member)) {
    const std::vector<Record> known = books(each);
    out = reckon(each, known, noted_left(known));
  }
  return out;
}

std::vector<Member> Reckoning::asked_for(const Member& member) {
  std::set<Member> out = {member};
  const bool answers =
      member.per() == plan::Per::kBusiness && has_charges(versions_.of(member.plan));
  if (!answers) return {out.begin(), out.end()};
  for (const std::string& id : state_.ids(book_kind(seat_))) {
    const Record book = state_.get(book_kind(seat_), id);
    if (book->has("continues")) continue;
    const Member other = member_of(*book);
    const bool own = other.plan == member.plan && other.partner == member.partner;
    if (own && other.per() == plan::Per::kSeller) out.insert(other);
  }
  return {out.begin(), out.end()};
}

// Of draws in books before the window, by the version that gave them.
std::map<std::string, std::int64_t> Reckoning::debt(const std::vector<Record>& known,
                                                    const std::vector<plan::Plan>& versions) const {
  std::map<std::string, std::int64_t> out;
  const auto is_recoverable = [&](const Json& fact) {
    for (const plan::Plan& plan : versions) {
      if (plan.version != fact.num("version")) continue;
      for (const plan::PeriodAmount& draw : plan.draws) {
        if (draw.id == fact.str("rule")) return draw.recoverable;
      }
    }
    return false;
  };
  for (const Record& book : known) {
    if (book->str("year") >= year_of(from_)) continue;
    each_fact(state_, book_kind(seat_), book->str("id"), [&](const Json& fact) {
      const std::string& kind = fact.str("kind");
      const bool counts = kind == "recover" || (kind == "draw" && is_recoverable(fact));
      if (counts) out[fact.str("rule")] += fact.num("amount");
    });
  }
  std::erase_if(out, [](const auto& row) { return row.second <= 0; });
  return out;
}

std::vector<LinePair> pair_lines(const std::vector<commission::Line>& reckoned,
                                 const std::vector<BookLine>& posted, const std::string& year) {
  std::vector<LinePair> out;
  for (const commission::Line& line : reckoned) {
    if (year_of(line.span.first) == year) out.push_back({line, std::nullopt});
  }
  for (const BookLine& line : posted) {
    const auto same = [&](const LinePair& pair) {
      const std::optional<commission::Line>& of = pair.reckoned;
      return of && commission::line_word(of->kind) == line.kind && of->rule == line.rule &&
             of->seller == line.seller && of->span == line.span;
    };
    const auto found = std::find_if(out.begin(), out.end(), same);
    if (found == out.end()) {
      out.push_back({std::nullopt, line});
    } else {
      found->posted = line;
    }
  }
  return out;
}

Date posted_until(const std::vector<BookLine>& lines, Date otherwise) {
  Date out{};
  for (const BookLine& line : lines) out = std::max(out, line.changed);
  return lines.empty() ? otherwise : out;
}

namespace {

// A run looks at its year and the one before.
Date last_day_of(const Json& book) {
  return Date{add_months(parse_date(book.str("year") + "-01-01"), 24).days - 1};
}

}  // namespace

std::string newest_account(const State& state, const Json& book) {
  std::string out;
  std::pair<std::string, bool> newest;
  Reckoning reckoning(state, Seat::kHq, parse_date(book.str("year") + "-01-01"));
  for (const Member& member : reckoning.asked_for(member_of(book))) {
    for (const std::string& id : state.find("account", "payee", member.payee)) {
      const Record account = state.get("account", id);
      const Json* stated = account->find("stated");
      if (!stated || account->str("partner") != member.partner) continue;
      std::pair<std::string, bool> told(stated->str("until"), stated->flag_or("again", false));
      if (told <= newest) continue;
      newest = std::move(told);
      out = id;
    }
  }
  return out;
}

Knew known_until(const State& state, Seat seat, const Json& book) {
  const BookLines lines = lines_of(state, book_kind(seat), book.str("id"));
  const Date posted = posted_until(lines.lines, parse_date(book.str("year") + "-01-01"));
  const std::string account = seat == Seat::kHq ? newest_account(state, book) : std::string();
  if (account.empty()) return {posted, false};
  const Record record = state.get("account", account);
  const Json& told = record->at("stated");
  const Date stated = std::min(last_day_of(book), parse_date(told.str("until")));
  return {std::max(posted, stated), told.flag_or("again", false)};
}

Date reckoned_until(const State& state, Seat seat, const Json& book) {
  const Date first = parse_date(book.str("year") + "-01-01");
  const Date last = last_day_of(book);
  const BookLines lines = lines_of(state, book_kind(seat), book.str("id"));
  Date out = posted_until(lines.lines, first);
  // A site knows the runs by the statements that came of them.
  const char* runs = seat == Seat::kHq ? "settlement" : "statement";
  for (const std::string& id : state.ids(runs)) {
    const Record run = state.get(runs, id);
    if (run->has("until")) out = std::max(out, std::min(last, parse_date(run->str("until"))));
  }
  return out;
}

}  // namespace kontor::claim
