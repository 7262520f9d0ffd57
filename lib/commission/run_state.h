// SPDX-License-Identifier: Apache-2.0
// What a back-test keeps between lines (run.h says for how long).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lib/commission/pipeline.h"

namespace kontor::commission {

inline constexpr Date kNever{INT64_MAX / 2};

struct RunPayee {
  std::string partner;
  bool is_seller = false;
  std::string id;
  std::string_view role() const { return is_seller ? "seller" : "business"; }
  friend auto operator<=>(const RunPayee&, const RunPayee&) = default;
};

// Money of a payee over all orders.
struct RunBalance {
  std::map<Date, std::int64_t> later;     // what no settlement has covered yet, by its day
  std::map<Date, std::int64_t> premiums;  // of it
  std::map<Date, std::int64_t> periods;   // of it: tiers, caps, floors, draws
  std::int64_t open = 0;                  // what settlements covered and did not pay
  std::int64_t held = 0;                  // in reserves of open orders
  // Of the settlement that is being made.
  std::int64_t premium = 0;
  std::int64_t period = 0;
  std::int64_t reserve = 0;
  std::int64_t release = 0;
};

using Payees = std::map<RunPayee, RunBalance>;  // nodes stay where they are
using PayeeNode = Payees::value_type;

struct RunPart {  // a share that was earned
  PayeeNode* payee = nullptr;
  std::string stage;
  std::int64_t amount = 0;
};
// What of the sale a payee is credited with, for periods: it comes back as the item's money does.
struct RunCredited {
  PayeeNode* payee = nullptr;
  std::int64_t value = 0;
  std::int64_t units = 0;
  std::int64_t value_now = 0;
  std::int64_t units_now = 0;
};
struct RunMove {  // of a part: negative when it comes back
  std::size_t part = 0;
  Date date;
  std::int64_t amount = 0;
};
struct RunReversal {
  std::string id;
  Date date;  // of the return
  std::string rule;
  Rational part;  // of what was outstanding
  std::vector<RunMove> moves;
  bool is_restored = false;
};

struct RunItemState {
  std::string item;
  std::string product;
  Date vested;
  bool discharged = false;
  Instant closed;
  std::string claim;        // order and item
  std::uint32_t tiers = 0;  // that match the sale, by their places in the plan
  Date available;           // vested, or the end of a hold
  std::vector<RunPart> parts;
  std::vector<RunCredited> credited;
  std::vector<RunMove> moves;
  std::vector<RunReversal> reversals;

  std::int64_t open(std::size_t part) const;
  Rational standing() const;  // part of what was earned that did not come back
  RunCredited& credited_to(PayeeNode* payee);
  std::int64_t open() const;
  // Earned less reversed by one payee up to a day.
  std::int64_t open_of(const PayeeNode* payee, Date until) const;
};

struct RunAccount {  // of a payee in an order
  PayeeNode* payee = nullptr;
  std::int64_t held = 0;
  std::int64_t reserved = 0;
  std::vector<std::int64_t> bases;  // of each item of the order, when it was reserved
};
struct RunPremium {  // a share of one that an order was paid
  std::string id;
  PayeeNode* payee = nullptr;
  Share share;
  Date date;
  std::int64_t taken_back = 0;
};

struct RunOrderState {
  Date ends;  // nothing can come back after it
  std::vector<RunItemState> items;
  std::vector<RunAccount> accounts;
  std::vector<RunPremium> premiums;
  std::vector<CreditResult> credits;
  std::vector<CreditResult> mirrored;  // of them, those that no item stands for any more

  RunAccount* account(const PayeeNode* payee);
  bool is_held() const;
  // Of any item, or of the items of that name or product.
  bool still_earns(std::string_view product = {}) const;
};

// What premiums have paid: budgets and caps are over all orders.
struct RunPremiums {
  std::map<std::pair<std::string, std::string>, PremiumSpent> months;  // premium, 2025-08
  std::map<std::string, std::int64_t> all;

  void fill(const plan::Plan& plan, Date date, Sale& sale) const;
  void add(const std::string& premium, const Share& share, Date date, std::int64_t amount);
};

}  // namespace kontor::commission
