// SPDX-License-Identifier: Apache-2.0
// The lines of a book as its facts tell them: what each rule gave or took in each of its periods.
// Read from a book at HQ and from the card of it at a payee's site alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/change/state.h"
#include "lib/commission/period.h"

namespace kontor::claim {

struct BookLine {
  std::string kind;  // tier | cap | floor | draw | recover
  std::string rule;
  std::string seller;  // whose gain the business pays
  commission::Span span;
  // Of the newest fact. `counted` is false when nothing counts into the line any more.
  bool counted = false;
  std::int64_t version = 0;
  std::int64_t attainment = 0;
  std::int64_t band = 0;
  Date changed;
  std::int64_t given = 0;  // sum of what was added, never less than 0
  std::int64_t taken = 0;  // of what was taken away, never more than 0
  std::vector<Json> facts;
  std::int64_t posted() const { return given + taken; }
};
struct BookLines {
  std::vector<BookLine> lines;  // by first day, last day, first fact
  std::vector<Json> settles;
  std::int64_t posted = 0;
  std::int64_t settled = 0;
};
// `kind` is book or book_card.
BookLines lines_of(const State& state, std::string_view kind, const std::string& id);

// Why a line is conditional, or nothing; empty when it simply stands.
std::string line_reason(const BookLine& line);

}  // namespace kontor::claim
