// SPDX-License-Identifier: Apache-2.0
// What a key or a word that the body's form does not know may stand for, as the file spells it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/plan/record.h"

namespace kontor::plan {

struct Unknown {
  std::string table;  // path of the table of an unknown key, with its dot; "" at the top
  std::string word;
  bool is_key = false;  // else a value
  std::vector<std::string_view> known;

  // Path of the known key that the word most likely stands for, or empty.
  std::string meant_path() const;
};
// Nothing: the problem is another one.
std::optional<Unknown> unknown_of(const Json& body, const Problem& problem);

}  // namespace kontor::plan
