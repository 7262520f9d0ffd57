// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/journal.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "lib/base/money.h"
#include "lib/claim/record.h"

namespace kontor::settlement {
namespace {

struct Posting {
  std::string account;
  std::int64_t amount_minor = 0;
};

// One fact. Facts of one record, day, kind and cause make one transaction.
struct Entry {
  std::string date;
  std::string source;  // "claim k7q.phone"
  std::string kind;
  std::string because;
  std::string currency;
  std::int64_t n = 0;
  Posting debit;
  Posting credit;
  auto transaction() const { return std::tie(date, source, kind, because, currency); }
};

std::string expense_of(const std::string& book, const std::string& kind) {
  if (kind == "premium") return "expenses:premium";
  return book == "book" ? "expenses:period" : "expenses:commission";
}

class Reader {
 public:
  Reader(const State& hq, std::optional<Date> from, std::optional<Date> to)
      : hq_(hq), from_(from), to_(to) {}

  std::vector<Entry> read() {
    for (const char* book : {"claim", "account", "book"}) {
      for (const std::string& id : hq_.ids(book)) {
        const Json record = *hq_.get(book, id);
        if (record.has("continues")) continue;
        claim::each_fact(hq_, book, id, [&](const Json& fact) { add(book, id, record, fact); });
      }
    }
    std::sort(out_.begin(), out_.end(), [](const Entry& a, const Entry& b) {
      return std::tuple_cat(a.transaction(), std::tie(a.n)) <
             std::tuple_cat(b.transaction(), std::tie(b.n));
    });
    return std::move(out_);
  }

 private:
  void add(const std::string& book, const std::string& id, const Json& record, const Json& fact) {
    const Date date = parse_date(fact.str("date"));
    if ((from_ && date < *from_) || (to_ && date > *to_)) return;
    const std::string& kind = fact.str("kind");
    const std::string partner = fact.str_or("partner", record.str_or("partner"));
    const std::string owner = partner + ":" + fact.str_or("payee", record.str_or("payee"));
    const std::string payable = "liabilities:payable:" + owner;
    const std::string reserve = "liabilities:reserve:" + owner;
    Entry entry{fact.str("date"),       book + " " + id, kind, fact.str_or("because"),
                record.str("currency"), fact.num("n"),   {},   {}};
    if (kind == "reserve") {
      entry.debit.account = payable;
      entry.credit.account = reserve;
    } else if (kind == "release") {
      entry.debit.account = reserve;
      entry.credit.account = payable;
    } else if (kind == "settle") {
      entry.debit.account = payable;
      entry.credit.account = "assets:payout";
    } else {
      entry.debit.account = expense_of(book, kind);
      entry.credit.account = payable;
    }
    entry.debit.amount_minor = fact.num("amount");
    entry.credit.amount_minor = -fact.num("amount");
    out_.push_back(std::move(entry));
  }

  const State& hq_;
  const std::optional<Date> from_;
  const std::optional<Date> to_;
  std::vector<Entry> out_;
};

// hledger wants a decimal mark in a format, also where there are no decimals.
std::string sample(const std::string& currency) {
  const std::string number = format_amount(0, currency);
  return number + (currency_digits(currency) == 0 ? "." : "") + " " + currency;
}

std::string declarations(const std::vector<Entry>& entries) {
  std::set<std::string> currencies;
  std::set<std::string> accounts;
  for (const Entry& entry : entries) {
    currencies.insert(entry.currency);
    accounts.insert(entry.debit.account);
    accounts.insert(entry.credit.account);
  }
  std::string out;
  for (const std::string& currency : currencies) {
    out += "commodity " + currency + "\n    format " + sample(currency) + "\n";
  }
  for (const std::string& account : accounts) out += "account " + account + "\n";
  return out;
}

std::string line(const Posting& posting, const std::string& currency) {
  return "    " + posting.account + "  " + format_amount(posting.amount_minor, currency) + " " +
         currency + "\n";
}

// Postings to one account become one; those that come to nothing go.
void add_posting(std::vector<Posting>& postings, const Posting& added) {
  const auto same = std::find_if(postings.begin(), postings.end(), [&](const Posting& posting) {
    return posting.account == added.account;
  });
  if (same == postings.end()) {
    postings.push_back(added);
  } else {
    same->amount_minor = checked_add(same->amount_minor, added.amount_minor);
  }
}

}  // namespace

std::string journal(const State& hq, std::optional<Date> from, std::optional<Date> to) {
  const std::vector<Entry> entries = Reader(hq, from, to).read();
  std::string out = declarations(entries);
  for (std::size_t i = 0; i < entries.size();) {
    const Entry& first = entries[i];
    std::vector<Posting> postings;
    for (; i < entries.size() && entries[i].transaction() == first.transaction(); ++i) {
      add_posting(postings, entries[i].debit);
      add_posting(postings, entries[i].credit);
    }
    out += "\n" + first.date + " " + first.kind + " " + first.source + "\n";
    // No colon: a tag would have to be declared for a strict reader.
    if (!first.because.empty()) out += "    ; because of " + first.because + "\n";
    for (const Posting& posting : postings) out += line(posting, first.currency);
  }
  return out;
}

}  // namespace kontor::settlement
