// SPDX-License-Identifier: Apache-2.0
// Runners shared by the nouns: lists from the store's SQL views, one record in full.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/kontor/call.h"

namespace kontor::cli {

inline constexpr Shares kListShares = kReads | kLists | kPrivacy;
inline constexpr Shares kShowShares = kReads | kPrivacy;

// The verb's view, filtered, sorted and cut as asked; JSON items are the records themselves.
int list_records(Call& call);
// The same of another view than the row's.
struct ListSource {
  std::string_view view = {};
  std::string_view kinds = {};    // '|'-separated; the record kinds behind the view's ids
  std::string_view columns = {};  // of a table, ','-separated
  std::string where = {};         // a condition beside those of --where
  bool rows = false;              // the view's rows are the items, no records stand behind them
  std::string_view requests =
      {};  // view (kind, id, json) of own requests that are shown as records
};
int list_view(Call& call, const ListSource& source);

// The record of the positional `id`, whole, with own operations on it that HQ has not decided.
int show_record(Call& call);
// The same for a record already found.
int show_item(Call& call, std::string_view kind, std::string_view id);

}  // namespace kontor::cli
