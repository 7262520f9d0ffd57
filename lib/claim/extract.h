// SPDX-License-Identifier: Apache-2.0
// The book extract of a payee: all its transactions in order, conditional and cancelled ones with
// their reason. Pure, from records alone, so that who owes and who audits make the same rows: at HQ
// (and from its clone) from the claims, at a payee's site (and from its clone) from its earnings.
//
// A row is of one kind:
//   share    a part in an item: what it is by the calculation, what was posted of it, why not more
//   premium  beside the pool, of a whole order
//   account  of a whole order: what was held back, let go and paid out
//   period   what a tier, cap, floor or draw gave or took in one of its periods
//   book     of a plan and year: what was paid out of its periods
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::claim {

struct ExtractQuery {
  std::string payee;         // partner or seller id; at a payee's site empty: all its own
  std::optional<Date> from;  // day of the close; of a period its first day
  std::optional<Date> to;
};

extern const Form extract_form;  // of a row
// What a table shows, ','-separated, in order.
inline constexpr std::string_view kExtractColumns =
    "kind,closed,order,item,customer,stage,role,payee,plan,plan_version,currency,pool,amount,"
    "vested,state,earned,reversed,outstanding,reserved,released,settled,reason,"
    "line,rule,seller,from,to,attainment,band,changed";
// Of these the numbers that are no amounts.
inline constexpr std::string_view kExtractNumbers = "plan_version,attainment,band";

// Rows by day of the close, order, item, stage, business before seller; those of a whole order
// after its items. Then the periods by plan, year, business before seller, first and last day.
// Outstanding of shares, amounts of premiums and outstanding of periods, less what is reserved and
// not released, less what is settled: the payee's open balance.
// Error(kNoInput, "no_payee") for who is neither partner nor seller here: a scope knows its own.
std::vector<Json> extract(const State& state, const ExtractQuery& query);
// The rows of books alone; `kind` is book, or book_card (extract_books.cpp).
std::vector<Json> extract_books(const State& state, std::string_view kind,
                                const ExtractQuery& query);

// Why the claim behind an earning is conditional, cancelled or zero; empty when it simply earned.
std::string extract_reason(const State& state, const Json& earning);

}  // namespace kontor::claim
