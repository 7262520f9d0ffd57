// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/book.h"

#include <algorithm>

#include "lib/claim/reckon.h"
#include "lib/seller/record.h"

namespace kontor::claim {
namespace {

// Which line of which period a fact belongs to.
using Key = std::tuple<std::string, std::string, std::string,
                       commission::Span>;  // kind, rule, seller, span
Key key_of(const commission::Line& line) {
  return {std::string(commission::line_word(line.kind)), line.rule, line.seller, line.span};
}
Key key_of(const Json& fact) {
  return {fact.str("kind"), fact.str("rule"), fact.str_or("seller"),
          commission::Span{parse_date(fact.str("from")), parse_date(fact.str("to"))}};
}

class Keeper {
 public:
  Keeper(Overlay& state, Date until, const Cause& cause)
      : state_(state),
        reckoning_(state, Seat::kHq, until),
        versions_(reckoning_.versions()),
        from_(reckoning_.from()),
        until_(until),
        cause_(cause) {}

  void add(const Member& member) {
    if (has_rules(versions_.of(member.plan), member.per()) || answers(member)) {
      members_.insert(member);
    }
  }

  void add_account(const std::string& id) {
    const Record account = state_.get("account", id);
    for (const std::string& claim_id : state_.find("claim", "order", account->str("order"))) {
      const Record claim = state_.get("claim", claim_id);
      if (!claim->has("plan")) continue;
      add({claim->str("plan"), account->str("partner"), account->str("role"),
           account->str("payee")});
    }
  }

  void add_book(const Json& book) {
    add({book.str("plan"), book.str("partner"), book.str("role"), book.str("payee")});
  }

  void keep() {
    add_who_answers();
    for (const Member& member : members_) keep(member);
  }

 private:
  // A business whose plan lets it pay for what its sellers gain.
  bool answers(const Member& member) { return has_charges(versions_.of(member.plan)); }

  // All sellers of a business that answers for one of them: what it pays is a sum.
  void add_who_answers() {
    std::set<std::pair<std::string, std::string>> businesses;  // plan, partner
    for (const Member& member : members_) {
      if (answers(member)) businesses.emplace(member.plan, member.partner);
    }
    for (const auto& [plan, partner] : businesses) {
      members_.insert({plan, partner, "business", partner});
      for (const std::string& id : state_.find("book", "partner", partner)) {
        const Record book = state_.get("book", id);
        const bool near = book->str("plan") == plan && book->str("year") >= year_of(from_);
        if (near) members_.insert({plan, partner, book->str("role"), book->str("payee")});
      }
    }
  }

  void keep(const Member& member) {
    if (versions_.of(member.plan).empty()) return;
    const std::vector<Record> known = reckoning_.books(member);
    const std::optional<Date> gone = left(member, known);
    const Reckoned reckoned = reckoning_.reckon(member, known, gone);
    const std::optional<Date> since = reckoned.input.member_since;
    const bool waits = has_guarantees(versions_.of(member.plan), member.per(), until_) && since;
    if (waits) open_book(member, until_, since);
    post(member, known, reckoned.result.lines, since);
    note_left(member, gone);
  }

  // Nobody is guaranteed anything after leaving. The book keeps the day: the record may be changed
  // again.
  std::optional<Date> left(const Member& member, const std::vector<Record>& known) {
    const bool is_seller = member.per() == plan::Per::kSeller;
    const Record record = state_.get(is_seller ? "seller" : "partner", member.payee);
    const bool gone =
        record && (is_seller ? !seller::is_active(*record) : record->str_or("state") == "ended");
    std::optional<Date> out;
    if (gone) out = parse_instant(record->at("changed").str("rule")).date();
    for (const Record& book : known) {
      if (gone && book->has("left")) out = std::min(*out, parse_date(book->str("left")));
    }
    return out;
  }

  // In the newest book: who explains or proves it reckons with the day that the run knew.
  void note_left(const Member& member, std::optional<Date> day) {
    const std::vector<Record> known = reckoning_.books(member);
    if (known.empty()) return;
    const std::string id = known.back()->str("id");
    Json book = *known.back();
    const std::string text = day ? format_date(*day) : "";
    if (book.str_or("left") == text) return;
    book.erase("left");
    if (day) book.set("left", text);
    state_.put("book", id, std::move(book));
  }

  std::string open_book(const Member& member, Date day, std::optional<Date> since) {
    const std::string id = book_id(member.plan, member.payee, day);
    if (state_.has("book", id)) return id;
    const std::vector<Record> known = reckoning_.books(member);
    Json record = derived_record("book", id, "hq", cause_);
    record.set("plan", member.plan);
    record.set("plan_version", versions_.of(member.plan).back().version);
    record.set("partner", member.partner);
    record.set("role", member.role);
    record.set("payee", member.payee);
    record.set("currency", reckoning_.currency_of(member, known));
    record.set("year", year_of(day));
    if (since) record.set("since", format_date(*since));
    record.set("standing", "open");
    record.set("facts", Json::array());
    state_.put("book", id, std::move(record));
    return id;
  }

  void post(const Member& member, const std::vector<Record>& known,
            const std::vector<commission::Line>& lines, std::optional<Date> since) {
    std::map<Key, std::int64_t> stands;
    for (const Record& book : known) {
      if (book->str("year") < year_of(from_)) continue;
      each_fact(state_, "book", book->str("id"), [&](const Json& fact) {
        if (fact.str("kind") != "settle") stands[key_of(fact)] += fact.num("amount");
      });
    }
    for (const commission::Line& line : lines) {
      std::int64_t& stood = stands[key_of(line)];
      post(member, line, line.amount - stood, since);
      stood = line.amount;
    }
    drop_rest(member, stands, lines, since);
  }

  // What stands of lines that are no more.
  void drop_rest(const Member& member, const std::map<Key, std::int64_t>& stands,
                 const std::vector<commission::Line>& lines, std::optional<Date> since) {
    std::set<Key> present;
    for (const commission::Line& line : lines) present.insert(key_of(line));
    for (const auto& [key, amount] : stands) {
      if (amount == 0 || present.contains(key)) continue;
      post_fact(member, key, Json::object({{"amount", -amount}}), since);
    }
  }

  void post(const Member& member, const commission::Line& line, std::int64_t amount,
            std::optional<Date> since) {
    if (amount == 0) return;
    Json fact = Json::object(
        {{"amount", amount}, {"attainment", line.attainment}, {"version", line.version}});
    if (line.band > 0) fact.set("band", line.band);
    post_fact(member, key_of(line), std::move(fact), since);
  }

  void post_fact(const Member& member, const Key& key, Json fact, std::optional<Date> since) {
    const auto& [kind, rule, seller, span] = key;
    fact.set("kind", kind);
    fact.set("rule", rule);
    if (!seller.empty()) fact.set("seller", seller);
    fact.set("from", format_date(span.first));
    fact.set("to", format_date(span.last));
    fact.set("date", format_date(until_));
    fact.set("because", cause_.id);
    const std::string id = open_book(member, span.first, since);
    if (fact.has("version")) {
      Json book = *state_.get("book", id);
      book.set("plan_version", fact.num("version"));
      state_.put("book", id, std::move(book));
    }
    claim::post(state_, "book", id, std::move(fact), cause_);
  }

  Overlay& state_;
  Reckoning reckoning_;
  Versions& versions_;
  const Date from_;
  const Date until_;
  const Cause& cause_;
  std::set<Member> members_;
};

}  // namespace

std::string year_of(Date day) { return format_date(day).substr(0, 4); }
Date new_year(Date day) { return parse_date(year_of(day) + "-01-01"); }

const std::vector<plan::Plan>& Versions::of(const std::string& plan) {
  const auto found = parsed_.find(plan);
  if (found != parsed_.end()) return found->second;
  std::vector<plan::Plan>& out = parsed_[plan];
  if (const Record record = state_.get("plan", plan)) {
    for (const auto& [version, body] : record->map("versions")) {
      out.push_back(plan::version_of(*record, body.at("plan").num("version")));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const plan::Plan& a, const plan::Plan& b) { return a.version < b.version; });
  return out;
}

bool has_rules(const std::vector<plan::Plan>& versions, plan::Per per) {
  const auto any = [&](const auto& rules) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const auto& rule) { return rule.per == per; });
  };
  return std::any_of(versions.begin(), versions.end(), [&](const plan::Plan& plan) {
    return any(plan.tiers) || any(plan.caps) || any(plan.floors) || any(plan.draws);
  });
}

bool has_guarantees(const std::vector<plan::Plan>& versions, plan::Per per, Date day) {
  const auto is_own = [&](const plan::PeriodAmount& rule) { return rule.per == per; };
  return std::any_of(versions.begin(), versions.end(), [&](const plan::Plan& plan) {
    const bool ended = plan.to && *plan.to < new_year(day);
    return !ended && (std::any_of(plan.floors.begin(), plan.floors.end(), is_own) ||
                      std::any_of(plan.draws.begin(), plan.draws.end(), is_own));
  });
}

bool has_charges(const std::vector<plan::Plan>& versions) {
  return std::any_of(versions.begin(), versions.end(), [](const plan::Plan& plan) {
    return std::any_of(plan.tiers.begin(), plan.tiers.end(),
                       [](const plan::Tier& tier) { return tier.charge_business; });
  });
}

std::string book_id(std::string_view plan, std::string_view payee, Date day) {
  return std::string(plan) + "." + std::string(payee) + "." + year_of(day);
}

void keep_books(Overlay& state, const std::vector<std::string>& accounts, Date until,
                const Cause& cause) {
  Keeper keeper(state, until, cause);
  for (const std::string& id : accounts) keeper.add_account(id);
  for (const std::string& id : state.find("book", "standing", "open")) {
    keeper.add_book(*state.get("book", id));
  }
  keeper.keep();
}

std::int64_t book_open(const State& state, const std::string& book, std::optional<Date> until) {
  std::int64_t out = 0;
  each_fact(state, "book", book, [&](const Json& fact) {
    if (until && parse_date(fact.str("date")) > *until) return;
    const std::int64_t amount = fact.num("amount");
    out = checked_add(out, fact.str("kind") == "settle" ? -amount : amount);
  });
  return out;
}

void close_books(Overlay& state, Date until, const Cause& cause) {
  Versions versions(state);
  for (const std::string& id : state.find("book", "standing", "open")) {
    Json book = *state.get("book", id);
    const plan::Per per = book.str("role") == "seller" ? plan::Per::kSeller : plan::Per::kBusiness;
    const bool waits = book.str("year") >= year_of(until) &&
                       has_guarantees(versions.of(book.str("plan")), per, until);
    if (waits || book_open(state, id) != 0) continue;
    book.set("standing", "closed");
    touch_derived(book, cause);
    state.put("book", id, std::move(book));
  }
}

}  // namespace kontor::claim
