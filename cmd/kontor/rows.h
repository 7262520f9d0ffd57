// SPDX-License-Identifier: Apache-2.0
// Rows that a command computes, in the place of a view's: with --where, --sort, --limit and
// --columns as every list has them (lists.h), over the members of their form.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cmd/kontor/call.h"

namespace kontor::cli {

// Those of `items` that were asked for, in the order that was asked for.
Json picked_rows(Call& call, const Form& form, const Json& items);

struct RowTable {
  const Form& form;
  std::string_view columns = {};  // of a table, ','-separated
  std::string_view csv = {};      // of csv; empty: all that the form has
  // What a table shows of a member.
  std::function<std::string(const Json& item, const std::string& column)> cell = {};
  // The table unless --columns asks for another; empty: `columns`.
  std::function<std::string(const Json& items)> text = {};
  const char* none = "none";
};
// Picks, then prints in the format that was asked for.
int answer_rows(Call& call, const RowTable& table, const Json& items);

}  // namespace kontor::cli
