// SPDX-License-Identifier: Apache-2.0
// The lines that a back-test reads and writes (kontor-plan(1), "plan run"): one JSON object a line,
// its kind in `t`. What comes in is checked against the forms below; what goes out answers to
// theirs.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/change/form.h"
#include "lib/commission/pipeline.h"

namespace kontor::commission {

inline constexpr std::size_t kMaxRunItems = 1000;   // of an order: what a form's list holds
inline constexpr std::size_t kMaxRunTouches = 256;  // before a close: beyond it no stage looks

struct RunItem {
  std::string item;
  std::string product;
  std::string group;
  std::string brand;
  std::string price_point;
  std::int64_t quantity = 1;
  std::int64_t recurring_minor = 0;
  std::int64_t one_time_minor = 0;
  std::int64_t list_minor = 0;       // list price of a piece; 0: not known
  std::optional<Rational> discount;  // percent off it, where it was told
  std::int64_t term_months = 0;
  std::optional<Date> vested;
  std::optional<Date> paid;
};

struct RunOrder {
  Sale sale;  // what is the same for every item; the close is among the touches
  std::optional<Date> vested;
  std::optional<Date> paid;
  std::vector<RunItem> items;  // each with its own days
};

struct RunReturn {  // and its restoring
  std::string order;
  std::vector<std::string> items;  // empty: all
  std::string cause;
  std::string id;  // names it for its restoring; may be empty
  Date date;
};

// Error(kData, "bad_line"): which field, and what is wrong with it.
RunOrder run_order(const Json& line);
RunReturn run_return(const Json& line);
RunReturn run_restore(const Json& line);
Date run_settle(const Json& line);

// Kinds of lines by the word of `t`.
struct RunForm {
  std::string_view word;
  const Form* form;
  std::string_view doc;
};
std::span<const RunForm> run_inputs();
std::span<const RunForm> run_outputs();

}  // namespace kontor::commission
