// SPDX-License-Identifier: Apache-2.0
// The books of a back-test: orders, payees, premiums, periods. run.h says what is kept.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/commission/liability.h"
#include "lib/commission/run.h"
#include "lib/commission/run_judge.h"
#include "lib/commission/run_period.h"
#include "lib/commission/run_state.h"

namespace kontor::commission {

class Run::Books {
 public:
  Books(const plan::Plan& plan, RunDetail detail);

  void order(RunSale line, std::string& out);          // run_order.cpp
  void back(const RunReturn& line, std::string& out);  // run_back.cpp
  void restore(const RunReturn& line, std::string& out);
  void settle(Date until, std::string& out);  // run_settle.cpp
  void finish(std::string& out);

  std::size_t open_orders() const { return orders_.size(); }

 private:
  // Beside the shares of an item that is being taken.
  struct Due {
    std::vector<const PremiumResult*> premiums;
    std::vector<const CreditResult*> credits;
  };
  struct Had {  // by the items of the order before
    std::set<std::string_view> premiums;
    std::set<std::string_view> credits;
  };

  // --- orders
  void may_take(const RunOrder& line) const;
  Due pay_beside(Sale& sale, const RunItem& item, RunJudged& judged, Had& had);
  void write(const Sale& sale, const RunJudged& item, const Due& due, std::string& out) const;
  void earn(const Share& share, RunOrderState& order, RunItemState& item);
  void pay(const PremiumResult& premium, Date date, RunOrderState& order);
  void keep(const std::string& id, RunOrderState order);

  // --- what comes back
  RunOrderState& open_order(const std::string& id);
  std::vector<RunItemState*> named_items(RunOrderState& order, const RunReturn& line) const;
  Verdict verdict(const RunItemState& item, const RunReturn& line) const;
  std::int64_t negate(RunOrderState& order, RunItemState& item, const RunReturn& line,
                      const Verdict& verdict);
  void use_reserve(RunOrderState& order, const PayeeNode* payee, std::int64_t amount);
  // Value and pieces follow the money that stands.
  void credit_standing(RunItemState& item, Date date);
  // Premiums and credits, once nothing stands for them and once something does again.
  std::vector<PremiumResult> balance_premiums(RunOrderState& order, Date date);
  std::vector<CreditResult> balance_credits(RunOrderState& order) const;

  // --- settlement
  void reserve(RunOrderState& order, Date until);
  void post_periods();

  // --- all
  PayeeNode* payee(const Share& share);
  void advance(Date date, std::string& out);  // the newest day read; lets go of what has ended
  // Money of an item on a day, or when its hold ends.
  void book(PayeeNode* payee, const RunItemState& item, Date date, std::int64_t amount);

  const plan::Plan& plan_;
  const RunDetail detail_;
  const bool keeps_;  // whether anything can come back
  Payees payees_;
  std::map<std::size_t, std::vector<PayeeNode*>> known_;  // by a hash, not by long texts
  std::map<std::string, RunOrderState> orders_;
  std::multimap<Date, std::string> ends_;
  RunPremiums spent_;
  RunPeriods periods_;
  std::string text_;  // of the order that is being taken
  Date clock_;
  Date settled_until_;
  Date dropped_to_;  // newest end of an order that was let go without a settlement
};

}  // namespace kontor::commission
