// SPDX-License-Identifier: Apache-2.0
// A claim, or a book, held against its own inputs: computed anew from the sale and the plan that
// its record names, and its facts against its shares. For who verifies a proof.
#pragma once

#include <string>
#include <vector>

#include "lib/change/state.h"
#include "lib/claim/reckon.h"

namespace kontor::claim {

struct Recheck {
  bool everything = false;         // from the base on; else from the pool and the weights on
  std::string why_not;             // why not everything
  std::vector<std::string> wrong;  // what does not come out as recorded; empty: all does
};

// At HQ: base, pool, stages, shares and premiums from sale and plan; what was earned, with
// amendments and without the answers to disputes, against the shares; the state against the facts.
Recheck recheck_claim(const State& hq, const std::string& claim);
// Of an earning, under its pseudonyms. Where the plan or a hand decides by party, which pseudonyms
// hide, only the division by the recorded weights is computed.
Recheck recheck_earning(const State& site, const std::string& earning);

struct BookRecheck : Recheck {
  BookRecheck() { everything = true; }
  Date until;                       // that is reckoned up to: known_until of reckon.h
  std::vector<LinePair> lines;      // of the book's year
  std::size_t entries = 0;          // that count, of the year and of the one before
  bool late = false;                // newer facts are there, which the next run posts
  std::vector<std::string> unsure;  // why a site may come to something else
};
// Of a book, or of the card of it: its lines from the facts of the sales. At HQ what differs is
// wrong; at a site, which does not see all that is asked for, it is not recomputed.
BookRecheck recheck_book(const State& state, const std::string& book);
// What of the lines a site cannot be sure of, in sentences.
std::vector<std::string> unsure_of(const State& site, const Member& member,
                                   const Reckoned& reckoned);

}  // namespace kontor::claim
