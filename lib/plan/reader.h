// SPDX-License-Identifier: Apache-2.0
// The plan file (kontor-plan(5)) to the canonical body of a version.
//
// when   = { FIELD = TEST, ..., any = [ { FIELD = TEST }, ... ] }   all hold; of `any` one
// TEST   = literal | [ literal, ... ] | { not|below|above|in|same_as = VALUE }
//        | { from = A, to = B }
// base, base_group, base_brand = tables of NAME = row or list of rows; base_any = row or list
// stages = tables in the order of the file, beside if_absent and late_grace
// split  = tables named default, by a channel or by a quoted outlet
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/config/toml.h"

namespace kontor::plan {

// What a test may begin with.
struct TestWord {
  std::string_view word;
  std::string_view op;  // of the condition in the body; empty: of `from` and `to` together
  std::string_view doc;
  std::string_view example;  // for "item.quantity"
};
std::span<const TestWord> test_words();

struct PlanFile {
  Json body;  // what could be read
  std::vector<Finding> findings;
  std::map<std::string, std::string> moved;  // path in the body -> in the file, where they differ
  std::string in_file(const std::string& path) const;
};

// The body and every finding with line and column: unknown keys with the nearest known one,
// ill-typed values, and what body_problems says.
PlanFile read_plan(const TomlFile& file);
// The body alone. Error(kData, "bad_file") lists the findings, if any.
Json body_from_toml(const TomlFile& file);

}  // namespace kontor::plan
