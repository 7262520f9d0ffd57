// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/book_lines.h"

#include <algorithm>
#include <tuple>

#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

BookLine& line_at(std::vector<BookLine>& lines, const Json& fact) {
  const commission::Span span{parse_date(fact.str("from")), parse_date(fact.str("to"))};
  const auto same = [&](const BookLine& line) {
    return line.kind == fact.str("kind") && line.rule == fact.str("rule") &&
           line.seller == fact.str_or("seller") && line.span == span;
  };
  const auto found = std::find_if(lines.begin(), lines.end(), same);
  if (found != lines.end()) return *found;
  BookLine& added = lines.emplace_back();
  added.kind = fact.str("kind");
  added.rule = fact.str("rule");
  added.seller = fact.str_or("seller");
  added.span = span;
  return added;
}

void add(BookLine& line, const Json& fact) {
  const std::int64_t amount = fact.num("amount");
  std::int64_t& sum = amount < 0 ? line.taken : line.given;
  sum = checked_add(sum, amount);
  line.counted = fact.has("version");
  line.version = fact.num_or("version", line.version);
  line.attainment = fact.num_or("attainment", 0);
  line.band = fact.num_or("band", 0);
  line.changed = parse_date(fact.str("date"));
  line.facts.push_back(fact);
}

}  // namespace

BookLines lines_of(const State& state, std::string_view kind, const std::string& id) {
  BookLines out;
  each_fact(state, kind, id, [&](const Json& fact) {
    const bool settles = fact.str("kind") == "settle";
    std::int64_t& sum = settles ? out.settled : out.posted;
    sum = checked_add(sum, fact.num("amount"));
    if (settles) {
      out.settles.push_back(fact);
    } else {
      add(line_at(out.lines, fact), fact);
    }
  });
  std::stable_sort(out.lines.begin(), out.lines.end(),
                   [](const BookLine& a, const BookLine& b) { return a.span < b.span; });
  return out;
}

std::string line_reason(const BookLine& line) {
  const std::string on = format_date(line.changed);
  if (!line.counted) return "taken back on " + on + ": nothing counts into it any more";
  if (line.posted() == 0) {
    return "taken back on " + on + ": " +
           (line.kind == "tier" && line.band == 0 ? "below the first band"
                                                  : "nothing is left of it");
  }
  if (line.changed < line.span.last) return "as of " + on + ": the period was not over";
  if (line.kind == "cap") return "above the most that the period pays";
  if (line.kind == "recover") return "an advance of a period before";
  return {};
}

}  // namespace kontor::claim
