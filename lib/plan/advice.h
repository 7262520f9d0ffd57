// SPDX-License-Identifier: Apache-2.0
// What a person who writes a plan wants to hear beside grammar (reader.h) and law (lint.h): words
// that other nouns give a meaning to, and figures that cannot stay exact. Judged when a file is
// read, never when an operation is: what is known changes, a ledger does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/plan/lint.h"
#include "lib/plan/record.h"

namespace kontor::plan {

struct Advice {
  std::string rule;  // "word", "store", "exact"
  std::string path;  // in the body
  std::string message;
  std::string remedy;
  Weight weight = Weight::kWarning;
};

using Words = std::vector<std::string>;

// What the words of a plan may mean. A word that looks like a known one is an error; another may be
// meant for `plan run`, and is warned of.
struct Vocabulary {
  Words causes;          // of returns
  Words channels;        // of outlets
  Words evidence;        // of touches
  Words contract_types;  // of orders
  Words customers;       // their types
  // Of a store; empty: not known, and nothing is said.
  Words offers;
  Words products;
  Words groups;
  Words brands;
  Words partners;
  Words outlets;
};
std::vector<Advice> word_advice(const Plan& plan, const Vocabulary& known);

// Factors that hold at once are multiplied as exact fractions, which have room for so much. A claim
// that leaves it earns nothing, with the reason amount_overflow.
std::vector<Advice> exact_advice(const Plan& plan);

}  // namespace kontor::plan
