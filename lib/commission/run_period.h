// SPDX-License-Identifier: Apache-2.0
// The rules of periods in a back-test. Sales wait here until no earlier one can come, then each
// goes into its payees' tallies of the year; a year that is over is evaluated and let go.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lib/commission/period.h"
#include "lib/commission/run_state.h"

namespace kontor::commission {

// Tiers that the sale matches, a bit each by their places in the plan.
std::uint32_t matching_tiers(const plan::Plan& plan, const Sale& sale);

struct PeriodSums {
  std::int64_t amount = 0;
  std::int64_t value = 0;
  std::int64_t units = 0;
};
struct PeriodMove {  // of a payee's balance
  PayeeNode* payee = nullptr;
  Date date;
  std::int64_t amount = 0;
};

class RunPeriods {
 public:
  RunPeriods(const plan::Plan& plan, Payees& payees);

  bool is_active() const { return active_; }
  // Error(kData, "bad_line") for a day that was counted already, naming the line's field.
  void may_add(Date date, std::string_view field) const;
  void may_settle(Date until) const;
  void add(PayeeNode* payee, const RunItemState& item, Date date, const PeriodSums& sums);

  // Counts what is dated before `date`. Writes what came of years that are over.
  void advance(Date date, std::string& out);
  // Counts what is dated up to `until` and writes what the rules come to.
  void evaluate(Date until, std::string& out);
  void finish(std::string& out);
  // What was written moves this money; each is told once.
  std::vector<PeriodMove> take_moves() { return std::exchange(moves_, {}); }

 private:
  struct Told {  // a line that was written
    std::int64_t amount = 0;
    std::int64_t attainment = 0;
    Span span;
  };
  using LineKey = std::tuple<Date, Date, LineKind, std::string, std::string>;  // span, rule, seller
  struct Book {
    std::optional<Tally> tally;
    Date since;  // first sale
    std::map<std::string, std::int64_t> debt;
    std::map<LineKey, Told> told;
  };
  struct Sold {  // an item
    Instant closed;
    std::string claim;
    std::uint32_t tiers = 0;
  };
  struct Waiting {  // what it brought a payee
    std::size_t sold = 0;
    PayeeNode* payee = nullptr;
    PeriodSums sums;
  };
  struct Day {
    std::vector<Sold> sold;
    std::vector<Waiting> rows;
  };

  void count(Date date, Day& day);
  void count(Date date, const Sold& sold, const Waiting& row);
  void open_year(Date date, std::string& out);
  std::map<std::string, std::int64_t> evaluate_payee(PayeeNode& payee, Book& book, Date until,
                                                     std::vector<Charge>& charges,
                                                     std::string& out);
  void evaluate_all(Date until, std::string& out, bool year_ends);
  void tell(PayeeNode& payee, Book& book, const Line& line, Date until, std::string& out);

  const plan::Plan& plan_;
  Payees& payees_;
  const bool active_;
  std::map<Date, Day> waiting_;
  std::map<PayeeNode*, Book> books_;
  std::optional<Date> year_;  // first of January
  Date counted_;              // all before it is in the tallies
  Date newest_;
  std::vector<PeriodMove> moves_;
};

}  // namespace kontor::commission
