// SPDX-License-Identifier: Apache-2.0
// The part of a book extract that no single sale brought: what the rules of periods made of them.
#include <algorithm>
#include <tuple>

#include "lib/claim/book_lines.h"
#include "lib/claim/extract.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

Json row_of(const char* kind, const Json& book) {
  Json out = Json::object({{"kind", kind}});
  for (const char* key : {"role", "payee", "plan", "currency"}) out.set(key, book.at(key));
  return out;
}

Json period_row(const Json& book, const BookLine& line) {
  Json out = row_of("period", book);
  out.set("line", line.kind);
  out.set("rule", line.rule);
  if (!line.seller.empty()) out.set("seller", line.seller);
  out.set("from", format_date(line.span.first));
  out.set("to", format_date(line.span.last));
  out.set("changed", format_date(line.changed));
  if (line.version > 0) out.set("plan_version", line.version);
  if (line.counted && line.seller.empty()) out.set("attainment", line.attainment);
  if (line.band > 0) out.set("band", line.band);
  out.set("amount", line.posted());
  out.set("earned", line.given);
  out.set("reversed", line.taken);
  out.set("outstanding", line.posted());
  if (const std::string why = line_reason(line); !why.empty()) out.set("reason", why);
  return out;
}

Json book_row(const Json& book, std::int64_t settled) {
  Json out = row_of("book", book);
  out.set("from", book.str("year") + "-01-01");
  out.set("to", book.str("year") + "-12-31");
  out.set("settled", settled);
  return out;
}

auto place(const Json& book) {
  return std::tuple(book.str("plan"), book.str("year"), book.str("role"), book.str("payee"));
}

}  // namespace

std::vector<Json> extract_books(const State& state, std::string_view kind,
                                const ExtractQuery& query) {
  const auto ids = query.payee.empty() ? state.ids(kind) : state.find(kind, "payee", query.payee);
  std::vector<Record> books;
  for (const std::string& id : ids) {
    Record book = state.get(kind, id);
    if (!book->has("continues")) books.push_back(std::move(book));
  }
  std::sort(books.begin(), books.end(),
            [](const Record& a, const Record& b) { return place(*a) < place(*b); });
  std::vector<Json> out;
  for (const Record& book : books) {
    const BookLines found = lines_of(state, kind, book->str("id"));
    bool shown = false;
    for (const BookLine& line : found.lines) {
      const Date first = line.span.first;
      if ((query.from && first < *query.from) || (query.to && *query.to < first)) continue;
      out.push_back(period_row(*book, line));
      shown = true;
    }
    // What was paid out is a sum of the whole book: it follows whichever of its lines are shown.
    if (shown && !found.settles.empty()) out.push_back(book_row(*book, found.settled));
  }
  return out;
}

}  // namespace kontor::claim
